import { constants, open } from 'node:fs/promises';
import { isMap, isPair, isScalar, LineCounter, type Node, type ParsedNode, parseDocument, visit } from 'yaml';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';

/** A fault in a file, with line and column from 1. */
export interface PlacedFault {
  readonly line: number;
  readonly column: number;
  /** A sentence a person can act on. */
  readonly message: string;
  readonly said?: Said;
}

/** A file as it was read: its content, or what is wrong with its syntax. */
export interface PolicyText {
  readonly value: unknown;
  readonly faults: readonly PlacedFault[];
  /** Where a field stands, or the nearest one around it that is there. */
  placeOf(path: readonly (string | number)[]): { readonly line: number; readonly column: number };
}

/** Far more than a policy with all its rules and tests needs. */
const LARGEST_BYTES = 2 ** 20;
const MOST_ALIASES = 100;
const MOST_FAULTS = 100;

/** Reads a file of at most 1 MiB. Throws `not-found` where it cannot be read, `body-too-large` where it is too long. */
export async function readPolicyFile(path: string): Promise<string> {
  // Without waiting, so that a pipe which nobody writes to holds nothing up.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(unreadable);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new LintelError('not-found', say`${path} is no file.`);
    const buffer = Buffer.alloc(LARGEST_BYTES + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return boundedPolicyText(buffer.toString('utf8', 0, length));
  } finally {
    await file.close();
  }
}

/** The text itself. Throws `body-too-large` where it is too long. */
export function boundedPolicyText(text: string): string {
  if (Buffer.byteLength(text) <= LARGEST_BYTES) return text;
  throw new LintelError('body-too-large', say`A policy’s file may hold at most 1 MiB.`);
}

function unreadable(error: NodeJS.ErrnoException): never {
  throw new LintelError('not-found', say`The file cannot be read (${String(error.code)}): give the path of a file of YAML or JSON.`, {
    cause: error,
  });
}

/** Reads YAML, of which JSON is a part. Never throws. */
export function parsePolicyText(text: string): PolicyText {
  const lines = new LineCounter();
  // The library looks for repeated keys in a time that grows with the square of their number, so that is done here.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const placeOf = (path: readonly (string | number)[]) => at(offsetIn(document.contents, path));
  const faults: PlacedFault[] = document.errors.map(({ pos, message }) => ({ ...at(pos[0]), message: `${message.replace(/\.$/, '')}.` }));
  let value: unknown;
  if (faults.length === 0) {
    for (const { key, name } of repeatedKeys(document))
      faults.push({ ...at(key.range?.[0] ?? 0), ...told(say`“${name}” is given twice.`) });
    try {
      value = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch {
      faults.push({ line: 1, column: 1, ...told(say`The file refers to its own parts too often, or to one that is not there.`) });
    }
  }
  return { value, faults: faults.slice(0, MOST_FAULTS), placeOf };
}

function repeatedKeys(document: Parameters<typeof visit>[0]): { key: Node; name: string }[] {
  const repeated: { key: Node; name: string }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) repeated.push({ key, name });
        seen.add(name);
      }
    },
  });
  return repeated;
}

/** Where a field begins: its value inside a list, its key inside a map. */
function offsetIn(contents: ParsedNode | null, path: readonly (string | number)[]): number {
  let node: unknown = contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step));
      if (!isPair(pair)) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
      continue;
    }
    const items = node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items) ? node.items : [];
    node = items[Number(step)];
    if (node === undefined) break;
    offset = (node as Node).range?.[0] ?? offset;
  }
  return offset;
}

const told = (said: Said) => ({ message: english(said), said });
