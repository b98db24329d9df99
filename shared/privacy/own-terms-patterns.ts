import { RE2JS } from 're2js';
import { LintelError } from '../chat/error.ts';
import { say } from '../chat/said.ts';
import type { Finding } from './finding.ts';
import { LONGEST_PATTERN, type OwnTerm } from './own-terms.ts';

/** Instructions of RE2's machine: each may cost a step at every character. */
const LARGEST_PROGRAM = 1_000;

/**
 * A search for the next match takes linear time; all of them together need not, since each may look to the end in
 * vain for a longer one. So a text is searched in pieces, and a match lies within 500 characters.
 */
const PIECE = 1_000;
const STEP = 500;
/** Of more matches than this in a piece, the rest of the piece is one. */
const MOST_IN_A_PIECE = 100;

/** A pattern, compiled. Throws `bad-request` with what is wrong. */
export function compilePattern(pattern: string): RE2JS {
  if (pattern === '') throw new LintelError('bad-request', say`The pattern is empty: write what to look for.`);
  if (pattern.length > LONGEST_PATTERN)
    throw new LintelError('bad-request', say`A pattern must hold at most ${LONGEST_PATTERN} characters.`);
  const compiled = compile(pattern);
  if (compiled.programSize() > LARGEST_PROGRAM)
    throw new LintelError('bad-request', say`The pattern is too large: repeat fewer times, or make several patterns of it.`);
  if (compiled.matcher('').find())
    throw new LintelError(
      'bad-request',
      say`The pattern also matches nothing at all, so it would match everywhere: ask for at least one character.`,
    );
  return compiled;
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.MULTILINE);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
    throw new LintelError('bad-request', say`This is no pattern in RE2 syntax: ${reason}.`, { cause: error });
  }
}

/** A search for one pattern of the user's. Throws `bad-request` when it is none. */
export function createPatternSearch({ match, tag }: OwnTerm): (text: string) => Finding[] {
  if (match.kind !== 'pattern') return () => [];
  const compiled = compilePattern(match.pattern);
  return (text) => {
    const found: Finding[] = [];
    for (let from = 0; from < text.length; )
      from = searchPiece(compiled, text, from, (start, end) => {
        found.push({ type: 'own-term', start, end, confidence: 1, validator: 'own-pattern', tag });
      });
    return found;
  };
}

/** Matches that begin in the first half of the piece at `from`, or in all of the last piece. Answers with where the next one begins. */
function searchPiece(compiled: RE2JS, text: string, from: number, take: (start: number, end: number) => void): number {
  // One character before it, so that edges of words and lines are seen as they are.
  const before = Math.max(0, from - 1);
  const isLast = from + PIECE >= text.length;
  const until = isLast ? text.length : from + STEP;
  const matcher = compiled.matcher(text.slice(before, from + PIECE));
  let count = 0;
  let past = from;
  for (let isFound = matcher.find(from - before); isFound; isFound = matcher.find()) {
    const start = before + matcher.start();
    if (start >= until) break;
    count++;
    past = count < MOST_IN_A_PIECE ? before + matcher.end() : until;
    if (past > start) take(start, past);
    if (count === MOST_IN_A_PIECE) break;
  }
  return Math.max(past, until);
}
