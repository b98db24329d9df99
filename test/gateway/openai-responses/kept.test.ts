import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { target } from '../../fakes/ports.ts';
import { ALL_ABILITIES, able, finish, openPort, start, text } from './port.ts';

/** Says one word and then nothing more until it is let go or left. */
function waiting(): Engine & { letGo(): void; readonly left: boolean } {
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  let left = false;
  return {
    letGo: () => go(),
    get left() {
      return left;
    },
    async *chat(_permit, _request, signal) {
      yield start;
      yield text('One');
      await new Promise<void>((resolve) => {
        void gone.then(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (signal.aborted) {
        left = true;
        yield { ...finish, reason: 'cancelled' } as never;
        return;
      }
      yield text(' two');
      yield finish;
    },
  };
}

let engine = waiting();
const slow: Engine = { chat: (...given) => engine.chat(...given) };
let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort(
    [able('here'), able('slow'), target('cloud', { zone: 'cloud', abilities: ALL_ABILITIES, contextWindow: 100_000 })],
    { here: [start, text('I am'), finish], slow },
    { policy: () => DEFAULT_POLICY },
  );
});
afterAll(() => port.close());

const create = (rest: object) => port.client.responses.create({ model: 'here', input: 'Who are you?', ...rest });
const texts = () =>
  port.lastAsked().messages.map(({ role, content }) => `${role}: ${content.map((part) => ('text' in part ? part.text : '')).join('')}`);

describe('what is kept of responses', () => {
  it('lets a request go on from one, again and again', async () => {
    const first = await create({ instructions: 'Be brief.' });
    const root = port.lastAsked().conversationId;
    const second = await create({ input: 'And then?', previous_response_id: first.id });
    expect(second.previous_response_id).toBe(first.id);
    await create({ input: [{ role: 'user', content: 'Why?' }], previous_response_id: second.id, store: false });
    // The instructions of one response are not those of the next.
    expect(texts()).toEqual(['user: Who are you?', 'assistant: I am', 'user: And then?', 'assistant: I am', 'user: Why?']);
    expect(root).toContain(first.id);
    expect(port.lastAsked().conversationId).toBe(root);
  });

  it('holds what goes on from it to the tags that it had', async () => {
    const first = await create({ metadata: { lintel: 'private' } });
    const second = await create({ input: 'And then?', previous_response_id: first.id });
    expect(port.lastAsked().tags).toEqual(['private']);
    await create({ input: 'And then?', previous_response_id: second.id });
    expect(port.lastAsked().tags).toEqual(['private']);
    const away = await port.post('/v1/responses', { model: 'cloud', input: 'Tell them', previous_response_id: second.id });
    expect(away.status).toBe(422);
    expect(port.recorded.reached.get('cloud')).toBeUndefined();
    const [item] = first.output;
    const referred = await port.post('/v1/responses', { model: 'cloud', input: [{ type: 'item_reference', id: item?.id }] });
    expect(referred.status).toBe(422);
  });

  it('takes an item by its id', async () => {
    const { output } = await create({});
    const id = output[0]?.id ?? '';
    await create({ input: [{ role: 'user', content: 'Who?' }, { id }, { type: 'message', role: 'user', content: 'Sure?' }] });
    expect(texts()).toEqual(['user: Who?', 'assistant: I am', 'user: Sure?']);
    const { status, body } = await port.post('/v1/responses', { model: 'here', input: [{ type: 'item_reference', id: 'msg_other' }] });
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { param: 'input[0]' } } });
  });

  it('gives a response back, whole and as a stream, until it is deleted', async () => {
    const made = await create({ tools: [], temperature: 0.5 });
    const { output_text: _, ...sent } = made;
    expect(await port.client.responses.retrieve(made.id)).toMatchObject(sent);
    const stream = port.client.responses.stream({ response_id: made.id });
    expect((await stream.finalResponse()).output_text).toBe('I am');
    await port.client.responses.delete(made.id);
    await expect(port.client.responses.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
    await expect(port.client.responses.delete(made.id)).rejects.toMatchObject({ status: 404 });
    await expect(create({ previous_response_id: made.id })).rejects.toMatchObject({ status: 400, param: 'previous_response_id' });
  });

  it('goes on from nothing whose beginning is gone', async () => {
    const first = await create({});
    const second = await create({ previous_response_id: first.id });
    await port.client.responses.delete(first.id);
    await expect(create({ previous_response_id: second.id })).rejects.toMatchObject({ status: 400, param: 'previous_response_id' });
  });

  it('keeps nothing where the caller says so', async () => {
    const made = await create({ store: false });
    expect(made).toMatchObject({ store: false });
    await expect(port.client.responses.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
    expect(port.lastAsked().conversationId).toBeUndefined();
  });

  it('shows an app only its own', async () => {
    const { id, output } = await create({});
    await expect(port.other.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await expect(port.other.responses.delete(id)).rejects.toMatchObject({ status: 404 });
    await expect(port.other.responses.cancel(id)).rejects.toMatchObject({ status: 404 });
    await expect(port.other.responses.inputItems.list(id)).rejects.toMatchObject({ status: 404 });
    const going = port.other.responses.create({ model: 'here', input: 'Hi', previous_response_id: id });
    await expect(going).rejects.toMatchObject({ status: 400 });
    const taking = port.other.responses.create({ model: 'here', input: [{ type: 'item_reference', id: output[0]?.id ?? '' }] });
    await expect(taking).rejects.toMatchObject({ status: 400 });
    expect((await port.client.responses.retrieve(id)).id).toBe(id);
  });

  it('lists what it was asked, page by page', async () => {
    const input = ['a', 'b', 'c'].map((content) => ({ role: 'user' as const, content }));
    const { id } = await create({ input });
    const page = await port.client.responses.inputItems.list(id, { limit: 2, order: 'asc' });
    expect(page.data.map((item) => 'content' in item && item.content)).toEqual(['a', 'b']);
    expect(page.hasNextPage()).toBe(true);
    const all: unknown[] = [];
    for await (const item of port.client.responses.inputItems.list(id, { limit: 2 })) all.push('content' in item && item.content);
    expect(all).toEqual(['c', 'b', 'a']);
    await expect(port.client.responses.inputItems.list(id, { limit: 0 })).rejects.toMatchObject({ status: 400, param: 'limit' });
  });

  it('goes with the key', async () => {
    const { id: app, key } = port.keys.create({ name: 'short', tags: [] });
    const client = port.clientOf(key);
    const { id } = await client.responses.create({ model: 'here', input: 'Hi' });
    expect(port.responses.find(app, id)).toBeDefined();
    port.keys.revoke(app);
    expect(port.responses.find(app, id)).toBeUndefined();
    port.responses.keep({ id, app, createdAt: Date.now(), content: '{}' });
    expect(port.responses.find(app, id)).toBeUndefined();
  });
});

describe('a response in the background', () => {
  it('is made while nobody listens', async () => {
    engine = waiting();
    const begun = await port.client.responses.create({ model: 'slow', input: 'Hi', background: true });
    expect(begun).toMatchObject({ status: 'queued', background: true, output: [] });
    await expect.poll(async () => (await port.client.responses.retrieve(begun.id)).status).toBe('in_progress');
    const early = port.client.responses.create({ model: 'here', input: 'Hi', previous_response_id: begun.id });
    await expect(early).rejects.toMatchObject({ status: 400, param: 'previous_response_id' });
    engine.letGo();
    await expect.poll(async () => (await port.client.responses.retrieve(begun.id)).status).toBe('completed');
    expect((await port.client.responses.retrieve(begun.id)).output_text).toBe('One two');
  });

  it('can be cancelled, which reaches the model', async () => {
    engine = waiting();
    const { id } = await port.client.responses.create({ model: 'slow', input: 'Hi', background: true });
    await expect.poll(async () => (await port.client.responses.retrieve(id)).status).toBe('in_progress');
    expect(await port.client.responses.cancel(id)).toMatchObject({ status: 'cancelled' });
    expect(engine.left).toBe(true);
    expect(await port.client.responses.cancel(id)).toMatchObject({ status: 'cancelled' });
    const types: string[] = [];
    for await (const { type } of await port.client.responses.retrieve(id, { stream: true })) types.push(type);
    expect(types.at(-1)).toBe('response.incomplete');
    const { id: whole } = await create({});
    await expect(port.client.responses.cancel(whole)).rejects.toMatchObject({ status: 400 });
  });

  it('can be left and taken up again in the middle', async () => {
    engine = waiting();
    const first = await port.client.responses.create({ model: 'slow', input: 'Hi', background: true, stream: true });
    let id = '';
    let last = 0;
    for await (const event of first) {
      if (event.type === 'response.created') id = event.response.id;
      last = event.sequence_number;
      if (event.type === 'response.output_text.delta') break;
    }
    expect(engine.left).toBe(false);
    engine.letGo();
    const numbers: number[] = [];
    let rest = '';
    for await (const event of await port.client.responses.retrieve(id, { stream: true, starting_after: last })) {
      numbers.push(event.sequence_number);
      if (event.type === 'response.output_text.delta') rest += event.delta;
    }
    expect(rest).toBe(' two');
    expect(numbers).toEqual(numbers.map((_, index) => last + 1 + index));
  });

  it('stays deleted when it is deleted before its end', async () => {
    engine = waiting();
    const { id } = await port.client.responses.create({ model: 'slow', input: 'Hi', background: true });
    await expect.poll(async () => (await port.client.responses.retrieve(id)).status).toBe('in_progress');
    await port.client.responses.delete(id);
    await expect.poll(() => engine.left).toBe(true);
    await expect(port.client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
  });

  it('says that it failed when a Lintel ended while it was made', async () => {
    const { id: app } = port.apps.one;
    const id = 'resp_00000000000000000000000000000000';
    const response = { id, object: 'response', status: 'queued', background: true, output: [] };
    const content = JSON.stringify({ tags: [], conversationId: 'x', input: [], response });
    port.responses.keep({ id, app, createdAt: Date.now(), content });
    expect(await port.client.responses.retrieve(id)).toMatchObject({ status: 'failed', error: { code: 'server_error' } });
  });

  it('needs to be kept, and there may not be too many', async () => {
    await expect(port.client.responses.create({ model: 'slow', input: 'Hi', background: true, store: false })).rejects.toMatchObject({
      status: 400,
      param: 'store',
    });
    engine = waiting();
    const made = await Promise.all(
      Array.from({ length: 8 }, () => port.client.responses.create({ model: 'slow', input: 'Hi', background: true })),
    );
    await expect(port.client.responses.create({ model: 'slow', input: 'Hi', background: true })).rejects.toMatchObject({ status: 503 });
    engine.letGo();
    for (const { id } of made) await expect.poll(async () => (await port.client.responses.retrieve(id)).status).toBe('completed');
    expect(port.faults).toEqual([]);
  });
});
