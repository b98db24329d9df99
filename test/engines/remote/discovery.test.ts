import { expect, test } from 'vitest';
import { createProviderOutside } from '../../../electron/api/provider-outside.ts';
import { findServers } from '../../../electron/engines/remote/discovery.ts';
import { doorForTests } from '../../fakes/door.ts';
import { KINDS } from '../../fakes/providers.ts';
import { LLAMA_SERVER, LM_STUDIO, OLLAMA, type Pages, RAY_SERVE, SGLANG, serve, TGI, VLLM } from './servers.ts';

const kinds = KINDS.filter(({ place }) => place === 'server');

function searcher() {
  const door = doorForTests();
  const outside = createProviderOutside(door);
  const find = (hosts: string[], ports: number[]) =>
    findServers(
      hosts.map((name) => ({ name })),
      ports,
      { outside, kinds, today: () => '2026-11-21', isHere: (host) => host === '127.0.0.1' },
    );
  return { find, door };
}

test.each<[kind: string, pages: Pages, rest: object]>([
  ['vllm', VLLM, { version: '0.11.0', load: 5 }],
  ['llama-server', LLAMA_SERVER, { load: 1 }],
  ['ollama', OLLAMA, { version: '0.12.3', inMemory: ['llama3.1:8b'] }],
  ['lm-studio', LM_STUDIO, {}],
  ['tgi', TGI, { version: '3.3.6', load: 3 }],
  ['sglang', SGLANG, {}],
  ['ray-serve', RAY_SERVE, {}],
])('knows %s by what it publishes, at any port, and asks for nothing that costs', async (kind, pages, rest) => {
  const server = await serve(pages);
  const { find } = searcher();
  const list = pages['/v1/models'] as { data: { id: string }[] };
  const name = kinds.find(({ id }) => id === kind)?.name;
  expect(await find(['127.0.0.1'], [server.port])).toEqual([
    { kind, name, baseUrl: `${server.origin}/v1`, models: list.data.map(({ id }) => id), ...rest },
  ]);
  expect(server.asked.every((line) => line.startsWith('GET '))).toBe(true);
  expect(server.asked.length).toBeLessThanOrEqual(8);
});

test('finds one that wants a key, and none in what is no server of models', async () => {
  const locked = await serve(VLLM, () => false);
  const page = await serve({ '/v1/models': '<html>', '/metrics': 'go_threads 9\n', '/version': { version: '1' } });
  const empty = await serve({});
  const { find } = searcher();
  const found = await find(['127.0.0.1'], [locked.port, page.port, empty.port, 1]);
  expect(found).toMatchObject([{ baseUrl: `${locked.origin}/v1`, needsKey: true, models: [] }]);
});

test('is not held up by a server that never answers, never ends or says too much', async () => {
  const silent = await serve({ '/v1/models': () => {} });
  const endless = await serve({
    '/v1/models': (answer: NodeJS.WritableStream) => {
      const piece = 'x'.repeat(65_536);
      const more = () => {
        while (answer.write(piece));
        answer.once('drain', more);
      };
      more();
    },
  });
  const server = await serve(OLLAMA);
  const { find } = searcher();
  expect((await find(['127.0.0.1'], [silent.port, endless.port, server.port])).map(({ kind }) => kind)).toEqual(['ollama']);
});

test('looks nowhere but in the local network and on this computer, puts every host down, and stays when told to', async () => {
  const server = await serve(OLLAMA);
  const { find, door } = searcher();
  expect(await find(['93.184.216.34', '169.254.169.254', 'example.com.'], [server.port])).toEqual([]);
  expect(door.rows.map(({ departure, ending }) => [departure.kind, departure.zone, ending?.bytesIn ?? 0])).toEqual(
    Array(door.rows.length).fill(['server-search', 'lan', 0]),
  );
  door.turn(true);
  expect(await find(['192.168.255.254'], [server.port])).toEqual([]);
  expect(door.rows.at(-1)).toMatchObject({ departure: { host: `192.168.255.254:${server.port}` }, ending: { outcome: 'refused' } });
  // What is on this computer leaves nothing.
  expect(await find(['127.0.0.1'], [server.port])).toHaveLength(1);
});
