import { afterEach, describe, expect, it } from 'vitest';
import { CUT_OFF, createApi, type HeardLine } from '../../renderer/api.ts';
import { crash, finish, start, target, text } from '../fakes/ports.ts';
import { realMain } from './real-main.ts';
import { said } from './samples.ts';

let main: ReturnType<typeof realMain> | undefined;
afterEach(() => {
  main?.close();
  main = undefined;
});

const open = (...of: Parameters<typeof realMain>) => {
  main = realMain(...of);
  return main;
};

async function heard(lines: AsyncIterable<HeardLine>): Promise<HeardLine[]> {
  const all: HeardLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** A main that answers every call with these bytes, in these pieces. */
const answering = (pieces: readonly (string | Uint8Array)[], status = 200) =>
  createApi(async () => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
        controller.close();
      },
    });
    return new Response(body, { status });
  });

const never = new AbortController().signal;

describe('calls to main', () => {
  it('reads the state', async () => {
    const { api } = open([target('a')]);
    expect(await api.state()).toMatchObject({ ok: true, value: { version: '0.0.0', models: [{ id: 'a' }] } });
  });

  it('makes, lists, reads, renames and deletes a conversation', async () => {
    const { api } = open([target('a')], { a: [start, text('Good '), text('day'), finish] });
    const lines = await heard(api.chat({ text: 'Hello' }, never));
    expect(lines.map(({ type }) => type)).toEqual(['opened', 'start', 'text', 'text', 'end']);
    const list = await api.conversations();
    const id = list.ok ? (list.value[0]?.id ?? '') : '';
    expect(await api.conversation(id)).toMatchObject({
      ok: true,
      value: {
        messages: [
          { role: 'user', text: 'Hello' },
          { role: 'assistant', text: 'Good day', status: 'done', plan: { permitted: [{ targetId: 'a' }] }, answer: { status: 'done' } },
        ],
      },
    });
    expect(await api.changeConversation(id, { title: 'Greeting' })).toMatchObject({ ok: true, value: { title: 'Greeting' } });
    expect(await api.deleteConversation(id)).toEqual({ ok: true, value: { deleted: true } });
    expect(await api.conversation(id)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('predicts a route, with its refusals', async () => {
    const { api } = open([target('a'), target('b', { zone: 'cloud' })]);
    const outcome = await api.plan({ text: 'Hello', tags: ['private'] }, never);
    expect(outcome).toMatchObject({
      ok: true,
      value: { permitted: [{ targetId: 'a' }], refused: [{ targetId: 'b', constraint: 'zone' }] },
    });
  });

  it('hands on main’s own words for a bad request', async () => {
    const { api } = open([target('a')]);
    expect(await heard(api.chat({ text: '' }, never))).toMatchObject([{ type: 'error', error: { code: 'bad-request' } }]);
  });

  it('hears of a crash in the middle of an answer', async () => {
    const { api } = open([target('a')], { a: [start, text('Good '), crash] });
    const lines = await heard(api.chat({ text: 'Hello' }, never));
    expect(lines.at(-1)).toMatchObject({ type: 'end', answer: { status: 'failed', error: { code: 'engine-crashed' } } });
  });
});

describe('what can go wrong on the way', () => {
  it('tells that main is silent', async () => {
    const api = createApi(() => Promise.reject(new TypeError('fetch failed')));
    expect(await api.state()).toMatchObject({ ok: false, error: { code: 'unreachable', retryable: true } });
    expect(await heard(api.chat({ text: 'x' }, never))).toMatchObject([{ type: 'error', error: { code: 'unreachable' } }]);
  });

  it('signs in again, once, when main has forgotten the session', async () => {
    const asked: string[] = [];
    let isSignedIn = false;
    const api = createApi(async (input) => {
      asked.push(String(input));
      if (input === '/') isSignedIn = true;
      return isSignedIn ? Response.json([]) : Response.json({ error: { code: 'invalid_api_key', message: 'No.' } }, { status: 401 });
    });
    expect(await api.conversations()).toEqual({ ok: true, value: [] });
    expect(asked).toEqual(['/ui/conversations', '/', '/ui/conversations']);
    const locked = createApi(async () => Response.json({ error: { code: 'invalid_api_key', message: 'No.' } }, { status: 401 }));
    expect(await locked.conversations()).toMatchObject({ ok: false, error: { code: 'unauthorised' } });
  });

  it('names a failure without a readable body by its status', async () => {
    expect(await answering(['<html>'], 502).state()).toMatchObject({ ok: false, error: { message: expect.stringContaining('502') } });
    expect(await answering(['not json']).state()).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  it('reads lines and letters that are cut anywhere', async () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(said('Größe 漢字'))}\n${JSON.stringify({ type: 'error', error: CUT_OFF })}`);
    const api = answering([...bytes].map((byte) => Uint8Array.of(byte)));
    expect(await heard(api.chat({ text: 'x' }, never))).toEqual([said('Größe 漢字'), { type: 'error', error: CUT_OFF }]);
  });

  it('never takes a stream that just stops for a whole answer', async () => {
    const api = answering([`${JSON.stringify(said('Good'))}\n`]);
    expect(await heard(api.chat({ text: 'x' }, never))).toEqual([said('Good'), { type: 'error', error: CUT_OFF }]);
  });

  it('ends with an error at a line that is no JSON', async () => {
    const api = answering(['nonsense\n', `${JSON.stringify(said('late'))}\n`]);
    expect(await heard(api.chat({ text: 'x' }, never))).toMatchObject([{ type: 'error', error: { code: 'unreadable' } }]);
  });

  it('says nothing more once it is stopped', async () => {
    const abort = new AbortController();
    abort.abort();
    const api = createApi(() => Promise.reject(new DOMException('Aborted', 'AbortError')));
    expect(await heard(api.chat({ text: 'x' }, abort.signal))).toEqual([]);
    expect(await api.plan({ text: 'x' }, abort.signal)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
