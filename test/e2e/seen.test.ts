import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { crashDuring, hasSignals, type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

/** Words that are nowhere else, made at run time. Each way in gets its own, so that a leak says where it began. */
const canary = (way: string) => ['ca', 'nary', way, '0a1b2c'.repeat(3)].join('');

interface Post {
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

/** Takes whatever is posted to it. */
async function startTaker(): Promise<{ posts: Post[]; server: Server; url: string }> {
  const posts: Post[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => (body += bytes));
    request.on('end', () => {
      posts.push({ path: request.url ?? '', headers: JSON.stringify(request.headers), body });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { posts, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let started: LintelProcess;
let key: string;
let collector: Awaited<ReturnType<typeof startTaker>>;
let webhook: Awaited<ReturnType<typeof startTaker>>;
beforeAll(async () => {
  [collector, webhook] = await Promise.all([startTaker(), startTaker()]);
  const dataFolder = newDataFolder();
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ alerts: { webhook: `${webhook.url}/hook` } }));
  const environment = { LINTEL_OTLP_ENDPOINT: collector.url, LINTEL_OTLP_HEADERS: `authorization=Bearer%20${canary('header')}` };
  started = await startLintel({ dataFolder, environment });
  key = await started.createKey();
});
afterAll(() => {
  for (const { server } of [collector, webhook]) server.close();
  rmSync(started.dataFolder, { recursive: true, force: true });
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${started.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const prompt = (way: string, rest: object = {}) => ({
  model: 'auto',
  max_tokens: 4,
  messages: [{ role: 'user', content: canary(way) }],
  ...rest,
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

// With the switch on from outside no collector may be told.
it.skipIf(process.env.LINTEL_STAY_ON_DEVICE === '1')(
  'tells observers how requests went and not a word of them, in any byte',
  { timeout: 120_000, retry: 0 },
  async () => {
    expect((await post(prompt('answered'))).status).toBe(200);
    await (await post(prompt('streamed', { stream: true }))).text();
    const tools = [
      { type: 'function', function: { name: canary('tool'), parameters: { type: 'object', properties: { [canary('field')]: {} } } } },
    ];
    await (await post(prompt('tooled', { tools, tool_choice: 'required', stop: [canary('stop')], user: canary('user') }))).text();
    expect((await post(prompt('tagged', { metadata: { lintel: { tags: [canary('tag')] } } }))).status).toBe(200);
    expect((await post(prompt('header'), { 'x-lintel-tags': canary('headertag') })).status).toBe(200);
    expect((await post(prompt('model', { model: canary('model') }))).status).toBe(404);
    expect((await post(prompt('wrong', { temperature: canary('temperature') }))).status).toBe(400);
    expect((await post(`{"messages": "${canary('badjson')}`)).status).toBe(400);
    expect((await post(prompt('nokey'), { authorization: `Bearer ${canary('key')}` })).status).toBe(401);
    if (hasSignals) {
      for (let times = 0; times < 2; times++)
        await crashDuring(started.pid, () => post(prompt('crashed', { max_tokens: 2000, stream: true })));
      await expect.poll(() => webhook.posts.length, { timeout: 30_000 }).toBe(1);
      const told = JSON.parse(webhook.posts[0]?.body ?? '') as { kind: string; level: string; target: string };
      expect(told).toMatchObject({ kind: 'model-quarantined', level: 'warning', target: expect.any(String) });
    }
    const metrics = await (await fetch(`${started.address}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text();
    expect(Number(/^lintel_requests_total\{[^}]*outcome="done"[^}]*\} (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThanOrEqual(4);
    if (hasSignals) expect(metrics).toMatch(/^lintel_target_quarantined\{[^}]*\} 1$/m);
    await expect.poll(() => collector.posts.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await wait(100);
    await started.stop({ keepData: true });

    expect(new Set(collector.posts.map(({ path }) => path))).toEqual(new Set(['/v1/traces', '/v1/metrics']));
    const spans = collector.posts.map(({ body }) => body).join('');
    expect(spans).toContain('"chat ');
    expect(spans).toContain('gen_ai.usage.output_tokens');
    const outside = [
      ...collector.posts.map(({ body, path }) => path + body),
      ...webhook.posts.map((one) => JSON.stringify(one)),
      metrics,
    ].join('\n');
    expect([...outside.matchAll(/canary[a-z]+/g)].map(([word]) => word)).toEqual([]);
    expect(outside).not.toContain(key);
    // The header's secret went where it was to go, and stands nowhere else.
    expect(collector.posts.every(({ headers }) => headers.includes(canary('header')))).toBe(true);
    const kept = filesIn(started.dataFolder)
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n');
    expect([...kept.matchAll(/canary[a-z]+/g)].map(([word]) => word)).toEqual([]);
    expect(kept).not.toContain(key);
    expect([...started.errors().matchAll(/canary[a-z]+/g)].map(([word]) => word)).toEqual([]);
    expect(started.errors()).not.toContain(key);
  },
);
