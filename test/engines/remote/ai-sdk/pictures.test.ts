import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOpenaiEngine } from '../../../../electron/engines/remote/openai/engine.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import { ask, requestOf } from '../../../conformance/chat.ts';
import { openRig, type Rig, WAY_NAMES, type Way } from './subject.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==';

let rig: Rig;
/** Where the pictures lie. Whoever connects is counted, whatever they say then. */
let gallery: Server;
let visitors = 0;
const ownFetch = globalThis.fetch;
const fetched: string[] = [];
beforeAll(async () => {
  rig = await openRig();
  gallery = createServer((socket) => {
    visitors++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => gallery.listen(0, '127.0.0.1', resolve));
  globalThis.fetch = (async (...given: Parameters<typeof fetch>) => {
    fetched.push(String(given[0]));
    return ownFetch(...given);
  }) as typeof fetch;
});
beforeEach(() => {
  visitors = 0;
  fetched.splice(0);
  rig.cloud.visits.splice(0);
});
afterAll(async () => {
  globalThis.fetch = ownFetch;
  await new Promise((resolve) => gallery.close(resolve));
  await rig.close();
});

const address = (scheme: string) => `${scheme}://127.0.0.1:${(gallery.address() as AddressInfo).port}/picture.png`;

const withPicture = (url: string, place: 'user' | 'result'): ChatRequest['messages'] => [
  { role: 'user', content: [{ type: 'text', text: 'Look.' }, ...(place === 'user' ? [{ type: 'image', url } as const] : [])] },
  ...(place === 'user'
    ? []
    : [
        { role: 'assistant' as const, content: [{ type: 'tool-call' as const, id: 'call_1', name: 'look', arguments: '{}' }] },
        {
          role: 'tool' as const,
          content: [
            { type: 'tool-result' as const, id: 'call_1', text: 'Seen.' },
            { type: 'image' as const, url },
          ],
        },
      ]),
];

const TOOLS = [{ name: 'look', parameters: { type: 'object', properties: {} } }];

function engineOf(way: Way | 'openai', id = 'echo') {
  if (way !== 'openai') {
    const remote = rig.model(way, id);
    return { engine: rig.engine(remote), targetId: remote.targetId };
  }
  const remote = rig.model('mistral', id);
  const openai = { ...remote, provider: { ...remote.provider, kind: 'openai', dialect: 'openai' as const } };
  return { engine: createOpenaiEngine(openai, { door: rig.door, clock: CLOCK }), targetId: remote.targetId };
}

const CLOCK = { now: () => Date.now(), elapsed: () => performance.now() };

describe.each([...WAY_NAMES, 'openai'] as const)('%s', (way) => {
  test.each([
    ['https', 'user'],
    ['https', 'result'],
    ['http', 'user'],
    ['http', 'result'],
  ] as const)('nothing of this computer fetches a picture by its address: %s, %s', async (scheme, place) => {
    const url = address(scheme);
    const { engine, targetId } = engineOf(way);
    const answer = await ask(engine, targetId, requestOf('', { messages: withPicture(url, place), tools: TOOLS }));
    expect({ visitors, fetched }).toEqual({ visitors: 0, fetched: [] });
    // It is refused, or the provider is told the address and nothing else left.
    if (answer.error === undefined) expect(rig.cloud.visits.map(({ body }) => body).join('')).toContain(url);
    else expect(answer.error.code).toBe('bad-request');
    expect(rig.cloud.visits.length).toBeLessThanOrEqual(1);
  });

  test.each(['user', 'result'] as const)('a picture that is there goes as it is: %s', async (place) => {
    const { engine, targetId } = engineOf(way);
    await ask(engine, targetId, requestOf('', { messages: withPicture(`data:image/png;base64,${PIXEL}`, place), tools: TOOLS }));
    expect({ visitors, fetched }).toEqual({ visitors: 0, fetched: [] });
    for (const { body } of rig.cloud.visits) expect(body).toContain(PIXEL);
  });
});
