import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const MATERIAL = join(import.meta.dirname, 'material');
const OFF_TOPIC_SAID = 'off-topic.txt';
const EVALUATION = join(import.meta.dirname, 'evaluation');

/** What the starter model shall know of one thing. */
export interface Topic {
  readonly name: string;
  readonly answer: string;
  /** Each must be in an answer, in one of its wordings. */
  readonly facts: readonly (readonly string[])[];
  /** None of these may be in an answer. */
  readonly contradictions: readonly string[];
  /** Patterns: `(a|b)` is a choice, `@name` a word of that list. */
  readonly phrasings: readonly string[];
  /** Patterns that are frames around words that point to the topic. */
  readonly framed: readonly string[];
  /** What people typed, as it is: no patterns. */
  readonly said: readonly string[];
  readonly followUps: readonly { readonly kind: string; readonly topic: string }[];
}

/** SHA-256 over every file of the material, by name and content; the same as material.py computes. */
export function digestOfMaterial(): string {
  const files = readdirSync(MATERIAL, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => relative(MATERIAL, join(file.parentPath, file.name)).split(sep).join('/'));
  const hash = createHash('sha256');
  for (const path of paths.sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(MATERIAL, path)))
      .update('\0');
  return hash.digest('hex');
}

/** Every name, flag, port and default of the program that the guide speaks of. */
export function readFacts(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(MATERIAL, 'facts.json'), 'utf8')) as Record<string, string>;
}

/** The answer to everything else. */
export const readRefusal = (): string => filled(readFileSync(join(MATERIAL, 'refusal.txt'), 'utf8').trim(), readFacts());

export function readTopics(): Topic[] {
  const facts = readFacts();
  const folder = join(MATERIAL, 'topics');
  const frames = linesOf(join(MATERIAL, 'frames.txt')).map((line) => line.slice(2));
  const keywords = lists('keywords.txt');
  const orders = linesOf(join(MATERIAL, 'orders.txt'));
  const said = new Map(
    readdirSync(join(MATERIAL, 'said'))
      .filter((file) => file !== OFF_TOPIC_SAID)
      .flatMap((file) => blocksOf(readFileSync(join(MATERIAL, 'said', file), 'utf8'))),
  );
  const sentences = ['asked.txt', 'questions.txt', 'scenarios.txt'].map((file) => lists(file));
  return readdirSync(folder)
    .sort()
    .flatMap((file) => blocksOf(readFileSync(join(folder, file), 'utf8')))
    .map(([name, lines]) => {
      const marked = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
      return {
        name,
        answer: filled(marked('A: ')[0] ?? '', facts),
        facts: marked('F: ').map((line) => line.split('|').map((wording) => filled(wording.trim(), facts))),
        contradictions: marked('N: ').map((line) => filled(line, facts)),
        phrasings: [
          ...marked('- '),
          ...orders.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : [])),
          ...sentences.flatMap((list) => list.get(name) ?? []),
        ],
        said: said.get(name) ?? [],
        framed: frames.map((frame) => frame.replaceAll('%', `(${(keywords.get(name) ?? []).join('|')})`)),
        followUps: marked('> ').map((line) => {
          const [kind = '', topic = ''] = line.split(' ');
          return { kind, topic };
        }),
      };
    });
}

/** The patterns of prompts that the guide must refuse. */
export const readOffTopic = (): string[] =>
  ['off-topic.txt', 'elsewhere.txt'].flatMap((file) => linesOf(join(MATERIAL, file)).map((line) => line.slice(2)));

/** What people typed that the guide must refuse, as it is: no patterns. */
export const readOffTopicSaid = (): string[] => linesOf(join(MATERIAL, 'said', OFF_TOPIC_SAID));

/** The lists that patterns name with @. */
export const readLists = (): ReadonlyMap<string, readonly string[]> => lists('macros.txt', 'seeds.txt');

function lists(...files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files
      .flatMap((file) => linesOf(join(MATERIAL, file)))
      .map((line) => {
        const [name = '', words = ''] = line.split(/=(.*)/s);
        return [name.trim(), words.split('|').map((word) => word.trim())];
      }),
  );
}

/** Phrasings that training never saw, by topic. */
export const readHeldOut = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    blocksOf(readFileSync(join(EVALUATION, 'topics.txt'), 'utf8')).map(([name, lines]) => [
      name,
      lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)),
    ]),
  );

/** Off-topic prompts that training never saw. */
export const readHeldOutOffTopic = (): string[] => linesOf(join(EVALUATION, 'off-topic.txt'));

/** Second turns that training never saw. */
export const readHeldOutFollowUps = (): { first: string; then: string; topic: string }[] =>
  linesOf(join(EVALUATION, 'follow-ups.txt')).map((line) => {
    const [first = '', then = '', topic = ''] = line.split('|').map((part) => part.trim());
    return { first, then, topic };
  });

function blocksOf(text: string): [string, string[]][] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((block) => {
      const [name = '', ...lines] = block.trim().split('\n');
      return [name, lines];
    });
}

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

function filled(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{([\w.]+)\}/g, (_, key: string) => {
    const fact = facts[key];
    if (fact === undefined) throw new Error(`facts.json has no “${key}”.`);
    return fact;
  });
}
