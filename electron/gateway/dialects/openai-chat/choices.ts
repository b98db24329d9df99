import type { RatedToken, TokenLogprob } from '../../../../shared/chat/event.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';

/** A piece of an answer. */
export type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

interface Choice {
  text: string;
  reasoning: string;
  readonly calls: { readonly id: string; readonly name: string; arguments: string }[];
  readonly logprobs: TokenLogprob[];
}

/** Puts the pieces of answers together, for a caller who wants them whole. */
export function createChoices() {
  const choices: Choice[] = [];
  const at = (index: number): Choice => {
    while (choices.length <= index) choices.push({ text: '', reasoning: '', calls: [], logprobs: [] });
    return choices[index] as Choice;
  };
  return {
    take(piece: Piece): void {
      const choice = at(piece.choice ?? 0);
      if (piece.type === 'reasoning') choice.reasoning += piece.text;
      else if (piece.type === 'text') {
        choice.text += piece.text;
        choice.logprobs.push(...(piece.logprobs ?? []));
      } else {
        const call = choice.calls[piece.index];
        if (call === undefined) choice.calls.push({ id: piece.id, name: piece.name, arguments: piece.arguments });
        else call.arguments += piece.arguments;
      }
    },
    /** The choices as OpenAI's clients read them. @param reasons why each ended */
    whole: (reasons: readonly string[]) =>
      reasons.map((finish_reason, index) => {
        const { text, reasoning, calls, logprobs } = at(index);
        const message = {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          refusal: null,
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          ...(calls.length === 0
            ? {}
            : {
                tool_calls: calls.map(({ id, name, arguments: text }) => ({ id, type: 'function', function: { name, arguments: text } })),
              }),
        };
        return { index, message, logprobs: logprobsOf(logprobs), finish_reason };
      }),
  };
}

/** A piece as the delta of a chunk. A call is named in its first piece, which has no arguments yet. */
export function deltaOf(piece: Piece): object {
  if (piece.type === 'text') return { content: piece.text };
  if (piece.type === 'reasoning') return { reasoning_content: piece.text };
  const { index, id, name } = piece;
  if (piece.isFirst) return { tool_calls: [{ index, id, type: 'function', function: { name, arguments: piece.arguments } }] };
  return { tool_calls: [{ index, function: { arguments: piece.arguments } }] };
}

export function logprobsOf(tokens: readonly TokenLogprob[] | undefined): object | null {
  if (tokens === undefined || tokens.length === 0) return null;
  const rated = ({ token, bytes, logprob }: RatedToken) => ({ token, logprob, bytes: bytes ?? null });
  return { content: tokens.map(({ top, ...token }) => ({ ...rated(token), top_logprobs: top.map(rated) })), refusal: null };
}
