import type { WireExtra } from '../../../../shared/chat/event.ts';
import { extentOf } from '../openai/extent.ts';
import { OWN_DIALECT } from './claude-body.ts';
import type { Extras } from './dialect.ts';
import { isRecord } from './json.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the neutral words have. */
const BLOCKS = new Set(['text', 'thinking', 'redacted_thinking', 'tool_use']);
const DELTAS = new Set(['text_delta', 'thinking_delta', 'signature_delta', 'input_json_delta']);

/**
 * Blocks of Claude's own tools, citations, and what its last event says beyond the usage. A block comes as its events
 * (`chunk`), a delta of a text as itself (`delta`), the end as its delta (`choice`) and its usage.
 */
export function createClaudeExtras(): Extras {
  let foreign: unknown;
  let usage: Fields | undefined;
  let delta: Fields | undefined;
  let beside: Fields | undefined;
  return {
    dialect: OWN_DIALECT,
    isForeign: () => foreign !== undefined,
    take(event): readonly WireExtra[] {
      if (!isRecord(event)) return [];
      extentOf(event);
      switch (event.type) {
        case 'message_start':
          if (isRecord(event.message) && isRecord(event.message.usage)) usage = event.message.usage;
          return [];
        case 'content_block_start':
          foreign = isRecord(event.content_block) && !BLOCKS.has(String(event.content_block.type)) ? event.index : undefined;
          return foreign === undefined ? [] : [{ chunk: event }];
        case 'content_block_delta':
          if (foreign !== undefined) return [{ chunk: event }];
          return isRecord(event.delta) && !DELTAS.has(String(event.delta.type)) ? [{ delta: event.delta }] : [];
        case 'content_block_stop': {
          const isForeign = foreign !== undefined;
          foreign = undefined;
          return isForeign ? [{ chunk: event }] : [];
        }
        case 'message_delta': {
          const { type: _, delta: said, usage: used, ...rest } = event;
          if (isRecord(said)) delta = said;
          if (isRecord(used)) usage = { ...usage, ...used };
          beside = rest;
          return [];
        }
        default:
          return [];
      }
    },
    rest() {
      if (usage === undefined && delta === undefined) return undefined;
      return {
        ...(usage === undefined ? {} : { usage }),
        ...(delta === undefined ? {} : { choice: delta }),
        ...(beside === undefined || Object.keys(beside).length === 0 ? {} : { chunk: beside }),
      };
    },
  };
}
