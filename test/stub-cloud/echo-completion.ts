import type { ServerResponse } from 'node:http';

/** `POST /completions`, streamed: how many tokens or characters the prompt has, in two pieces. */
export function completionEcho({ prompt, stream_options: options }: Record<string, unknown>, response: ServerResponse): void {
  const { length } = prompt as string | readonly number[];
  const chunk = (choices: object[], rest = {}) =>
    response.write(`data: ${JSON.stringify({ id: 'cmpl-echo', object: 'text_completion', created: 1, choices, ...rest })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  chunk([{ text: `${length}`, index: 0, finish_reason: null }]);
  chunk([{ text: ' read', index: 0, finish_reason: 'stop' }]);
  if ((options as { include_usage?: boolean } | undefined)?.include_usage === true)
    chunk([], { usage: { prompt_tokens: length, completion_tokens: 2, total_tokens: length + 2 } });
  response.end('data: [DONE]\n\n');
}
