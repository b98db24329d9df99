import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { errandTo } from '../../electron/egress/errand.ts';
import type { Outside } from '../../electron/models/download/outside.ts';
import { LATER_PART, readRemoteHeader } from '../../electron/models/remote-header.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { doorForTests } from '../fakes/door.ts';

const file = makeModel(PRESETS.starter);
const door = doorForTests();
const outside: Outside = { get: (purpose, url, options) => door.get(errandTo(purpose, [url]), url, options) };
let server: Server | undefined;
let asked: string[] = [];
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  asked = [];
});

async function served(listener: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    asked.push(request.headers.range ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`;
}

const ranges: RequestListener = (request, response) => {
  const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${file.length}` });
  response.end(file.subarray(Number(from), Number(to) + 1));
};

describe('a header read from afar', () => {
  test('tells the same as the file, from its start alone', async () => {
    const url = await served(ranges);
    const header = await readRemoteHeader(outside, { url, name: 'model.gguf', bytes: 40 * 2 ** 30 });
    expect(header).toMatchObject({ name: 'Lintel starter', kind: 'chat', contextLength: 2048, tensorBytes: 496_128 });
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test('works with a server that knows no ranges, as far as one answer goes', async () => {
    const url = await served((_, response) => response.end(file));
    expect(await readRemoteHeader(outside, { url, name: 'model.gguf', bytes: file.length })).toMatchObject({ architecture: 'llama' });
  });

  test('of a part after the first, little is read, whatever the server sends', async () => {
    let sent = 0;
    const url = await served((request, response) => {
      const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const head = Buffer.alloc(Number(to) - Number(from) + 1, 1);
      sent += head.length;
      // Entries without end: a key of one letter, and a text.
      if (from === '0') Buffer.from('GGUF\x03\0\0\0\x01\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0', 'latin1').copy(head);
      for (let at = from === '0' ? 24 : 0; at + 1024 <= head.length; at += 1024) {
        head.writeBigUInt64LE(1n, at);
        head.writeUInt32LE(8, at + 9);
        head.writeBigUInt64LE(1024n - 21n, at + 13);
      }
      response.writeHead(206).end(head);
    });
    await expect(readRemoteHeader(outside, { url, name: 'model.gguf', bytes: 2 ** 30 }, LATER_PART)).rejects.toThrow(
      /larger than 4 MiB|damaged/,
    );
    expect(sent).toBeLessThanOrEqual(LATER_PART.bytes);
  });

  test.each<[string, RequestListener, RegExp]>([
    [
      'a page instead of a model',
      (_, response) => response.writeHead(206).end('<!doctype html><title>Sign in</title>'.padEnd(5000)),
      /not a GGUF model file/,
    ],
    ['a refusal', (_, response) => response.writeHead(403).end(), /accept the terms|403/],
    ['nothing', (_, response) => response.writeHead(206).end(), /sends nothing/],
    [
      'a vocabulary without end',
      (request, response) => {
        const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
        const head = Buffer.alloc(Number(to) - Number(from) + 1, 1);
        if (from === '0') Buffer.from('GGUF\x03\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0', 'latin1').copy(head);
        response.writeHead(206).end(head);
      },
      /damaged|larger/,
    ],
  ])('%s is told in words', async (_, listener, reason) => {
    const url = await served(listener);
    await expect(readRemoteHeader(outside, { url, name: 'model.gguf', bytes: 2 ** 30 })).rejects.toThrow(reason);
  });
});
