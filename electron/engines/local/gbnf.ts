import { LintelError } from '../../../shared/chat/error.ts';

/** The rules of a grammar in GBNF, the notation of llama.cpp, as they are collected. */
export interface Rules {
  /** Names a rule by its text: the same text has the same name. */
  add(body: string): string;
  /** A name for a rule whose text is not known yet. */
  reserve(): string;
  define(name: string, body: string): void;
  /** Names a rule that stands so many times in a row. @param most absent: any number */
  repeat(rule: string, least: number, most: number | undefined): string;
  /** Counts work that was done for the rules. */
  spend(steps: number): void;
  /** The whole grammar. @param root the text of the first rule */
  grammar(root: string): string;
}

/** Characters in all rules together: far more than real schemas need, and compiled in milliseconds. */
const MAX_LENGTH = 500_000;
/** The same with every rule counted as often as it was written: the same text again costs time, and no room. */
const MAX_WRITTEN = 20 * MAX_LENGTH;
/** Parts of schemas that are visited. References let a short schema stand for any number of them. */
const MAX_STEPS = 20_000;
/** Elements that repetitions become: llama.cpp writes each one out, and its work and memory grow with them. */
const MAX_REPEATED = 50_000;

/** Throws `bad-request` once the grammar becomes too large, or making it too much work. */
export function createRules(): Rules {
  const bodies = new Map<string, string>();
  const names = new Map<string, string>();
  let length = 0;
  let written = 0;
  let steps = 0;
  let repeated = 0;
  let lastName = 0;

  const reserve = () => {
    lastName += 1;
    return `rule-${lastName}`;
  };

  function define(name: string, body: string): void {
    if (bodies.has(name)) return;
    length += name.length + body.length;
    if (length > MAX_LENGTH) refuse('is too large for a local model. Make it smaller.');
    bodies.set(name, body);
  }

  function add(body: string): string {
    written += body.length;
    if (written > MAX_WRITTEN) refuse('says too much over and over for a local model. Make it smaller.');
    const known = names.get(body);
    if (known !== undefined) return known;
    const name = reserve();
    names.set(body, name);
    define(name, body);
    return name;
  }

  return {
    reserve,
    define,
    add,
    repeat(rule, least, most) {
      const body = `(${rule}){${least},${most ?? ''}}`;
      if (!names.has(body)) repeated += most ?? least;
      if (repeated > MAX_REPEATED) {
        refuse(
          `has limits of length or number that come to more than ${MAX_REPEATED} repetitions together. Use smaller or fewer ones (minLength, maxLength, minItems, maxItems).`,
        );
      }
      return add(body);
    },
    spend(count) {
      steps += count;
      if (steps > MAX_STEPS) refuse(`has more than ${MAX_STEPS} parts once its references are followed. Make it simpler.`);
    },
    grammar: (root) => [`root ::= ${root}`, ...[...bodies].map(([name, body]) => `${name} ::= ${body}`)].join('\n'),
  };
}

function refuse(what: string): never {
  throw new LintelError('bad-request', `The JSON schema ${what}`, { field: 'response_format' });
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text that must stand there word for word. */
export function literal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped.
  const escaped = text.replace(/["\\\x00-\x1f]/g, (character) => {
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}
