/** Ids that can be traced back: an item's holds that of the response which it belongs to. */

/** Of the response to a request. */
export const responseIdOf = (requestId: string): string => `resp_${requestId.replaceAll('-', '')}`;

/** Of an item of a response: `fc` of a call, `msg` of a message, `rs` of a thought. @param side what came in or went out */
export const itemIdOf = (kind: string, responseId: string, side: 'i' | 'o', index: number): string =>
  `${kind}_${responseId.slice('resp_'.length)}${side}${index}`;

/** The response that an item of this id belongs to; nothing where the id is not one of Lintel's. */
export function responseOfItem(itemId: string): string | undefined {
  const [, hex] = /^[a-z]{1,8}_([\da-f]{32})[io]\d{1,6}$/.exec(itemId) ?? [];
  return hex === undefined ? undefined : `resp_${hex}`;
}

/** OpenAI's prefixes, by an item's type. */
const KINDS: Readonly<Record<string, string>> = { message: 'msg', function_call: 'fc', custom_tool_call: 'ctc', reasoning: 'rs' };

export const kindOf = (type: unknown): string => KINDS[String(type)] ?? 'item';
