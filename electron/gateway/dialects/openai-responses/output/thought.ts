import type { ReasoningEvent } from '../../../../../shared/chat/event.ts';
import { packThought } from '../thought.ts';
import { added, done, type OpenItem, type Place } from './item.ts';

/** What a model thinks, told as the summary of its thought: it is all that there is of it. */
export function openThought(place: Place, isPacked: boolean): OpenItem<Pick<ReasoningEvent, 'text' | 'signature'>> & { isOver(): boolean } {
  let text = '';
  let signature: string | undefined;
  let isTold = false;
  const where = { item_id: place.id, output_index: place.index, summary_index: 0 };
  const part = () => ({ type: 'summary_text', text });
  const item = (status: string, summary: readonly object[], packed: boolean) => ({
    id: place.id,
    type: 'reasoning',
    summary,
    ...(packed ? { encrypted_content: packThought(text, signature) } : {}),
    status,
  });
  const whole = (status: string) => item(status, isTold ? [part()] : [], isPacked || signature !== undefined);
  return {
    begin: () => [added(place, item('in_progress', [], false))],
    take(piece) {
      signature = piece.signature ?? signature;
      if (piece.text === '') return [];
      const begins = isTold ? [] : [{ type: 'response.reasoning_summary_part.added', ...where, part: part() }];
      isTold = true;
      text += piece.text;
      return [...begins, { type: 'response.reasoning_summary_text.delta', ...where, delta: piece.text }];
    },
    end: (status) => [
      ...(isTold
        ? [
            { type: 'response.reasoning_summary_text.done', ...where, text },
            { type: 'response.reasoning_summary_part.done', ...where, part: part() },
          ]
        : []),
      done(place, whole(status)),
    ],
    item: whole,
    isOver: () => signature !== undefined,
  };
}
