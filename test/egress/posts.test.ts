import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { zoneOfAddress } from '../../electron/egress/address.ts';
import { errandTo, errandToPlace } from '../../electron/egress/errand.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { asFar, door, listen, textOf } from './servers.ts';

const errand = (zone: Zone, ...origins: string[]) => errandToPlace('telemetry', { name: 'The collector', zone, origins });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const posting = { headers: { 'content-type': 'application/json', authorization: 'key' }, body: '{"a":"ü"}' };

describe('an errand that hands something over', () => {
  test('reaches its own place alone, and leaves a row with the hash of what left', async () => {
    const seen: unknown[] = [];
    const port = await listen(async (request, response) => {
      seen.push([request.method, request.url, request.headers.authorization, await textOf(request)]);
      response.end('taken');
    }, true);
    const origin = `https://provider.example:${port}`;
    const { post, rows } = door({});
    const answer = await post(errand('cloud', origin), `${origin}/v1/traces`, posting);
    expect([answer.status, await textOf(answer.body)]).toEqual([200, 'taken']);
    expect(seen).toEqual([['POST', '/v1/traces', 'key', posting.body]]);
    expect(rows).toEqual([
      {
        departure: {
          kind: 'telemetry',
          host: `provider.example:${port}`,
          zone: 'cloud',
          masked: false,
          findings: {},
          sha256: sha256(posting.body),
        },
        text: posting.body,
        ending: { outcome: 'sent', bytesOut: 10, bytesIn: 5 },
      },
    ]);
  });

  test('goes nowhere without one, elsewhere, in the clear, with a password, or from a place nearer than it is said to be', async () => {
    const { post, rows, refused } = door({});
    const far = 'https://collector.example';
    const forged = { ...errand('cloud', far) };
    const tries: [Parameters<typeof post>[0], string][] = [
      [forged, far],
      [errandTo('telemetry', [far]), far],
      [errand('cloud', far), 'https://elsewhere.example'],
      [errand('cloud', 'http://collector.example'), 'http://collector.example'],
      [errand('cloud', 'https://a:b@collector.example'), 'https://a:b@collector.example'],
      [errand('cloud', 'https://collector.internal'), 'https://collector.internal'],
      [errand('device', far), far],
    ];
    for (const [given, url] of tries) expect(await asFar(post(given, url, posting))).toMatch(/^forbidden: /);
    expect(refused.length).toBe(tries.length);
    expect(rows.every(({ ending, text }) => ending?.outcome === 'refused' && text === undefined)).toBe(true);
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const port = await listen((_, response) => {
      asked++;
      response.writeHead(307, { location: '/other' }).end();
    }, false);
    const origin = `http://127.0.0.1:${port}`;
    const { post } = door({});
    expect(await asFar(post(errand('device', origin), origin, posting))).toContain('wants it sent elsewhere (307)');
    expect(asked).toBe(1);
  });

  test('stays here while Lintel does, unless its place is here', async () => {
    const port = await listen((_, response) => void response.end(), false);
    const origin = `http://127.0.0.1:${port}`;
    const { post, rows, turn } = door({});
    turn(true);
    expect(await asFar(post(errand('lan', `http://collector.lan:${port}`), `http://collector.lan:${port}`, posting))).toContain(
      'set to stay',
    );
    expect(await asFar(post(errand('lan', origin), origin, posting))).toContain('set to stay');
    expect((await post(errand('device', origin), origin, posting)).status).toBe(200);
    expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['refused', 'refused', 'sent']);
  });

  test('is as far as its address is spelled', () => {
    const zones = [
      'http://127.0.0.1:4318',
      'http://[::1]',
      'http://localhost',
      'http://collector',
      'http://10.1.2.3',
      'http://a.local',
      'https://a.example',
      'none',
    ];
    expect(zones.map(zoneOfAddress)).toEqual(['device', 'device', 'device', 'lan', 'lan', 'lan', 'cloud', 'lan']);
  });
});
