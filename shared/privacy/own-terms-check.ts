import { isLintelError } from '../chat/error.ts';
import { type Said, say, verbatim } from '../chat/said.ts';
import type { Finding } from './finding.ts';
import { LONGEST_WORD, MOST_WORDS, type OwnTerm } from './own-terms.ts';
import { compilePattern } from './own-terms-patterns.ts';
import { createScan } from './scan.ts';

/** What is wrong with a term, as a sentence for a person; nothing when it can be searched for. */
export function checkTerm({ match, tag }: OwnTerm): Said | undefined {
  if (tag.trim() === '') return say`Choose the tag that a finding adds.`;
  if (match.kind === 'pattern') return patternFault(match.pattern);
  if (match.words.every((word) => word.trim() === '')) return say`There is no word to look for.`;
  if (match.words.length > MOST_WORDS) return say`A list must hold at most ${MOST_WORDS} words: make several lists of it.`;
  const long = match.words.find((word) => word.length > LONGEST_WORD);
  if (long !== undefined) return say`“${long.slice(0, 20)}…” is too long: a word must hold at most ${LONGEST_WORD} characters.`;
  return undefined;
}

function patternFault(pattern: string): Said | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (isLintelError(error)) return error.said ?? verbatim(error.message);
    throw error;
  }
}

/** What a term finds in a sample, also where it is hidden. Throws `bad-request` with what `checkTerm` says when the term cannot be searched for. */
export function testTerm(term: OwnTerm, sample: string): Finding[] {
  return createScan([term])(sample).filter(({ type }) => type === 'own-term');
}
