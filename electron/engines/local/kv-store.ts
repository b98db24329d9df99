import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Seen } from './seen-tokens.ts';

/** States of sequences on disk, so that a long conversation need not be evaluated again after its model was unloaded. */
export interface KvStore {
  /** Tokens that the best state shares with these from the start on. */
  longest(tokens: readonly Token[]): number;
  /** Puts that state into a sequence, and tells who saw what of it; undefined when there is none that is sound, and the sequence is empty then. */
  restore(tokens: readonly Token[], sequence: LlamaContextSequence): Promise<Seen | undefined>;
  /** Keeps a sequence's state, and forgets the least recently used ones beyond the limit. */
  save(sequence: LlamaContextSequence, seen: Seen): Promise<void>;
  /** Deletes all states, one that is being written as well. */
  clear(): Promise<void>;
}

/** What another llama.cpp, another context or another cache wrote could crash this process. */
export interface KvStoreKind {
  readonly library: string;
  readonly contextWindow: number;
  readonly cacheType: string;
}

interface Kept {
  readonly kind: KvStoreKind;
  readonly tokens: readonly number[];
  readonly bytes: number;
  readonly sha256: string;
  readonly seen: Seen;
}

const MAX_BYTES = 4 * 2 ** 30;
const MAX_STATES = 32;
/** A note of all tokens of the largest context is well below this. */
const MAX_NOTE_BYTES = 16 * 2 ** 20;
const NAME = /^([0-9a-f]{64})\.json$/;

/** @param folder of one very model file; names in it are hashes, but a state holds its conversation in effect */
export async function openKvStore(folder: string, kind: KvStoreKind): Promise<KvStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** Least recently used first. */
  const states = new Map<string, Kept>(await readStates(folder, kind));

  /** How often all was deleted. */
  let cleared = 0;

  function best(tokens: readonly Token[]): { name: string; length: number } | undefined {
    let found: { name: string; length: number } | undefined;
    for (const [name, kept] of states) {
      const length = sharedLength(kept.tokens, tokens);
      if (length > (found?.length ?? 0)) found = { name, length };
    }
    return found;
  }

  async function forget(name: string): Promise<void> {
    states.delete(name);
    await Promise.all([rm(stateFile(folder, name), { force: true }), rm(noteFile(folder, name), { force: true })]);
  }

  return {
    longest: (tokens) => best(tokens)?.length ?? 0,
    async restore(tokens, sequence) {
      const name = best(tokens)?.name;
      const kept = name === undefined ? undefined : states.get(name);
      if (name === undefined || kept === undefined) return undefined;
      try {
        if ((await hashOf(stateFile(folder, name))) !== kept.sha256) throw new Error('The file was changed.');
        await sequence.loadStateFromFile(stateFile(folder, name), { acceptRisk: true });
        states.delete(name);
        states.set(name, kept);
        await utimes(noteFile(folder, name), new Date(), new Date());
        return kept.seen;
      } catch (error) {
        console.error('A kept conversation was of no use and is deleted:', error);
        await forget(name);
        await sequence.clearHistory();
        return undefined;
      }
    },
    async save(sequence, seen) {
      const tokens = sequence.contextTokens;
      const name = createHash('sha256').update(Uint32Array.from(tokens)).digest('hex');
      if (states.has(name)) return;
      const path = stateFile(folder, name);
      const begun = cleared;
      try {
        // Made empty first, so that nobody else can read it from its first byte on.
        await writeFile(`${path}.part`, '', { mode: 0o600 });
        const { fileSize: bytes } = await sequence.saveStateToFile(`${path}.part`);
        await chmod(`${path}.part`, 0o600);
        const kept: Kept = { kind, tokens, bytes, sha256: await hashOf(`${path}.part`), seen };
        await rename(`${path}.part`, path);
        await writeFile(noteFile(folder, name), JSON.stringify(kept), { mode: 0o600 });
        // What this one continues is in it.
        for (const [other, { tokens: part }] of states) if (sharedLength(part, tokens) === part.length) await forget(other);
        states.set(name, kept);
        if (begun !== cleared) await forget(name);
      } catch (error) {
        console.error('A conversation could not be kept:', error);
        await Promise.all([rm(`${path}.part`, { force: true }), forget(name)]);
      }
      for (const [oldest] of states) {
        const total = [...states.values()].reduce((sum, { bytes }) => sum + bytes, 0);
        if (total <= MAX_BYTES && states.size <= MAX_STATES) break;
        await forget(oldest);
      }
    },
    async clear() {
      cleared += 1;
      for (const name of [...states.keys()]) await forget(name);
    },
  };
}

/** Notes of this kind, oldest first; all else in the folder is deleted, half-written states too. */
async function readStates(folder: string, kind: KvStoreKind): Promise<[string, Kept][]> {
  const found: { at: number; entry: [string, Kept] }[] = [];
  for (const file of await readdir(folder)) {
    const name = NAME.exec(file)?.[1];
    if (name === undefined) continue;
    const { size, mtimeMs } = await stat(join(folder, file));
    const kept = size <= MAX_NOTE_BYTES ? keptFrom(await readFile(join(folder, file), 'utf8'), kind) : undefined;
    if (kept !== undefined) found.push({ at: mtimeMs, entry: [name, kept] });
  }
  const sound = found.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
  const files = new Set(sound.flatMap(([name]) => [stateFile(folder, name), noteFile(folder, name)]));
  for (const file of await readdir(folder))
    if (!files.has(join(folder, file))) await rm(join(folder, file), { force: true, recursive: true });
  return sound;
}

/** Undefined for a note that is none, or that another kind of context wrote. */
function keptFrom(json: string, kind: KvStoreKind): Kept | undefined {
  try {
    const kept = JSON.parse(json) as Partial<Kept> | null;
    const isOurs = kept?.kind !== undefined && JSON.stringify(kept.kind) === JSON.stringify(kind);
    const isWhole = typeof kept?.sha256 === 'string' && typeof kept.bytes === 'number' && Array.isArray(kept.tokens);
    const isSeen = typeof kept?.seen === 'object' && kept.seen !== null && Object.values(kept.seen).every(Number.isInteger);
    return isOurs && isWhole && isSeen ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function sharedLength(one: readonly number[], other: readonly number[]): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

const stateFile = (folder: string, name: string) => join(folder, `${name}.kv`);
const noteFile = (folder: string, name: string) => join(folder, `${name}.json`);
