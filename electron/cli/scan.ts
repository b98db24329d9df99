import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import { splitTags } from '../../shared/privacy/tags.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import type { Judge } from './judge.ts';
import { linesOf } from './lines.ts';
import type { CommandParts, Common } from './models.ts';

interface ScanParts extends Pick<CommandParts, 'leaf'> {
  /** The policy in force, whether Lintel runs or not. */
  policyIn(options: Common): Promise<Policy>;
}

/** Adds `scan`, which needs no running Lintel. */
export function addScanCommand(program: Command, { leaf, policyIn }: ScanParts): void {
  leaf(program, 'scan [file]', 'find what is sensitive: reads lines of {"text": …}, writes a line of findings, tags and ceiling for each')
    .option('--text <text>', 'search this text instead')
    .addHelpText(
      'after',
      '\nPlaces are counted in UTF-16 code units, as JavaScript does, their end exclusive.\nWithout a file, the lines are piped in. A line that cannot be read is answered with {"error": …} in its place;\nthe command then goes on, and ends with 2.',
    )
    .option('--all', 'show findings of little confidence, too', false)
    .action(async (file: string | undefined, options: Common & { text?: string; all: boolean }) => {
      const { createJudge } = await import('./judge.ts');
      const judge = createJudge(await policyIn(options), options.all);
      if (options.text !== undefined) process.stdout.write(`${JSON.stringify(judge(options.text, []))}\n`);
      else if ((await scanLines(inputOf(file), judge)) > 0) process.exitCode = 2;
    });
}

function inputOf(file: string | undefined): Readable {
  if (file !== undefined && file !== '-') return createReadStream(file);
  if (process.stdin.isTTY && file === undefined)
    throw new LintelError('bad-request', 'Say what to search: lintel scan --text "…", lintel scan <file>, or pipe the lines in.');
  return process.stdin;
}

/** Answers each line in its turn, as fast as the answers are taken. Resolves with how many lines could not be read. */
async function scanLines(input: Readable, judge: Judge): Promise<number> {
  let read = 0;
  let bad = 0;
  const answer = (line: string | undefined): string => {
    read++;
    if (line?.trim() === '') return '';
    try {
      const { text, tags } = textIn(line);
      return `${JSON.stringify(judge(text, tags))}\n`;
    } catch (error) {
      bad++;
      const { code, message } = toErrorShape(error);
      return `${JSON.stringify({ error: { code, message, line: read } })}\n`;
    }
  };
  async function* answers(): AsyncGenerator<string> {
    for await (const lines of linesOf(input.setEncoding('utf8'))) yield lines.map(answer).join('');
  }
  try {
    await pipeline(Readable.from(answers(), { objectMode: true, highWaterMark: 1 }), process.stdout, { end: false });
  } catch (error) {
    rethrow(error);
  }
  return bad;
}

/** Whoever reads the answers may have had enough of them; a file that cannot be read is the caller's to mend. */
function rethrow(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EPIPE') return;
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES')
    throw new LintelError('not-found', `The file cannot be read (${code}): give the path of a file of JSON lines.`, { cause: error });
  throw error;
}

function textIn(line: string | undefined): { text: string; tags: readonly string[] } {
  if (line === undefined) throw new LintelError('bad-request', 'This line is too long: part its text over several lines.');
  const value = parsed(line);
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string')
    throw new LintelError('bad-request', 'This line is no JSON object with a “text”.');
  const tags = 'tags' in value ? value.tags : [];
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string'))
    throw new LintelError('bad-request', '“tags” must be a list of words.');
  return { text: value.text, tags: splitTags(tags, 'tags') };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line.startsWith('\ufeff') ? line.slice(1) : line);
  } catch {
    return undefined;
  }
}
