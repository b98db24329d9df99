import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fakePorts, target } from '../../fakes/ports.ts';
import { HELLO, openSubject, type Subject, slowEngine } from './subject.ts';

let subject: Subject;
afterEach(() => subject.close());

const ZONES = fakePorts([target('far', { zone: 'cloud', quality: 1 }), target('near')]);

describe('apps without a key', () => {
  it('are refused unless the user lets them in, with tags and a ceiling of their own', async () => {
    subject = await openSubject(ZONES);
    expect((await subject.chat('')).status).toBe(401);
    subject.settings = { keylessApps: { tags: ['work'], ceiling: 'device' } };
    for (const key of ['', 'ollama', 'sk-none']) {
      const response = await subject.chat(key);
      expect([response.status, response.headers.get('x-lintel-target')]).toEqual([200, 'near']);
    }
    const { request } = ZONES.recorded.opened.at(-1) ?? {};
    expect(request).toMatchObject({ app: 'keyless', appName: 'Apps without a key', tags: ['work'], ceiling: 'device' });
    subject.settings = {};
    expect((await subject.chat('')).status).toBe(401);
  });

  it('are not those whose key was revoked, nor a page', async () => {
    subject = await openSubject(ZONES, {}, { keylessApps: { tags: [], ceiling: 'cloud' } });
    const { key, id } = subject.keys.create({ name: 'gone', tags: [] });
    subject.keys.revoke(id);
    expect((await subject.chat(key)).status).toBe(401);
    expect((await subject.chat('', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await subject.chat('', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await fetch(`${subject.address}/v1/models?key=any`)).status).toBe(401);
    expect((await fetch(`${subject.address}/metrics`)).status).toBe(401);
  });

  it('are shut out in the midst of an answer once the user no longer lets them in', async () => {
    const slow = slowEngine();
    subject = await openSubject(fakePorts([target('a')], { a: slow.engine }), {}, { keylessApps: { tags: [], ceiling: 'cloud' } });
    const streamed = await subject.chat('', { stream: true });
    subject.settings = {};
    await expect(streamed.text()).rejects.toThrow();
    await expect.poll(() => slow.state.aborted).toBe(1);
  });

  it.skipIf(process.platform !== 'linux' || process.getuid === undefined)(
    'are this user’s, from whatever address of this computer they come',
    async () => {
      subject = await openSubject(ZONES, {}, { keylessApps: { tags: [], ceiling: 'cloud' } });
      const body = JSON.stringify(HELLO);
      const from = (localAddress: string) =>
        new Promise<string>((resolve, reject) => {
          const socket = connect({ host: '127.0.0.1', port: subject.port, localAddress }, () =>
            socket.write(
              `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
            ),
          );
          let answer = '';
          socket.on('data', (piece) => (answer += piece));
          socket.on('close', () => resolve(answer));
          socket.on('error', reject);
        });
      expect(await from('127.0.0.1')).toMatch(/^HTTP\/1\.1 200 /);
      const { getuid } = process;
      // The administrator's own programs are never another's, so the port is made another user's.
      const own = getuid?.();
      process.getuid = () => 12_345;
      try {
        const expected = own === 0 ? 200 : 401;
        for (const address of ['127.0.0.1', '127.0.0.9']) expect(await from(address)).toMatch(new RegExp(`^HTTP/1\\.1 ${expected} `));
      } finally {
        if (getuid !== undefined) process.getuid = getuid;
      }
    },
  );
});

describe('a key’s ceiling', () => {
  it('holds whatever the request says, and is named as the reason', async () => {
    subject = await openSubject(ZONES);
    const near = subject.key({ name: 'Notes', ceiling: 'device' });
    const asked = { metadata: { lintel: { tags: ['public'], priority: 'interactive' } } };
    const response = await subject.chat(near, asked);
    expect(response.headers.get('x-lintel-target')).toBe('near');
    expect(response.headers.get('x-lintel-reason')).toBe('Stayed on this device because "Notes" may reach no further.');
    const refused = await subject.chat(near, { ...asked, model: 'far' });
    expect(refused.status).toBe(422);
    expect((await refused.json()).error.message).toContain('“Notes” may reach no further');
    expect((await subject.chat(subject.key({ ceiling: 'cloud' }), { model: 'far' })).status).toBe(200);
    expect((await subject.chat(subject.key(), { model: 'far' })).status).toBe(200);
  });

  it('and its priority holds over what the request asks for', async () => {
    subject = await openSubject(ZONES);
    await subject.chat(subject.key({ priority: 'background' }), { metadata: { lintel: { priority: 'interactive' } } });
    expect(ZONES.recorded.opened.at(-1)?.request.priority).toBe('background');
    await subject.chat(subject.key({ priority: 'interactive' }), { metadata: { lintel: { priority: 'background' } } });
    expect(ZONES.recorded.opened.at(-1)?.request.priority).toBe('background');
    await subject.chat(subject.key({ priority: 'interactive' }));
    expect(ZONES.recorded.opened.at(-1)?.request.priority).toBe('interactive');
  });
});
