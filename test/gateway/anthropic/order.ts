/** Kinds of deltas that a kind of block may have. */
const DELTAS: Readonly<Record<string, readonly string[]>> = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  redacted_thinking: [],
  tool_use: ['input_json_delta'],
  server_tool_use: ['input_json_delta'],
  web_search_tool_result: [],
};

/**
 * The documented order of a stream as a machine: message_start, blocks one after another from 0, each opened, filled and
 * closed, one message_delta, message_stop; `ping` anywhere between, `error` at the end in place of what would follow.
 * Throws for any other.
 */
export function requireOrder(events: readonly Record<string, unknown>[]): void {
  let state: 'before' | 'between' | 'in a block' | 'ending' | 'over' = 'before';
  let next = 0;
  let block = '';
  for (const [at, event] of events.entries()) {
    const type = String(event.type);
    const wrong = () => new Error(`${type} (${at}) came ${state}: ${JSON.stringify(events.slice(0, at + 1).map((each) => each.type))}`);
    if (state === 'over') throw wrong();
    switch (type) {
      case 'message_start': {
        if (state !== 'before') throw wrong();
        const message = event.message as { content: unknown[]; usage: { input_tokens: number }; stop_reason: unknown };
        if (message.content.length > 0 || message.stop_reason !== null || !(message.usage.input_tokens >= 0)) throw wrong();
        state = 'between';
        break;
      }
      case 'ping':
        if (state === 'before') throw wrong();
        break;
      case 'content_block_start':
        if (state !== 'between' || event.index !== next) throw wrong();
        block = String((event.content_block as { type: string }).type);
        if (!(block in DELTAS)) throw wrong();
        state = 'in a block';
        break;
      case 'content_block_delta':
        if (state !== 'in a block' || event.index !== next) throw wrong();
        if (DELTAS[block]?.includes(String((event.delta as { type: string }).type)) !== true) throw wrong();
        break;
      case 'content_block_stop':
        if (state !== 'in a block' || event.index !== next) throw wrong();
        next++;
        state = 'between';
        break;
      case 'message_delta':
        if (state !== 'between' || (event.delta as { stop_reason: unknown }).stop_reason === null) throw wrong();
        state = 'ending';
        break;
      case 'message_stop':
        if (state !== 'ending') throw wrong();
        state = 'over';
        break;
      case 'error':
        state = 'over';
        break;
      default:
        throw wrong();
    }
  }
  if (state !== 'over') throw new Error(`The stream ended ${state}.`);
}

/** The events in the text of a stream, each under its own name. Throws where name and type differ. */
export function eventsIn(text: string): Record<string, unknown>[] {
  return text
    .split('\n\n')
    .filter((event) => event.startsWith('event: '))
    .map((event) => {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      const value = JSON.parse(data) as Record<string, unknown>;
      if (value.type !== name) throw new Error(`An event called ${name} is a ${String(value.type)}.`);
      return value;
    });
}
