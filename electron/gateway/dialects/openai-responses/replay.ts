import type { RawItem } from './items.ts';
import { added, done, type WireEvent } from './output/item.ts';
import { closingEvent } from './response-object.ts';
import type { NumberedEvent } from './running.ts';

/** The stream of a response that is complete, as if it were made now: each text comes in one piece. */
export function* replay(response: Readonly<Record<string, unknown>>): Generator<NumberedEvent> {
  let sequence_number = 0;
  for (const event of eventsOf(response)) yield { ...event, sequence_number: sequence_number++ };
}

function* eventsOf(response: Readonly<Record<string, unknown>>): Generator<WireEvent> {
  const begun = { ...response, status: 'in_progress', completed_at: null, output: [], usage: null };
  yield { type: 'response.created', response: begun };
  yield { type: 'response.in_progress', response: begun };
  for (const [index, item] of ((response.output ?? []) as RawItem[]).entries()) yield* ofItem(item, index);
  yield { type: closingEvent(response.status), response };
}

function* ofItem(item: RawItem, index: number): Generator<WireEvent> {
  const place = { id: String(item.id), index };
  const where = { item_id: place.id, output_index: index };
  const begun = { ...item, status: 'in_progress' };
  switch (item.type) {
    case 'message': {
      yield added(place, { ...begun, content: [] });
      for (const [content_index, part] of (item.content as { text: string; logprobs: unknown }[]).entries()) {
        const { text, logprobs } = part;
        yield { type: 'response.content_part.added', ...where, content_index, part: { ...part, text: '', logprobs: [] } };
        yield { type: 'response.output_text.delta', ...where, content_index, delta: text, logprobs };
        yield { type: 'response.output_text.done', ...where, content_index, text, logprobs };
        yield { type: 'response.content_part.done', ...where, content_index, part };
      }
      break;
    }
    case 'reasoning': {
      const { encrypted_content: _, ...open } = begun as RawItem;
      yield added(place, { ...open, summary: [] });
      for (const [summary_index, part] of (item.summary as { text: string }[]).entries()) {
        yield { type: 'response.reasoning_summary_part.added', ...where, summary_index, part: { ...part, text: '' } };
        yield { type: 'response.reasoning_summary_text.delta', ...where, summary_index, delta: part.text };
        yield { type: 'response.reasoning_summary_text.done', ...where, summary_index, text: part.text };
        yield { type: 'response.reasoning_summary_part.done', ...where, summary_index, part };
      }
      break;
    }
    case 'function_call':
      yield added(place, { ...begun, arguments: '' });
      yield { type: 'response.function_call_arguments.delta', ...where, delta: item.arguments };
      yield { type: 'response.function_call_arguments.done', ...where, name: item.name, arguments: item.arguments };
      break;
    default:
      yield added(place, { ...begun, input: '' });
      yield { type: 'response.custom_tool_call_input.delta', ...where, delta: item.input };
      yield { type: 'response.custom_tool_call_input.done', ...where, input: item.input };
  }
  yield done(place, item);
}
