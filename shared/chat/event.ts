import type { LintelErrorShape } from './error.ts';
import type { Usage } from './usage.ts';

/** Why generation ended. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'cancelled';

/**
 * What an engine says while it answers. The order is: one `start`, any number of pieces, then
 * exactly one `finish` or `error`. A failure after the call began is an `error` event, never a throw.
 */
export type ChatEvent =
  | { readonly type: 'start'; readonly queueMs: number; readonly loadMs: number }
  | { readonly type: 'text'; readonly text: string; readonly tokens: number }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly usage: Usage }
  | { readonly type: 'error'; readonly error: LintelErrorShape };
