import { readHeldOut, readHeldOutOffTopic, readLists, readOffTopic, readOffTopicSaid, readTopics } from './material.ts';

/** A held-out phrasing that training could have drawn, and the pattern or line it comes from. */
export interface Overlap {
  readonly phrasing: string;
  readonly pattern: string;
}

/** Compared without case, blanks and punctuation. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Every held-out phrasing that a training pattern stands for. There must be none. */
export function overlaps(): Overlap[] {
  const lists = readLists();
  const topics = readTopics();
  const said = new Map([...topics.flatMap((topic) => topic.said), ...readOffTopicSaid()].map((line) => [bare(line), line]));
  const patterns = [...topics.flatMap(({ phrasings, framed }) => [...phrasings, ...framed]), ...readOffTopic()];
  const compiled = patterns.map((pattern) => ({ pattern, expression: expressionOf(pattern, lists) }));
  const heldOut = [...[...readHeldOut().values()].flat(), ...readHeldOutOffTopic()];
  return heldOut.flatMap((phrasing) => {
    const text = bare(phrasing);
    if (text !== '' && said.has(text)) return [{ phrasing, pattern: said.get(text) ?? '' }];
    return compiled.filter(({ expression }) => text !== '' && expression.test(text)).map(({ pattern }) => ({ phrasing, pattern }));
  });
}

function expressionOf(pattern: string, lists: ReadonlyMap<string, readonly string[]>): RegExp {
  const parts = pattern.toLowerCase().match(/[()|]|@\w+|[^()|@]+/g) ?? [];
  const source = parts.map((part) => {
    if (part === '(') return '(?:';
    if (part === ')' || part === '|') return part;
    if (part.startsWith('@')) return `(?:${(lists.get(part.slice(1)) ?? []).map(bare).join('|')})`;
    return bare(part);
  });
  return new RegExp(`^(?:${source.join('')})$`, 'u');
}
