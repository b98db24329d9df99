import type { ChatEvent } from '../../../../shared/chat/event.ts';

/** An answer in a few words, as a table has it. */
export function told(events: readonly ChatEvent[]) {
  const joined = (type: 'text' | 'reasoning') => events.map((event) => (event.type === type ? event.text : '')).join('');
  const calls: { id: string; name: string; text: string }[] = [];
  const signatures: string[] = [];
  for (const event of events) {
    if ('signature' in event && event.signature !== undefined) signatures.push(event.signature);
    if (event.type !== 'tool-call') continue;
    if (event.isFirst) calls[event.index] = { id: event.id, name: event.name, text: '' };
    const call = calls[event.index];
    if (call !== undefined) call.text += event.arguments;
  }
  const last = events.at(-1);
  const text = joined('text');
  const thought = joined('reasoning');
  return {
    ...(text === '' ? {} : { text }),
    ...(thought === '' ? {} : { thought }),
    ...(calls.length === 0 ? {} : { calls: calls.map((call) => [call.name, JSON.parse(call.text).at]) }),
    ...(signatures.length === 0 ? {} : { signatures }),
    ...(last?.type === 'finish'
      ? {
          reason: last.reason,
          used: [
            last.usage.inputTokens,
            last.usage.cachedInputTokens,
            last.usage.cacheWriteTokens ?? 0,
            last.usage.outputTokens,
            last.usage.reasoningTokens ?? 0,
          ],
        }
      : {}),
    ...(last?.type === 'error' ? { error: last.error.code } : {}),
    ...(last?.type === 'error' && last.error.retryAfterMs !== undefined ? { wait: last.error.retryAfterMs } : {}),
  };
}
