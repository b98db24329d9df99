import { LintelError, type LintelErrorShape, saidOf, toErrorShape } from '../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { Usage } from '../../../shared/chat/usage.ts';
import { speaksOfMemory } from './memory-words.ts';
import type { ChatJob, EncodeJob, FromWorker, TokenCounts } from './protocol.ts';
import type { WorkerFailures } from './worker-failure.ts';

/** What a worker is asked for. */
export type Job = ChatJob | EncodeJob;
export type WithoutId<Kind> = Kind extends Job ? Omit<Kind, 'id'> : never;
type Encoded = Extract<FromWorker, { type: 'encoded' }>;
export type Listener = (event: ChatEvent | Encoded) => void;

/** What a worker says about single chats. */
export type AboutChats = Extract<
  FromWorker,
  { type: 'queued' | 'preparing' | 'prepared' | 'start' | 'pieces' | 'finish' | 'failed' | 'encoded' }
>;

/** The chats that one worker owes an answer. */
export interface Pending {
  /** Why one more chat of this app is too many; undefined when it is not. */
  refusal(app: string): LintelErrorShape | undefined;
  add(request: WithoutId<Job>, listener: Listener): Job;
  size(): number;
  /** Chats that wait for the load or in line. */
  waiting(): number;
  /** Chats that generate. */
  streams(): number;
  /** Some chat was cancelled, and the worker has not confirmed it. */
  hasUnconfirmed(): boolean;
  has(id: number): boolean;
  /** The model is loaded now; the chats that waited for it. */
  loaded(): readonly Job[];
  /** @param memoryBytes resident memory of the worker, where known */
  hear(message: AboutChats, memoryBytes: number | undefined): void;
  /** Tells its listener that it is cancelled, who hears no more; false for a chat that is not there, or was before. */
  cancel(id: number): boolean;
  drop(id: number): void;
  /** The chat that the worker makes ready now: what happens to the worker meanwhile, this chat did. */
  preparing(): Job | undefined;
  /** Ends one that is not over. */
  failOne(id: number, error: LintelErrorShape): void;
  /** Ends those that generate, and forgets the cancelled; the others have lost nothing but time. */
  failStarted(error: LintelErrorShape): void;
  /** Ends all of them. */
  fail(error: LintelErrorShape): void;
  /** Tokens generated since the last call. */
  takeTokens(): number;
}

interface Entry {
  readonly job: Job;
  /** Absent once the chat was cancelled: what the worker still says about it reaches nobody. */
  listener: Listener | undefined;
  readonly since: number;
  /** False while it waits for the load or in line. */
  started: boolean;
  loadMs: number;
  counts: TokenCounts;
}

/** Most chats that wait, beside those that run. */
const MAX_WAITING_OF_APP = 128;
const MAX_WAITING = 512;
const NO_TOKENS: TokenCounts = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** @param elapsed milliseconds from an arbitrary start */
export function createPending(failures: WorkerFailures, elapsed: () => number): Pending {
  const entries = new Map<number, Entry>();
  let lastId = 0;
  let tokens = 0;
  let preparing: number | undefined;

  const waiting = () => [...entries.values()].filter((entry) => !entry.started && entry.listener !== undefined);

  function finish(
    entry: Entry,
    message: Extract<AboutChats, { type: 'finish' | 'failed' | 'encoded' }>,
    memoryBytes: number | undefined,
  ): void {
    entries.delete(entry.job.id);
    if (message.type === 'encoded') {
      entry.listener?.(message);
      return;
    }
    if (message.type === 'failed') {
      const code = message.code === 'engine-crashed' && speaksOfMemory(message.message) ? 'out-of-memory' : message.code;
      const field = message.field === undefined ? {} : { field: message.field };
      entry.listener?.({ type: 'error', error: toErrorShape(new LintelError(code, saidOf(message), field)) });
      return;
    }
    const telemetry = { ...message.telemetry, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
    const [reason = 'stop', ...others] = message.reasons;
    const reasons = others.length === 0 ? {} : { reasons: message.reasons };
    const stopped = message.stopSequence === undefined ? {} : { stopSequence: message.stopSequence };
    entry.listener?.({ type: 'finish', reason, ...reasons, ...stopped, usage: usageOf(message.counts), telemetry });
  }

  /** The worker is gone. */
  function end(lost: readonly (Entry | undefined)[], error: LintelErrorShape): void {
    preparing = undefined;
    for (const entry of lost) if (entry !== undefined) entries.delete(entry.job.id);
    for (const entry of lost) entry?.listener?.({ type: 'error', error });
  }

  return {
    refusal(app) {
      const all = waiting();
      const ofApp = all.filter((entry) => entry.job.app === app).length;
      if (ofApp >= MAX_WAITING_OF_APP) return failures.overload(ofApp, true);
      return all.length >= MAX_WAITING ? failures.overload(all.length, false) : undefined;
    },
    add(request, listener) {
      lastId += 1;
      const job = { ...request, id: lastId };
      entries.set(job.id, { job, listener, since: elapsed(), started: false, loadMs: 0, counts: NO_TOKENS });
      return job;
    },
    size: () => entries.size,
    waiting: () => waiting().length,
    streams: () => [...entries.values()].filter((entry) => entry.started).length,
    hasUnconfirmed: () => [...entries.values()].some((entry) => entry.listener === undefined),
    has: (id) => entries.has(id),
    loaded() {
      const all = [...entries.values()];
      for (const entry of all) entry.loadMs = elapsed() - entry.since;
      return all.map(({ job }) => job);
    },
    hear(message, memoryBytes) {
      if (message.type === 'preparing' || message.type === 'prepared') {
        preparing = message.type === 'preparing' ? message.id : undefined;
        return;
      }
      if (message.type === 'queued') {
        for (const { id, position } of message.places) entries.get(id)?.listener?.({ type: 'queued', position });
        return;
      }
      if (message.type === 'pieces') {
        for (const { id, event } of message.pieces) {
          tokens += event.tokens;
          const entry = entries.get(id);
          if (entry === undefined) continue;
          entry.counts = { ...entry.counts, outputTokens: entry.counts.outputTokens + event.tokens };
          entry.listener?.(event);
        }
        return;
      }
      const entry = entries.get(message.id);
      if (entry === undefined) return;
      if (message.type !== 'start') return finish(entry, message, memoryBytes);
      const { inputTokens, cachedInputTokens } = message;
      entry.started = true;
      entry.counts = { inputTokens, cachedInputTokens, outputTokens: 0 };
      const prompt = { inputTokens, cachedInputTokens };
      entry.listener?.({ type: 'start', queueMs: message.queueMs, loadMs: entry.loadMs, prompt });
    },
    cancel(id) {
      const entry = entries.get(id);
      const tell = entry?.listener;
      if (entry === undefined || tell === undefined) return false;
      entry.listener = undefined;
      tell({ type: 'finish', reason: 'cancelled', usage: usageOf(entry.counts) });
      return true;
    },
    drop: (id) => void entries.delete(id),
    preparing: () => (preparing === undefined ? undefined : entries.get(preparing)?.job),
    failOne(id, error) {
      end([entries.get(id)], error);
    },
    failStarted(error) {
      end(
        [...entries.values()].filter(({ started, listener }) => started || listener === undefined),
        error,
      );
    },
    fail: (error) => end([...entries.values()], error),
    takeTokens() {
      const taken = tokens;
      tokens = 0;
      return taken;
    },
  };
}

function usageOf(counts: TokenCounts): Usage {
  return { ...counts, costNanoDollars: 0 };
}
