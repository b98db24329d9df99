import type { RatedToken, TokenLogprob, WireExtra } from '../../../../shared/chat/event.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';

/** A piece of an answer. */
export type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

interface Choice {
  text: string;
  reasoning: string;
  readonly calls: { readonly id: string; readonly name: string; arguments: string; readonly wire: Fields }[];
  readonly logprobs: TokenLogprob[];
  /** What only the caller's dialect has words for. */
  readonly choice: Fields;
  readonly message: Fields;
}

type Fields = Record<string, unknown>;

/** Puts the pieces of answers together, for a caller who wants them whole. */
export function createChoices() {
  const choices: Choice[] = [];
  const body: Fields = {};
  const at = (index: number): Choice => {
    while (choices.length <= index) choices.push({ text: '', reasoning: '', calls: [], logprobs: [], choice: {}, message: {} });
    return choices[index] as Choice;
  };
  const takeWire = (choice: Choice, wire: WireExtra | undefined) => {
    if (wire === undefined) return;
    Object.assign(body, wire.chunk);
    Object.assign(choice.choice, wire.choice);
    join(choice.message, wire.delta);
  };
  return {
    take(piece: Piece): void {
      const choice = at(piece.choice ?? 0);
      takeWire(choice, piece.wire);
      if (piece.type === 'reasoning') choice.reasoning += piece.text;
      else if (piece.type === 'text') {
        choice.text += piece.text;
        choice.logprobs.push(...(piece.logprobs ?? []));
      } else {
        const call = choice.calls[piece.index];
        if (call === undefined)
          choice.calls.push({ id: piece.id, name: piece.name, arguments: piece.arguments, wire: { ...piece.wire?.call } });
        else {
          call.arguments += piece.arguments;
          join(call.wire, piece.wire?.call);
        }
      }
    },
    /** What came with the end; fields of the whole answer that only the caller's dialect has words for. */
    end(wire: WireExtra | undefined): Fields {
      takeWire(at(0), wire);
      return body;
    },
    /** The choices as OpenAI's clients read them. @param reasons why each ended */
    whole: (reasons: readonly string[]) =>
      reasons.map((finish_reason, index) => {
        const { text, reasoning, calls, logprobs, choice, message: extra } = at(index);
        const message = {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          refusal: null,
          ...extra,
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          ...(calls.length === 0
            ? {}
            : {
                tool_calls: calls.map(({ id, name, arguments: text, wire }) => ({
                  ...wire,
                  id,
                  type: 'function',
                  function: { name, arguments: text },
                })),
              }),
        };
        return { ...choice, index, message, logprobs: logprobsOf(logprobs), finish_reason };
      }),
  };
}

/** Puts pieces of fields together as clients do: texts and lists go on, of all else the last counts. */
function join(fields: Fields, more: WireExtra[keyof WireExtra]): void {
  for (const [name, value] of Object.entries(more ?? {})) {
    const before = fields[name];
    if (typeof before === 'string' && typeof value === 'string') fields[name] = before + value;
    else if (Array.isArray(before) && Array.isArray(value)) fields[name] = [...before, ...value];
    else fields[name] = value;
  }
}

/** A piece as the delta of a chunk. A call is named in its first piece, which has no arguments yet. */
export function deltaOf(piece: Piece): object {
  if (piece.type === 'text') return { content: piece.text };
  if (piece.type === 'reasoning') return { reasoning_content: piece.text };
  const { index, id, name, wire } = piece;
  if (piece.isFirst)
    return { tool_calls: [{ ...wire?.call, index, id, type: 'function', function: { name, arguments: piece.arguments } }] };
  return { tool_calls: [{ ...wire?.call, index, function: { arguments: piece.arguments } }] };
}

export function logprobsOf(tokens: readonly TokenLogprob[] | undefined): object | null {
  if (tokens === undefined || tokens.length === 0) return null;
  const rated = ({ token, bytes, logprob }: RatedToken) => ({ token, logprob, bytes: bytes ?? null });
  return { content: tokens.map(({ top, ...token }) => ({ ...rated(token), top_logprobs: top.map(rated) })), refusal: null };
}
