import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { betweenBatches } from './interlude.ts';
import type { KvStore } from './kv-store.ts';
import { createSeenTokens } from './seen-tokens.ts';
import { canCopy, copyPrefix, sharedPrefix } from './sequence-copy.ts';

/** The sequences of a context, lent to one chat at a time. They keep their tokens, so a later turn need not evaluate them again. */
export interface Sequences {
  /**
   * The free sequence that suits these tokens best, with as many of them in it as any sequence or kept state holds.
   * Rejects when none is free: a chat needs a slot first.
   */
  take(tokens: readonly Token[], app: string): Promise<Taken>;
  giveBack(sequence: LlamaContextSequence): void;
  /** What was kept on disk goes; what is in the sequences now is not kept. */
  forgetKept(): Promise<void>;
}

export interface Taken {
  readonly sequence: LlamaContextSequence;
  /** Tokens from the start on that earlier requests of this very app shared: all that it may be told of. */
  readonly own: number;
}

/** Tokens more than are there already, from which on a copy costs less than evaluating them. */
const WORTH_A_COPY = 64;
/** The same for a state on disk. */
const WORTH_READING = 512;
/** Tokens of a conversation from which on it is kept on disk. */
const WORTH_KEEPING = 1024;
const KEEP_AFTER_MS = 2000;

/** Tokens at the end of a prompt that a template may write otherwise once there is an answer. */
const ENDING = 4;

/** @param store absent: conversations are gone with the worker */
export function createSequences(all: readonly LlamaContextSequence[], store?: KvStore): Sequences {
  /** Least recently used first. */
  const free = [...all];
  /** Tokens of the prompt that each one served last. */
  const lastPrompt = new Map<LlamaContextSequence, number>();
  /** Used since they were last kept. */
  const changed = new Set<LlamaContextSequence>();
  /** Lent when all that is kept was forgotten. */
  const unkept = new Set<LlamaContextSequence>();
  let keeping: NodeJS.Timeout | undefined;
  const seen = createSeenTokens<LlamaContextSequence>();
  /** Whose request each one served last. */
  const lastApp = new Map<LlamaContextSequence, string>();

  async function keep(sequence: LlamaContextSequence): Promise<void> {
    if (!changed.delete(sequence) || sequence.nextTokenIndex < WORTH_KEEPING) return;
    await store?.save(sequence, seen.of(sequence));
  }

  /** While nobody chats: a worker may be ended at any moment, and has no time to write then. */
  async function keepAll(): Promise<void> {
    for (const sequence of changed) if (free.includes(sequence)) await keep(sequence);
  }

  /** Brings what is known of these tokens into a sequence, where that costs less than evaluating them. */
  async function fill(sequence: LlamaContextSequence, tokens: readonly Token[]): Promise<void> {
    const own = sharedPrefix(sequence, tokens);
    if ((lastPrompt.get(sequence) ?? 0) - own > ENDING) await keep(sequence);
    lastPrompt.set(sequence, tokens.length);
    const source = longestOf(tokens, all);
    // One token is evaluated again in any case.
    const copied = Math.min(sharedPrefix(source, tokens), tokens.length - 1);
    const kept = Math.min(store?.longest(tokens) ?? 0, tokens.length - 1);
    if (kept >= Math.max(own, copied) + WORTH_READING) seen.restore(sequence, (await store?.restore(tokens, sequence)) ?? {});
    else if (copied >= own + WORTH_A_COPY) await copyPrefix(source, sequence, copied);
  }

  return {
    async take(tokens, app) {
      clearTimeout(keeping);
      const sequence = bestFor(tokens, free, lastPrompt);
      if (sequence === undefined) throw new Error('More chats run than there are sequences.');
      free.splice(free.indexOf(sequence), 1);
      const known = () => all.map((each) => Math.min(sharedPrefix(each, tokens), seen.by(app, each)));
      let own = Math.max(...known());
      try {
        await betweenBatches(sequence.context, () => fill(sequence, tokens));
        own = Math.max(own, ...known());
        seen.goOn(app, sequence, sharedPrefix(sequence, tokens), tokens.length);
        lastApp.set(sequence, app);
      } catch (error) {
        free.push(sequence);
        throw error;
      }
      return { sequence, own };
    },
    giveBack(sequence) {
      free.push(sequence);
      // The answer is its own, too.
      const app = lastApp.get(sequence);
      if (app !== undefined) seen.goOn(app, sequence, sequence.nextTokenIndex, sequence.nextTokenIndex);
      if (store === undefined || unkept.delete(sequence)) return;
      changed.add(sequence);
      clearTimeout(keeping);
      keeping = setTimeout(() => void keepAll(), KEEP_AFTER_MS).unref();
    },
    async forgetKept() {
      clearTimeout(keeping);
      changed.clear();
      for (const sequence of all) if (!free.includes(sequence)) unkept.add(sequence);
      await store?.clear();
    },
  };
}

/**
 * The free sequence that these tokens continue, or else the least recently used: its conversation is the likeliest to be
 * over, and an opening that another sequence holds can be copied into it.
 */
function bestFor(
  tokens: readonly Token[],
  free: readonly LlamaContextSequence[],
  lastPrompt: ReadonlyMap<LlamaContextSequence, number>,
): LlamaContextSequence | undefined {
  let [best] = free;
  let most = 0;
  for (const sequence of free) {
    const saved = sharedPrefix(sequence, tokens);
    const lost = (lastPrompt.get(sequence) ?? 0) - saved;
    if (saved <= most || (lost > ENDING && canCopy(sequence))) continue;
    // Where nothing can be copied, an opening is worth as much as is lost of the rest.
    if (lost > ENDING && saved - lost <= most) continue;
    best = sequence;
    most = saved;
  }
  return best;
}

function longestOf(tokens: readonly Token[], sequences: readonly LlamaContextSequence[]): LlamaContextSequence {
  return sequences.reduce((longest, other) => (sharedPrefix(other, tokens) > sharedPrefix(longest, tokens) ? other : longest));
}
