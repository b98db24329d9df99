import type { ToolCallEvent } from '../../../../../shared/chat/event.ts';
import { customInput } from '../../custom-tool.ts';
import { optional } from '../../optional.ts';
import type { ToolName } from '../tools.ts';
import { added, done, type OpenItem, type Place, type WireEvent } from './item.ts';

type CallPiece = Pick<ToolCallEvent, 'id' | 'arguments' | 'signature'>;

/** A call of a tool. */
export function openCall(place: Place, call: CallPiece, { name, namespace, isCustom }: ToolName): OpenItem<CallPiece> {
  const where = { item_id: place.id, output_index: place.index };
  let written = '';
  let signature = call.signature;
  const item = (status: string, text: string) => ({
    id: place.id,
    type: isCustom ? 'custom_tool_call' : 'function_call',
    status,
    call_id: call.id,
    name,
    ...optional('namespace', namespace),
    ...(isCustom ? { input: text } : { arguments: text }),
    ...optional('signature', signature),
  });
  const text = () => (isCustom ? customInput(written) : written);
  return {
    begin: () => [added(place, item('in_progress', ''))],
    take(piece) {
      written += piece.arguments;
      signature = piece.signature ?? signature;
      // The text of a custom tool is known once all of the JSON about it is.
      if (isCustom || piece.arguments === '') return [];
      return [{ type: 'response.function_call_arguments.delta', ...where, delta: piece.arguments }];
    },
    end: (status): WireEvent[] => [
      ...(isCustom
        ? [
            { type: 'response.custom_tool_call_input.delta', ...where, delta: text() },
            { type: 'response.custom_tool_call_input.done', ...where, input: text() },
          ]
        : [{ type: 'response.function_call_arguments.done', ...where, name, arguments: written }]),
      done(place, item(status, text())),
    ],
    item: (status) => item(status, text()),
    isWhole: () => isJson(written),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
