import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { fakePorts, target } from '../../fakes/ports.ts';
import { dial, openSubject, type Subject } from './subject.ts';

const MANY = 500;
const sockets: Socket[] = [];
let subject: Subject;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await subject.close();
});

async function dialMany(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    const opened = await Promise.all(Array.from({ length: Math.min(50, left) }, () => dial(subject.port)));
    for (const socket of opened) socket.on('error', () => {});
    sockets.push(...opened);
  }
}

describe(`${MANY} connections that hold on`, () => {
  it.each([
    ['say nothing', () => ''],
    ['send their headers by the letter', () => 'G'],
    ['never end their headers', () => `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${subject.port}\r\nX-Slow: `],
    [
      'send their body by the letter',
      (key: string) =>
        `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${subject.port}\r\nAuthorization: Bearer ${key}\r\nContent-Length: 100000\r\n\r\n{`,
    ],
  ])('and %s do not keep a real client from its answers', { timeout: 30_000 }, async (_name, bytes) => {
    subject = await openSubject(fakePorts([target('a')]));
    const [slow, real] = [subject.key(), subject.key()];
    await dialMany(MANY);
    for (const socket of sockets) socket.write(bytes(slow));
    await wait(100);
    let sent = 0;
    const drip = setInterval(() => {
      for (const socket of sockets) if (!socket.destroyed) sent += Number(socket.write('x'));
    }, 200);
    try {
      for (let turn = 0; turn < 5; turn++) {
        const response = await subject.chat(real, { stream: true });
        expect(response.status).toBe(200);
        expect(await response.text()).toContain('[DONE]');
        await wait(100);
      }
    } finally {
      clearInterval(drip);
    }
    if (bytes(slow) !== '') expect(sent).toBeGreaterThan(0);
  });

  it('and more than fit make room for the newest, which is served', { timeout: 60_000 }, async () => {
    subject = await openSubject(fakePorts([target('a')]));
    const key = subject.key();
    await dialMany(1_100);
    await expect.poll(() => sockets.filter(({ destroyed }) => destroyed).length, { timeout: 10_000 }).toBeGreaterThan(50);
    // The oldest went.
    expect(sockets[0]?.destroyed).toBe(true);
    expect(sockets.at(-1)?.destroyed).toBe(false);
    expect((await subject.chat(key)).status).toBe(200);
  });

  it('and ask slowly may not be more for one key than it is allowed, and others have their own', { timeout: 30_000 }, async () => {
    subject = await openSubject(fakePorts([target('a')]), { connectionLimits: { most: 400, mostOfOne: 256 } });
    const [slow, real] = [subject.key(), subject.key({ name: 'real' })];
    await dialMany(300);
    const answers: string[] = [];
    for (const socket of sockets) {
      socket.on('data', (piece) => answers.push(piece.toString()));
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${subject.port}\r\nAuthorization: Bearer ${slow}\r\nContent-Length: 100000\r\n\r\n{`,
      );
    }
    await expect.poll(() => answers.length).toBe(300 - 256);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 429 /);
      expect(answer).toMatch(/retry-after: 1\r\n/);
    }
    expect((await subject.chat(real)).status).toBe(200);
  });
});
