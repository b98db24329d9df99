import type { RatedToken, TokenLogprob, WireExtra } from '../../../../shared/chat/event.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';
import type { CallWords } from './calls.ts';
import { callExtraOf, detailOf } from './thought.ts';

/** A piece of an answer. */
export type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

interface Choice {
  text: string;
  reasoning: string;
  /** Proofs of what was thought, with the length of it until then. */
  readonly proofs: { readonly signature: string; readonly end: number }[];
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
    while (choices.length <= index) choices.push({ text: '', reasoning: '', proofs: [], calls: [], logprobs: [], choice: {}, message: {} });
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
      if (piece.type === 'reasoning') {
        choice.reasoning += piece.text;
        if (piece.signature !== undefined) choice.proofs.push({ signature: piece.signature, end: choice.reasoning.length });
      } else if (piece.type === 'text') {
        choice.text += piece.text;
        choice.logprobs.push(...(piece.logprobs ?? []));
      } else {
        const call = choice.calls[piece.index];
        if (call === undefined)
          choice.calls.push({
            id: piece.id,
            name: piece.name,
            arguments: piece.arguments,
            wire: { ...callExtraOf(piece.signature), ...piece.wire?.call },
          });
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
    /** The choices as OpenAI's clients read them. @param reasons why each ended @param words how the caller is told of calls */
    whole: (reasons: readonly string[], words: CallWords) =>
      reasons.map((finish_reason, index) => {
        const { text, reasoning, proofs, calls, logprobs, choice, message: extra } = at(index);
        const details = proofs.map(({ signature, end }, place) => detailOf(signature, reasoning.slice(proofs[place - 1]?.end ?? 0, end)));
        const message = {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          refusal: null,
          ...extra,
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          ...(details.length === 0 ? {} : { reasoning_details: details }),
          ...words.whole(calls),
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

/** A piece as the delta of a chunk; nothing while it has to wait for more. @param thought all of the one that a proof ends */
export function deltaOf(piece: Piece, words: CallWords, thought?: string): object | undefined {
  if (piece.type === 'text') return { content: piece.text };
  if (piece.type === 'tool-call') return words.delta(piece);
  const proof = piece.signature === undefined ? {} : { reasoning_details: [detailOf(piece.signature, thought)] };
  return { ...(piece.text === '' ? {} : { reasoning_content: piece.text }), ...proof };
}

export function logprobsOf(tokens: readonly TokenLogprob[] | undefined): object | null {
  if (tokens === undefined || tokens.length === 0) return null;
  const rated = ({ token, bytes, logprob }: RatedToken) => ({ token, logprob, bytes: bytes ?? null });
  return { content: tokens.map(({ top, ...token }) => ({ ...rated(token), top_logprobs: top.map(rated) })), refusal: null };
}
