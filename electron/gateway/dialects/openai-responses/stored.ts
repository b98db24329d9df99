import { LintelError } from '../../../../shared/chat/error.ts';
import { answerHeaders } from '../../answer-headers.ts';
import type { Call, Endpoint, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { openEventStream } from '../../sse.ts';
import { follow } from './background.ts';
import { contentOf, type KeptContent } from './kept.ts';
import { replay } from './replay.ts';

const missing = (id: string) =>
  new LintelError('not-found', `There is no response ${JSON.stringify(id)} of yours here. It was not kept, or it was deleted.`, {
    field: 'response_id',
  });

/** A response that is kept for the app. One that a Lintel before this one was still making has failed. */
function contentFor({ params, app }: Call, { responses, running }: Services): KeptContent {
  const id = params.id ?? '';
  const kept = responses.find(app.id, id);
  if (kept === undefined) throw missing(id);
  const content = contentOf(kept);
  const now = running.find(app.id, id)?.body();
  if (now !== undefined) return { ...content, response: now };
  const { status } = content.response;
  if (status !== 'queued' && status !== 'in_progress') return content;
  const error = { code: 'server_error', message: 'Lintel ended while it made this response. Ask again.' };
  return { ...content, response: { ...content.response, status: 'failed', error } };
}

const queryOf = ({ request }: Call): URLSearchParams => new URL(request.url ?? '', 'http://port').searchParams;

/** The number in a query. Throws `bad-request` for anything else. */
function numberIn(query: URLSearchParams, name: string, least: number, most: number): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < least || number > most)
    throw new LintelError('bad-request', `“${name}” must be a whole number from ${least} to ${most}.`, { field: name });
  return number;
}

/** `GET /v1/responses/:id`, whole or as a stream. */
export const readResponse: Endpoint = {
  method: 'GET',
  path: '/v1/responses/:id',
  speech: 'openai',
  async serve(call, services) {
    const { response } = contentFor(call, services);
    const query = queryOf(call);
    if (query.get('stream') !== 'true') return writeJson(call.response, 200, response);
    const after = numberIn(query, 'starting_after', 0, 999_999_999);
    const headers = answerHeaders(call.caller.requestId, undefined, 'This response was made before.');
    const running = services.running.find(call.app.id, call.params.id ?? '');
    if (running !== undefined) return follow(running, after ?? -1, call, headers);
    if (after !== undefined)
      throw new LintelError('bad-request', 'The stream of this response is over. Ask for it without “starting_after”.', {
        field: 'starting_after',
      });
    const stream = openEventStream(call.response, headers);
    for (const event of replay(response)) await stream.send(event, event.type);
    stream.end();
  },
};

/** `DELETE /v1/responses/:id`. One that is being made is cancelled. */
export const deleteResponse: Endpoint = {
  method: 'DELETE',
  path: '/v1/responses/:id',
  speech: 'openai',
  async serve({ response, params, app }, { responses, running }) {
    const id = params.id ?? '';
    running.find(app.id, id)?.cancel();
    if (!responses.remove(app.id, id)) throw missing(id);
    writeJson(response, 200, { id, object: 'response', deleted: true });
  },
};

/** `POST /v1/responses/:id/cancel`, for those made in the background. */
export const cancelResponse: Endpoint = {
  method: 'POST',
  path: '/v1/responses/:id/cancel',
  speech: 'openai',
  async serve(call, services) {
    const { response } = contentFor(call, services);
    if (response.background !== true)
      throw new LintelError('bad-request', 'Only responses made in the background can be cancelled. Close the connection of any other.', {
        field: 'response_id',
      });
    const running = services.running.find(call.app.id, call.params.id ?? '');
    if (running === undefined) return writeJson(call.response, 200, response);
    running.cancel();
    await running.over;
    writeJson(call.response, 200, running.body());
  },
};

const MOST_LISTED = 100;

/** `GET /v1/responses/:id/input_items`, the newest first unless asked otherwise. */
export const listInput: Endpoint = {
  method: 'GET',
  path: '/v1/responses/:id/input_items',
  speech: 'openai',
  async serve(call, services) {
    const { input } = contentFor(call, services);
    const query = queryOf(call);
    const order = query.get('order') ?? 'desc';
    if (order !== 'asc' && order !== 'desc') throw new LintelError('bad-request', '“order” must be “asc” or “desc”.', { field: 'order' });
    const limit = numberIn(query, 'limit', 1, MOST_LISTED) ?? 20;
    const items = order === 'asc' ? input : input.toReversed();
    const after = query.get('after');
    const start = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
    if (after !== null && start === 0) throw new LintelError('bad-request', '“after” is no item of this response.', { field: 'after' });
    const data = items.slice(start, start + limit);
    writeJson(call.response, 200, {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: start + limit < items.length,
    });
  },
};
