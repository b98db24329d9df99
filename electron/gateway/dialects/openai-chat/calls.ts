import { customInput } from '../custom-tool.ts';
import type { Piece } from './choices.ts';
import type { CallStyle } from './older.ts';
import { callExtraOf } from './thought.ts';

type CallPiece = Extract<Piece, { type: 'tool-call' }>;

/** A call that is whole. */
export interface WholeCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  readonly wire: Readonly<Record<string, unknown>>;
}

/** How a caller is told of calls. */
export interface CallWords {
  /** A piece of a call as the delta of a chunk; nothing while it has to wait for more. A call is named in its first piece. */
  delta(piece: CallPiece): object | undefined;
  /** Deltas that waited for the end, by choice. */
  rest(): readonly (readonly [choice: number, delta: object])[];
  /** Calls as fields of a message. */
  whole(calls: readonly WholeCall[]): object;
  /** The reason for the end, where it is that something was called. */
  readonly reason: string;
}

/** @param style absent: the caller gave tools */
export function callWords(style: CallStyle | undefined): CallWords {
  if (style?.isFunctions === true) return FUNCTIONS;
  return style === undefined || style.custom.size === 0 ? TOOLS : customWords(style.custom);
}

const wholeTool = ({ id, name, arguments: text, wire }: WholeCall) => ({
  ...wire,
  id,
  type: 'function',
  function: { name, arguments: text },
});

const TOOLS: CallWords = {
  delta({ index, id, name, wire, isFirst, signature, arguments: text }) {
    const beside = { ...callExtraOf(signature), ...wire?.call };
    if (isFirst) return { tool_calls: [{ ...beside, index, id, type: 'function', function: { name, arguments: text } }] };
    return { tool_calls: [{ ...wire?.call, index, function: { arguments: text } }] };
  },
  rest: () => [],
  whole: (calls) => (calls.length === 0 ? {} : { tool_calls: calls.map(wholeTool) }),
  reason: 'tool_calls',
};

/** Before there were tools, a message could call one function. */
const FUNCTIONS: CallWords = {
  delta: ({ index, name, isFirst, arguments: text }) => {
    if (index > 0) return undefined;
    return { function_call: isFirst ? { name, arguments: text } : { arguments: text } };
  },
  rest: () => [],
  whole: ([call]) => (call === undefined ? {} : { function_call: { name: call.name, arguments: call.arguments } }),
  reason: 'function_call',
};

/** What a custom tool is given is known once all of the JSON about it is. */
function customWords(custom: ReadonlySet<string>): CallWords {
  const waiting = new Map<string, { choice: number; index: number; text: string }>();
  return {
    ...TOOLS,
    delta(piece) {
      if (!custom.has(piece.name)) return TOOLS.delta(piece);
      const { choice = 0, index, id, name } = piece;
      const key = `${choice} ${index}`;
      waiting.set(key, { choice, index, text: (waiting.get(key)?.text ?? '') + piece.arguments });
      return piece.isFirst ? { tool_calls: [{ index, id, type: 'custom', custom: { name, input: '' } }] } : undefined;
    },
    rest: () =>
      [...waiting.values()].map(
        ({ choice, index, text }) => [choice, { tool_calls: [{ index, custom: { input: customInput(text) } }] }] as const,
      ),
    whole: (calls) =>
      calls.length === 0
        ? {}
        : {
            tool_calls: calls.map((call) =>
              custom.has(call.name)
                ? { id: call.id, type: 'custom', custom: { name: call.name, input: customInput(call.arguments) } }
                : wholeTool(call),
            ),
          },
  };
}
