import type { LintelErrorShape } from './error.ts';
import type { EngineTelemetry, PromptUsage, Usage } from './usage.ts';
import type { WorkResult } from './work.ts';

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

/**
 * What a target said in fields that this vocabulary has no words for, by where its dialect has them. Told only to a caller
 * of that very dialect, who gets them beside what is known. Never of a masked request: nothing is put back in here.
 */
export interface WireExtra {
  readonly chunk?: Readonly<Record<string, unknown>>;
  readonly choice?: Readonly<Record<string, unknown>>;
  readonly delta?: Readonly<Record<string, unknown>>;
  /** Of a tool call. */
  readonly call?: Readonly<Record<string, unknown>>;
  /** The usage as it was told, known fields included. */
  readonly usage?: Readonly<Record<string, unknown>>;
}

export interface TextEvent {
  readonly type: 'text';
  readonly text: string;
  readonly tokens: number;
  readonly choice?: number;
  /** Of the tokens of this piece, when the request asked for them. */
  readonly logprobs?: readonly TokenLogprob[];
  /** What work other than chat came to; the text is empty then. */
  readonly result?: WorkResult;
  readonly wire?: WireExtra;
}

/** What the model thinks before it answers; never part of the answer. */
export interface ReasoningEvent {
  readonly type: 'reasoning';
  readonly text: string;
  readonly tokens: number;
  /** Of the thought that ends here, in an event of its own with no text. Sent back with it, the provider goes on where it was. */
  readonly signature?: string;
  readonly choice?: number;
  readonly wire?: WireExtra;
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
  /** On the first piece: the provider's proof that it made this call, to be sent back with it. Opaque. */
  readonly signature?: string;
  readonly tokens: number;
  readonly choice?: number;
  readonly wire?: WireExtra;
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
  | {
      readonly type: 'start';
      readonly queueMs: number;
      readonly loadMs: number;
      /** Absent: nobody knows before the end. */
      readonly prompt?: PromptUsage;
    }
  | TextEvent
  | ReasoningEvent
  | ToolCallEvent
  | {
      readonly type: 'finish';
      /** Of the first choice. */
      readonly reason: FinishReason;
      /** Of every choice in order, where more than one was asked for. */
      readonly reasons?: readonly FinishReason[];
      /** Of the request's stop texts the one that ended the first choice, where that is known. */
      readonly stopSequence?: string;
      readonly usage: Usage;
      readonly telemetry?: EngineTelemetry;
      readonly wire?: WireExtra;
    }
  | {
      readonly type: 'error';
      readonly error: LintelErrorShape;
      /** Which of a target's keys failed: a name that means nothing elsewhere, never a part of the key. */
      readonly key?: string;
      /** Asked again, the target would use another key. */
      readonly hasOtherKey?: true;
    };
