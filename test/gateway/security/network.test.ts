import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCertificate, readCertificate } from '../../../electron/platform/certificate.ts';
import { dial, HELLO, INSTANCE_TOKEN, openSubject, type Subject } from './subject.ts';

/** All of 127.0.0.0/8 is this computer on Linux: this address stands for one in a network. */
const HERE = '127.0.0.2';
const hasSecondAddress = process.platform === 'linux';

let subject: Subject;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-network-'));
});
afterEach(async () => {
  await subject.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly ca?: string;
}

/** Asks at the other address; over TLS where a certificate is trusted. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body, ca }: Asked = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const where = { host: HERE, port: subject.port, path, method, headers };
    const sent = ca === undefined ? httpRequest(where) : httpsRequest({ ...where, ca, checkServerIdentity: () => undefined });
    sent.on('response', (response) => {
      let read = '';
      response.on('data', (piece) => (read += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const knock = (host: string) =>
  dial(subject.port, host).then(
    (socket) => {
      socket.destroy();
      return true;
    },
    () => false,
  );

describe.skipIf(!hasSecondAddress)('other computers', () => {
  it('are told which version this is only with a key', async () => {
    subject = await openSubject();
    const key = subject.key();
    await subject.gateway.expose({ host: HERE });
    const told = async (headers = {}) => JSON.parse((await ask('/health', { headers })).body);
    expect(await told()).toEqual({ status: 'ok' });
    expect(await told({ authorization: 'Bearer lintel-not-a-key' })).toEqual({ status: 'ok' });
    expect(await told({ authorization: `Bearer ${key}` })).toEqual({ status: 'ok', version: '0.0.0' });
    expect(await (await fetch(`${subject.address}/health`)).json()).toEqual({ status: 'ok', version: '0.0.0' });
  });

  it('are kept out at first, and while there is no key for any of them', async () => {
    subject = await openSubject();
    expect(await knock(HERE)).toBe(false);
    await expect(subject.gateway.expose({ host: HERE })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('lintel keys create'),
    });
    subject.key({ expiresAt: 1 });
    await expect(subject.gateway.expose({ host: HERE })).rejects.toMatchObject({ field: 'host' });
    expect(subject.gateway.network()).toMatchObject({ addresses: [], fault: expect.stringContaining('only with a key') });
    expect(await knock(HERE)).toBe(false);
    subject.key();
    await subject.gateway.expose({ host: HERE });
    expect(subject.gateway.network()).toEqual({ addresses: [`http://${HERE}:${subject.port}`] });
    expect(await knock(HERE)).toBe(true);
    await subject.gateway.expose(undefined);
    expect(subject.gateway.network()).toEqual({ addresses: [] });
    expect(await knock(HERE)).toBe(false);
    // This computer was served all the while.
    expect((await subject.chat(subject.key())).status).toBe(200);
  });

  it('get models for a key, and never the window, its API, the metrics or the owner’s rights', async () => {
    subject = await openSubject(undefined, {}, { keylessApps: { tags: [], ceiling: 'cloud' }, allowedOrigins: ['http://localhost:3000'] });
    const key = subject.key();
    await subject.gateway.expose({ host: HERE });
    const authorization = `Bearer ${key}`;
    expect((await ask('/v1/chat/completions', { method: 'POST', headers: { authorization }, body: JSON.stringify(HELLO) })).status).toBe(
      200,
    );
    const cookie = (await fetch(subject.address)).headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const path of ['/', '/index.js', '/ui', '/ui/state', '/ui/keys', '/metrics']) {
      for (const headers of [{}, { authorization }, { authorization: `Bearer ${INSTANCE_TOKEN}` }, { cookie }] as Record<
        string,
        string
      >[]) {
        const answer = await ask(path, { headers });
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
        expect(answer.body).not.toMatch(/window \/|measured/);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
    // Without a key, this computer's apps come in, and no other computer's.
    expect((await subject.chat('')).status).toBe(200);
    expect((await ask('/v1/models')).status).toBe(401);
    expect((await ask('/v1/models', { headers: { authorization: `Bearer ${INSTANCE_TOKEN}` } })).status).toBe(401);
  });

  it('must use a name of this computer, or one that the user listed', async () => {
    subject = await openSubject(undefined, {}, { names: ['lintel.home.example'] });
    const authorization = `Bearer ${subject.key()}`;
    await subject.gateway.expose({ host: HERE });
    const status = async (host: string) => (await ask('/v1/models', { headers: { authorization, host } })).status;
    expect(await status('lintel.home.example:5468')).toBe(200);
    expect(await status(`${HERE}:${subject.port}`)).toBe(200);
    for (const host of ['evil.example', 'localhost', '127.0.0.1', 'home.example', 'a.lintel.home.example'])
      expect({ host, status: await status(host) }).toEqual({ host, status: 403 });
    subject.settings = {};
    expect(await status('lintel.home.example')).toBe(403);
  });

  it('cannot be let in where this computer has no such address, and that is said', async () => {
    subject = await openSubject();
    subject.key();
    await expect(subject.gateway.expose({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('192.0.2.1'),
    });
    expect(subject.gateway.network().fault).toContain('192.0.2.1');
  });
});

describe.skipIf(!hasSecondAddress)('encryption', () => {
  it('comes with a certificate that Lintel makes once, keeps for its user alone, and shows the fingerprint of', async () => {
    subject = await openSubject();
    const path = join(folder, 'certificate.pem');
    const made = await ownCertificate(path, ['lintel.home.example'], Date.now());
    expect(made.fingerprint).toMatch(/^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(await ownCertificate(path, [], Date.now())).toEqual(made);
    // It is made anew before it ends, and where the file is damaged.
    expect((await ownCertificate(path, [], Date.now() + 380 * 86_400_000)).fingerprint).not.toBe(made.fingerprint);
    writeFileSync(path, made.cert);
    expect((await ownCertificate(path, [], Date.now())).fingerprint).not.toBe(made.fingerprint);

    const authorization = `Bearer ${subject.key()}`;
    await subject.gateway.expose({ host: HERE, certificate: made });
    expect(subject.gateway.network().addresses).toEqual([`https://${HERE}:${subject.port}`]);
    expect((await ask('/v1/models', { headers: { authorization }, ca: made.cert })).status).toBe(200);
    // Nothing is served there that is not encrypted.
    await expect(ask('/v1/models', { headers: { authorization } })).rejects.toThrow();
    expect((await subject.chat(subject.key())).status).toBe(200);
  });

  it('may use the user’s own files, and says what is wrong with them', async () => {
    subject = await openSubject();
    const [one, other] = [
      await ownCertificate(join(folder, 'one.pem'), [], Date.now()),
      await ownCertificate(join(folder, 'other.pem'), [], Date.now()),
    ];
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const certificate = file('cert.pem', one.cert);
    expect(await readCertificate({ certificate, key: file('key.pem', one.key) })).toEqual(one);
    for (const key of [file('wrong.pem', other.key), file('no.pem', 'nothing'), join(folder, 'missing.pem')])
      await expect(readCertificate({ certificate, key })).rejects.toMatchObject({ code: 'bad-request', field: 'tls' });
  });
});
