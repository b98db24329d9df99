import type { IncomingMessage, ServerResponse } from 'node:http';
import { splitTags } from '../../shared/privacy/tags.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import { readJsonObject } from './body.ts';
import type { BodyBudget } from './body-budget.ts';
import { conversationIn } from './dialects/conversation.ts';
import { type Caller, normalise } from './dialects/openai-chat/normalise.ts';
import { respond } from './dialects/openai-chat/respond.ts';
import { requireShallow } from './dialects/shallow.ts';

/** `POST /v1/chat/completions`: the OpenAI dialect through the one path. */
export async function chatCompletions(
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
  { ports, bodyLimit, budget }: { ports: Ports; bodyLimit: number; budget: BodyBudget },
): Promise<void> {
  const body = await readJsonObject(request, bodyLimit, (bytes) => budget.take(caller.app, response, bytes));
  requireShallow(body);
  const given = splitTags([request.headers['x-lintel-tags'] ?? []].flat(), 'x-lintel-tags');
  const project = projectOf(request.headers['openai-project']);
  const conversation = conversationIn(request.headers['x-lintel-conversation']);
  const isExplained = request.headers['x-lintel-explain'] === '1';
  const known = {
    ...caller,
    ...project,
    tags: [...caller.tags, ...given],
    ...(conversation === undefined ? {} : { conversation }),
  };
  await route(body, openaiChat(known, response, isExplained), ports, signalOf(response));
}

/** A plain name: what else a caller writes there is no name to keep. */
const PROJECT = /^[\w.:@-]{1,128}$/;

/** The project that OpenAI's own libraries name in a header. */
function projectOf(header: string | string[] | undefined): { project?: string } {
  const project = [header ?? []].flat()[0];
  return project !== undefined && PROJECT.test(project) ? { project } : {};
}

function openaiChat(caller: Caller, response: ServerResponse, isExplained: boolean): Dialect<Record<string, unknown>, void> {
  let read: ReturnType<typeof normalise>;
  return {
    normalise(body) {
      read = normalise(body, caller);
      return read.request;
    },
    respond: (plan, events) => respond(read.request, { ...read.wishes, isExplained }, plan, events, response),
  };
}

/** Aborts as soon as the caller's connection closes before the answer is complete. */
function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
