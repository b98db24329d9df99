import { LintelError } from '../../../shared/chat/error.ts';

/** The rules of a grammar in GBNF, the notation of llama.cpp, as they are collected. */
export interface Rules {
  /** Names a rule by its text: the same text has the same name. */
  add(body: string): string;
  /** A name for a rule whose text is not known yet. */
  reserve(): string;
  define(name: string, body: string): void;
  /** The whole grammar. @param root the text of the first rule */
  grammar(root: string): string;
}

/** Characters in all rules together: far more than real schemas need, and compiled in milliseconds. */
const MAX_LENGTH = 500_000;

/** Throws `bad-request` once the grammar becomes too large. */
export function createRules(): Rules {
  const bodies = new Map<string, string>();
  const names = new Map<string, string>();
  let length = 0;
  let lastName = 0;

  const reserve = () => {
    lastName += 1;
    return `rule-${lastName}`;
  };

  function define(name: string, body: string): void {
    if (bodies.has(name)) return;
    length += name.length + body.length;
    if (length > MAX_LENGTH) {
      throw new LintelError('bad-request', 'The JSON schema is too large for a local model. Make it smaller.', {
        field: 'response_format',
      });
    }
    bodies.set(name, body);
  }

  return {
    reserve,
    define,
    add(body) {
      const known = names.get(body);
      if (known !== undefined) return known;
      const name = reserve();
      names.set(body, name);
      define(name, body);
      return name;
    },
    grammar: (root) => [`root ::= ${root}`, ...[...bodies].map(([name, body]) => `${name} ::= ${body}`)].join('\n'),
  };
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
