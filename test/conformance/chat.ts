import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import type { CancelSignal } from '../../shared/chat/signal.ts';
import { issuePermit, type Permit } from '../../shared/routing/permit.ts';
import type { Engine } from '../../shared/routing/ports.ts';

let lastId = 0;

/** A request with one user message; the rest as the caller wants it. */
export function requestOf(text: string, rest: Partial<ChatRequest> = {}): ChatRequest {
  lastId += 1;
  return {
    id: `request-${lastId}`,
    app: 'test',
    dialect: 'test',
    model: 'auto',
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    sampling: {},
    stop: [],
    output: { type: 'text' },
    tags: [],
    wire: {},
    ...rest,
  };
}

/** A permit from a plan that permits just this. */
export function permitFor(request: ChatRequest, targetId: string): Permit {
  const candidate = { targetId, name: targetId, zone: 'device' } as const;
  return issuePermit(
    {
      requestId: request.id,
      policyVersion: 1,
      ceiling: { zone: 'device', because: [] },
      objective: 'balanced',
      trace: [],
      permitted: [candidate],
      refused: [],
      sentence: '',
    },
    candidate,
    false,
  );
}

export const never: CancelSignal = new AbortController().signal;

/** One chat, permitted; the events as they come. */
export function chat(engine: Engine, targetId: string, request: ChatRequest, signal = never): AsyncIterable<ChatEvent> {
  return engine.chat(permitFor(request, targetId), request, signal);
}

/** One chat to its end, folded. */
export async function ask(engine: Engine, targetId: string, request: ChatRequest, signal = never) {
  const events: ChatEvent[] = [];
  for await (const event of chat(engine, targetId, request, signal)) events.push(event);
  return fold(events);
}

export function fold(events: readonly ChatEvent[]) {
  const last = events.at(-1);
  const start = events.find((event) => event.type === 'start');
  return {
    events,
    start,
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    tokens: events.reduce((sum, event) => sum + (event.type === 'text' ? event.tokens : 0), 0),
    finish: last?.type === 'finish' ? last : undefined,
    error: last?.type === 'error' ? last.error : undefined,
  };
}
