import type { LintelErrorShape } from '../chat/error.ts';
import type { FinishReason, ReasoningEvent, TextEvent, ToolCallEvent, WireExtra } from '../chat/event.ts';
import type { Said } from '../chat/said.ts';
import type { PromptUsage, Timings, Usage } from '../chat/usage.ts';
import type { Candidate } from './plan.ts';

/** One try of one target, as the ledger keeps it. */
export interface Attempt {
  readonly requestId: string;
  /** 1 for the first try of this request. */
  readonly number: number;
  readonly target: Candidate;
  readonly startedAt: number;
  readonly outcome: 'answered' | 'failed' | 'cancelled';
  readonly error?: LintelErrorShape;
}

/** How a request ended, as the ledger and the window keep it. */
export interface Answer {
  readonly requestId: string;
  readonly status: 'done' | 'cancelled' | 'failed';
  /** The target that answered; absent when none did. */
  readonly target?: Candidate;
  /** The targets that began it before it, where their streams broke and another went on. */
  readonly begunBy?: readonly Candidate[];
  /** Why it came from there, where that is not what the plan said: a target before it could not answer. */
  readonly sentence?: string;
  readonly said?: Said;
  readonly finishReason?: FinishReason;
  /** Of every choice in order, where more than one was asked for. */
  readonly finishReasons?: readonly FinishReason[];
  readonly error?: LintelErrorShape;
  readonly usage: Usage;
  readonly timings: Timings;
}

/** What leaves the meter: the engine's pieces, with who answers at the start and the account at the end. */
export type AnswerEvent =
  | { readonly type: 'start'; readonly target: Candidate; readonly sentence: string; readonly said?: Said; readonly prompt?: PromptUsage }
  | Omit<TextEvent, 'tokens'>
  | Omit<ReasoningEvent, 'tokens'>
  | Omit<ToolCallEvent, 'tokens'>
  | { readonly type: 'end'; readonly answer: Answer; readonly wire?: WireExtra; readonly stopSequence?: string };
