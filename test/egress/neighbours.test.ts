import { createSocket, type Socket } from 'node:dgram';
import { decode, encode } from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { createNeighbours } from '../../electron/egress/neighbours.ts';
import { memoryRecord } from '../fakes/door.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** A computer that answers questions as it likes. */
async function responder(answers: (names: string[]) => readonly Buffer[]) {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const asked: string[][] = [];
  socket.on('message', (message, { port, address }) => {
    const names = (decode(message).questions ?? []).map(({ name }) => name);
    asked.push(names);
    for (const answer of answers(names)) socket.send(answer, port, address);
  });
  await new Promise<void>((resolve) => socket.bind({ address: '127.0.0.1', port: 0 }, resolve));
  return { group: { address: '127.0.0.1', port: socket.address().port }, asked };
}

const service = (port: number) => ({
  name: 'box._http._tcp.local',
  type: 'SRV' as const,
  data: { port, target: 'box.local', priority: 0, weight: 0 },
});
const answer = (...ports: number[]) => encode({ type: 'response', id: 0, answers: ports.map(service) });

test('asks once, puts it down first, and answers with who announces which port', async () => {
  const { group, asked } = await responder(() => [answer(8000, 11434), answer(8000)]);
  const { rows, record } = memoryRecord();
  const neighbours = createNeighbours({ stayOnDevice: () => false, record, onRefused: () => {}, group, from: ['127.0.0.1'], waitMs: 300 });
  expect(await neighbours()).toEqual([{ address: '127.0.0.1', ports: [8000, 11434] }]);
  expect(asked).toEqual([expect.arrayContaining(['_http._tcp.local', '_ollama._tcp.local'])]);
  expect(rows).toMatchObject([
    {
      departure: { kind: 'server-search', zone: 'lan', host: `127.0.0.1:${group.port}` },
      ending: { outcome: 'sent', bytesOut: expect.any(Number) },
    },
  ]);
});

test('takes nothing that is no answer, and not more than it can use', async () => {
  const question = encode({ type: 'query', questions: [{ name: 'x.local', type: 'PTR' }] });
  const loop = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0xc0, 12]);
  const nonsense = [question, loop, Buffer.from('hello'), Buffer.alloc(0), Buffer.alloc(20_000)];
  const many = answer(...Array.from({ length: 100 }, (_, index) => 9000 + index));
  const { record } = memoryRecord();
  const quiet = await responder(() => nonsense);
  const loud = await responder(() => [many, ...nonsense]);
  const ask = ({ group }: typeof quiet) =>
    createNeighbours({ stayOnDevice: () => false, record, onRefused: () => {}, group, from: ['127.0.0.1', '203.0.113.9'], waitMs: 300 })();
  expect(await ask(quiet)).toEqual([]);
  expect((await ask(loud)).map(({ ports }) => ports.length)).toEqual([8]);
});

test('asks nobody while Lintel stays on this device', async () => {
  const { group, asked } = await responder(() => [answer(80)]);
  const { rows, record } = memoryRecord();
  const neighbours = createNeighbours({ stayOnDevice: () => true, record, onRefused: () => {}, group, from: ['127.0.0.1'], waitMs: 100 });
  await expect(neighbours()).rejects.toMatchObject({ code: 'forbidden' });
  expect(asked).toEqual([]);
  expect(rows).toMatchObject([{ ending: { outcome: 'refused' } }]);
});
