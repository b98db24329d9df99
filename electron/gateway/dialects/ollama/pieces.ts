import { LintelError } from '../../../../shared/chat/error.ts';
import type { TokenLogprob } from '../../../../shared/chat/event.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';

/** What one line of a chat holds. */
export interface Said {
  readonly content?: string;
  readonly thinking?: string;
  readonly tool_calls?: readonly object[];
  readonly logprobs?: readonly object[];
}

type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

/** Turns pieces into what lines hold. Ollama's calls come whole, so each is held back until the next thing begins. */
export function createPieces() {
  let call: { id: string; name: string; index: number; arguments: string } | undefined;

  /** The call that was held back. Throws `bad-output` where its arguments are no JSON. */
  function held(): Said[] {
    if (call === undefined) return [];
    const { id, name, index, arguments: text } = call;
    call = undefined;
    return [{ tool_calls: [{ id, function: { index, name, arguments: objectIn(text) } }] }];
  }

  return {
    take(piece: Piece): readonly Said[] {
      if (piece.type === 'tool-call') {
        if (call?.index === piece.index) {
          call.arguments += piece.arguments;
          return [];
        }
        const before = held();
        call = { id: piece.id, name: piece.name, index: piece.index, arguments: piece.arguments };
        return before;
      }
      if (piece.type === 'reasoning') return [...held(), ...(piece.text === '' ? [] : [{ thinking: piece.text }])];
      const { text, logprobs = [] } = piece;
      return [...held(), ...(text === '' ? [] : [{ content: text, ...(logprobs.length === 0 ? {} : { logprobs: logprobs.map(rated) }) }])];
    },
    rest: held,
  };
}

function objectIn(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LintelError('bad-output', 'The model called a tool with arguments that are no JSON. Try again.', { cause: error });
  }
}

const rated = ({ top, ...token }: TokenLogprob) => ({ ...token, ...(top.length === 0 ? {} : { top_logprobs: top }) });

/** Lines joined to one, for a caller who wants the answer whole. */
export function joined(all: readonly Said[]): Said {
  const content = all.map((said) => said.content ?? '').join('');
  const thinking = all.map((said) => said.thinking ?? '').join('');
  const calls = all.flatMap((said) => said.tool_calls ?? []);
  const logprobs = all.flatMap((said) => said.logprobs ?? []);
  return {
    content,
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(logprobs.length === 0 ? {} : { logprobs }),
  };
}
