import type { RatedToken, TextEvent, TokenLogprob } from '../../../../../shared/chat/event.ts';
import { added, done, type OpenItem, type Place } from './item.ts';

/** What a model says, as one part of text. */
export function openMessage(place: Place): OpenItem<Pick<TextEvent, 'text' | 'logprobs'>> {
  const rated: object[] = [];
  let text = '';
  const where = { item_id: place.id, output_index: place.index, content_index: 0 };
  const part = () => ({ type: 'output_text', text, annotations: [], logprobs: [...rated] });
  const item = (status: string, content: readonly object[]) => ({ id: place.id, type: 'message', status, role: 'assistant', content });
  return {
    begin: () => [added(place, item('in_progress', [])), { type: 'response.content_part.added', ...where, part: part() }],
    take(piece) {
      text += piece.text;
      const logprobs = (piece.logprobs ?? []).map(logprobOf);
      rated.push(...logprobs);
      return [{ type: 'response.output_text.delta', ...where, delta: piece.text, logprobs }];
    },
    end: (status) => [
      { type: 'response.output_text.done', ...where, text, logprobs: [...rated] },
      { type: 'response.content_part.done', ...where, part: part() },
      done(place, item(status, [part()])),
    ],
    item: (status) => item(status, [part()]),
  };
}

const tokenOf = ({ token, bytes, logprob }: RatedToken) => ({ token, bytes: bytes ?? [], logprob });

const logprobOf = ({ top, ...token }: TokenLogprob) => ({ ...tokenOf(token), top_logprobs: top.map(tokenOf) });
