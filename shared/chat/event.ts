import type { LintelErrorShape } from './error.ts';
import type { EngineTelemetry, Usage } from './usage.ts';

/** Why generation ended. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'cancelled';

/** A token with the natural logarithm of its probability, before sampling settings changed it. */
export interface RatedToken {
  readonly token: string;
  /** The token's UTF-8 bytes; absent for a part of a character. */
  readonly bytes?: readonly number[];
  readonly logprob: number;
}

/** A generated token and the most probable ones at its place, best first. */
export interface TokenLogprob extends RatedToken {
  readonly top: readonly RatedToken[];
}

export interface TextEvent {
  readonly type: 'text';
  readonly text: string;
  readonly tokens: number;
  readonly choice?: number;
  /** Of the tokens of this piece, when the request asked for them. */
  readonly logprobs?: readonly TokenLogprob[];
}

/** What the model thinks before it answers; never part of the answer. */
export interface ReasoningEvent {
  readonly type: 'reasoning';
  readonly text: string;
  readonly tokens: number;
  readonly choice?: number;
}

/** A piece of a call: `arguments` is the next piece of its JSON text, so pieces with one `index` are joined. */
export interface ToolCallEvent {
  readonly type: 'tool-call';
  /** Counts the calls of a choice from 0. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** The first piece of this call. */
  readonly isFirst?: true;
  readonly arguments: string;
  readonly tokens: number;
  readonly choice?: number;
}

/**
 * What an engine says while it answers. The order is: any number of `queued`, one `start`, any number of
 * pieces, then exactly one `finish` or `error`. A failure after the call began is an `error` event, never a throw.
 *
 * `choice` counts the answers to one request from 0, and is absent where only one was asked for.
 */
export type ChatEvent =
  /** Requests before this one, its own not counted. Told again whenever it changes. */
  | { readonly type: 'queued'; readonly position: number }
  | { readonly type: 'start'; readonly queueMs: number; readonly loadMs: number }
  | TextEvent
  | ReasoningEvent
  | ToolCallEvent
  | {
      readonly type: 'finish';
      /** Of the first choice. */
      readonly reason: FinishReason;
      /** Of every choice in order, where more than one was asked for. */
      readonly reasons?: readonly FinishReason[];
      readonly usage: Usage;
      readonly telemetry?: EngineTelemetry;
    }
  | {
      readonly type: 'error';
      readonly error: LintelErrorShape;
      /** Which of a target's keys failed: a name that means nothing elsewhere, never a part of the key. */
      readonly key?: string;
      /** Asked again, the target would use another key. */
      readonly hasOtherKey?: true;
    };
