import { afterEach, describe, expect, it } from 'vitest';
import { able, openPort } from './port.ts';

let port: Awaited<ReturnType<typeof openPort>>;
afterEach(() => port.close());

const MOST = 250_000;
const LONG = 'harbour '.repeat(12_500);

const create = (input: unknown, previous?: string) =>
  port.post('/v1/responses', { model: 'plain', input, ...(previous === undefined ? {} : { previous_response_id: previous }) });

describe('what an app may have here at a time', () => {
  it('is also what was kept and goes along again', async () => {
    port = await openPort([able('plain')], {}, {}, { appBodyBytes: MOST });
    const first = await create(LONG);
    const second = await create(LONG, String(first.body.id));
    expect([first.status, second.status]).toEqual([200, 200]);
    const third = await create(LONG, String(second.body.id));
    expect(third).toMatchObject({ status: 429, body: { error: { message: expect.stringContaining('not answered yet') } } });
    // Alone they are few enough, and what was refused is held no longer.
    expect((await create('And now?', String(second.body.id))).status).toBe(200);
    expect((await create(LONG)).status).toBe(200);
  });

  it('counts a response once, however often it is referred to', async () => {
    port = await openPort([able('plain')], {}, {}, { appBodyBytes: MOST });
    const { body } = await create(LONG);
    const [item] = body.output as { id: string }[];
    const again = Array.from({ length: 8 }, () => ({ type: 'item_reference', id: item?.id }));
    expect((await create([...again, { role: 'user', content: 'And now?' }])).status).toBe(200);
  });

  it('is free again after answers in the background', async () => {
    port = await openPort([able('plain')], {}, {}, { appBodyBytes: MOST });
    for (let round = 0; round < 4; round++) {
      const { status, body } = await port.post('/v1/responses', { model: 'plain', input: LONG, background: true });
      expect(status).toBe(200);
      await expect.poll(async () => (await port.client.responses.retrieve(String(body.id))).status, { timeout: 10_000 }).toBe('completed');
    }
  });
});
