import type { Embeddings, EmbedRequest, Ranking, RerankRequest } from '../chat/embed.ts';
import type { ChatEvent } from '../chat/event.ts';
import type { ChatRequest } from '../chat/request.ts';
import type { CancelSignal } from '../chat/signal.ts';
import type { Usage } from '../chat/usage.ts';
import type { MediaWork } from '../chat/work.ts';
import type { MaskEntry } from '../privacy/mask/entry.ts';
import type { Scanner } from '../privacy/scanner.ts';
import type { Permit } from './permit.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Answer, Attempt } from './record.ts';
import type { Considered } from './rehearsal/past.ts';
import type { Deadlines } from './run/deadlines.ts';
import type { Situation } from './situation.ts';
import type { Budgets } from './spending.ts';
import type { Target } from './target.ts';
import type { EstimateTask } from './task.ts';
import type { Traits } from './traits.ts';

/**
 * Runs one request on one target. Failures of a chat after the call are `error` events, never throws;
 * `embed`, `count` and `rerank` reject with a LintelError. An engine lacks what its targets have no ability for.
 */
export interface Engine {
  chat(permit: Permit, request: ChatRequest, signal: CancelSignal): AsyncIterable<ChatEvent>;
  embed?(permit: Permit, request: EmbedRequest, signal: CancelSignal): Promise<Embeddings>;
  /** Tokens of the prompt as the model truly reads it. Nothing is generated. */
  count?(permit: Permit, request: ChatRequest, signal: CancelSignal): Promise<number>;
  rerank?(permit: Permit, request: RerankRequest, signal: CancelSignal): Promise<Ranking>;
  /** Resolves once the target has accepted it; the body may still break. */
  pass?(permit: Permit, request: PassRequest, signal: CancelSignal): Promise<Passed>;
}

/** Work that a target gets as it is. */
export interface PassRequest {
  readonly id: string;
  readonly app: string;
  readonly work: MediaWork;
  /** The texts that no error may repeat. */
  readonly texts: readonly string[];
}

/** What a target made of it. */
export interface Passed {
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** What it says it used, once the body has ended; undefined where it says nothing. */
  usage(): Usage | undefined;
}

/** Whose vectors an app has: those of two models do not compare. */
export interface VectorSpaces {
  /** The model, or the pool, that its vectors come from; undefined before it had any. No I/O after the first time. */
  of(app: string): string | undefined;
  /** Throws `storage-full` or `storage-failed`. */
  keep(app: string, space: string): void;
}

/** All targets with their live state. Reading it costs no I/O. */
export interface Fleet {
  targets(): readonly Target[];
  engine(targetId: string): Engine;
}

/** The durable record. */
export interface Ledger {
  /** Returns once it is on disk; throws `storage-full` or `storage-failed`. */
  opened(request: ChatRequest, plan: Plan, considered: Considered): void;
  /** On disk within moments, as is what is closed: a crash before leaves an open request, which is charged as set aside. */
  attempted(attempt: Attempt): void;
  closed(answer: Answer): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jumps. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. Never rejects. */
  wait(ms: number, signal: CancelSignal): Promise<void>;
}

/** What stands for what in each conversation. It never leaves. */
export interface Vault {
  read(conversationId: string): readonly MaskEntry[];
  /** Returns once it is on disk; throws `storage-full` or `storage-failed`. */
  write(conversationId: string, entries: readonly MaskEntry[]): void;
}

/** All that the path needs from outside. */
export interface Ports {
  readonly scanner: Scanner;
  readonly fleet: Fleet;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly budgets: Budgets;
  readonly clock: Clock;
  policy(): Policy;
  /** The target that answered the request's conversation last, and what of it is still in its cache. @param inputTokens of the whole prompt */
  lastAnswered(request: ChatRequest, inputTokens: number): Traits['cachedAt'];
  /** The state of this computer, the budgets and the moment. No I/O. */
  situation(): Situation;
  /** A random number from 0 up to 1, 1 itself left out. */
  random(): number;
  /** What the user calls what: each stands for a target's id or a kind of `auto`. */
  aliases?(): Readonly<Record<string, string>>;
  /** Absent: nobody remembers, and `auto` may choose anew each time. */
  readonly vectors?: VectorSpaces;
  /** What the user set; absent: the defaults. */
  deadlines?(): Partial<Deadlines>;
  /** Milliseconds within which 95 of 100 answers of a target begin; nothing where too few were measured. No I/O. */
  p95FirstTokenMs?(targetId: string): number | undefined;
  /** Told of every piece of an answer: what gives it, and the tokens so far. Must cost next to nothing. */
  progress?(requestId: string, target: Candidate, tokens: number): void;
  /** Told how many requests wait before this one at a place with a line, and of nothing once it has begun. */
  waits?(requestId: string, target: Candidate, before: number | undefined): void;
  /** A learned estimate of tasks in place of the built-in one. It runs on the path, so it asks no model and no network. */
  readonly estimateTask?: EstimateTask;
}
