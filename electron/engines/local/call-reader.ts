import type { Read } from './answer-reader.ts';
import type { CallSyntax } from './syntax.ts';
import { plain } from './syntax.ts';

/** Reads calls that a grammar has forced into their syntax. */
export interface CallReader {
  /** Text from the name of the first call on. */
  push(text: string): Read[];
  /** The same, with the opening before it. */
  pushOpening(text: string): Read[];
  /** Calls whose name is known. */
  readonly calls: number;
}

type Place = 'opening' | 'name' | 'arguments' | 'after';

/** @param newId makes the id of a call */
export function createCallReader(syntax: CallSyntax, tools: readonly string[], newId: () => string): CallReader {
  const heads = tools.map((name) => ({ name, head: name + syntax.prefix(name) }));
  const opening = plain(syntax.opening);
  let place: Place = 'name';
  let held = '';
  let name = '';
  let id = '';
  let index = -1;
  let end = createObjectEnd();

  function step(): Read[] | undefined {
    switch (place) {
      case 'opening':
        if (held.length < opening.length) return undefined;
        held = held.slice(opening.length);
        place = 'name';
        return [];
      case 'name': {
        const found = heads.find(({ head }) => held.startsWith(head));
        if (found === undefined) return undefined;
        held = held.slice(found.head.length);
        name = found.name;
        id = newId();
        index += 1;
        end = createObjectEnd();
        place = 'arguments';
        return [{ type: 'tool-call', index, id, name, isFirst: true, arguments: '' }];
      }
      case 'arguments': {
        if (held === '') return undefined;
        const length = end(held);
        const piece = length === undefined ? held : held.slice(0, length);
        held = length === undefined ? '' : held.slice(length);
        if (length !== undefined) place = 'after';
        return [{ type: 'tool-call', index, id, name, arguments: piece }];
      }
      case 'after': {
        const next = syntax.suffix(name) + (syntax.between ?? '');
        if (syntax.between === undefined || held.length < next.length || !held.startsWith(next)) return undefined;
        held = held.slice(next.length);
        place = 'name';
        return [];
      }
    }
  }

  function push(text: string): Read[] {
    held += text;
    const reads: Read[] = [];
    for (let read = step(); read !== undefined; read = step()) reads.push(...read);
    return reads;
  }

  return {
    push,
    pushOpening(text) {
      place = 'opening';
      return push(text);
    },
    get calls() {
      return index + 1;
    },
  };
}

/** Finds the end of a JSON object over pieces of its text: gives the length up to it, within the piece that has it. */
function createObjectEnd(): (piece: string) => number | undefined {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  return (piece) => {
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at];
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') inString = false;
        continue;
      }
      if (character === '"') inString = true;
      else if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') depth -= 1;
      if (depth === 0) return at + 1;
    }
    return undefined;
  };
}
