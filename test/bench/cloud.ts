// npm run bench -- cloud [--portkey FOLDER]: what the port adds to a cloud's answer, beside a bare pass-through on undici and,
// where a folder is given in which it is installed, the gateway of Portkey.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { interleaved, type Line, median } from './measure.ts';

const here = import.meta.dirname;
const ROUNDS = 7;
const REQUESTS = 150;
const TOGETHER = 16;
const CHUNKS = 300;
const WARM_UPS = 3;
const CANCELS = 100;
const WORDS = 'Please look at what the tide does with the boats in the old harbour and tell me about it. '.repeat(11);

type Name = 'lintel' | 'bare' | 'portkey';

interface Proxy {
  readonly name: Name | 'direct';
  /** A whole answer; milliseconds. */
  whole(): Promise<number>;
  /** Streamed: milliseconds to the first word. */
  stream(model: string): Promise<number>;
  /** Leaves after the first word; resolves when it left, on `performance.now()`. */
  leave(): Promise<number>;
  /** Processor time so far, in microseconds. */
  use(): Promise<number>;
  close(): void;
}

async function openProxy(name: Proxy['name'], cloud: string, args: readonly string[], env: Record<string, string> = {}): Promise<Proxy> {
  let child: ChildProcess | undefined;
  let address = cloud;
  if (name !== 'direct') {
    const program = { lintel: 'cloud-port.ts', bare: 'pass-through.ts', portkey: 'portkey.ts' }[name];
    child = fork(join(here, program), args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    [{ address }] = (await once(child, 'message')) as [{ address: string }];
  }
  const pool = new Pool(address, { connections: 64, pipelining: 1 });
  const headers = {
    authorization: 'Bearer secret',
    'content-type': 'application/json',
    ...(name === 'portkey' ? { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${cloud}/v1` } : {}),
  };
  const ask = (model: string, stream: boolean) =>
    pool.request({
      path: '/v1/chat/completions',
      method: 'POST',
      headers,
      body: JSON.stringify({ model: name === 'lintel' ? 'stub/echo' : model, messages: [{ role: 'user', content: WORDS }], stream }),
    });
  return {
    name,
    async whole() {
      const began = performance.now();
      const { statusCode, body } = await ask('echo', false);
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${name}: ${statusCode} ${text.slice(0, 300)}`);
      return performance.now() - began;
    },
    async stream(model) {
      const began = performance.now();
      const { body } = await ask(model, true);
      let first: number | undefined;
      for await (const chunk of body) if (first === undefined && /"content":"[^"]/.test(String(chunk))) first = performance.now() - began;
      return first ?? Number.NaN;
    },
    async leave() {
      const { body } = await ask('echo-tokens-1000-gap-5', true);
      for await (const chunk of body) if (/"content":"[^"]/.test(String(chunk))) break;
      return performance.now();
    },
    async use() {
      if (child === undefined) return 0;
      child.send('use');
      const [{ cpuMicros }] = (await once(child, 'message')) as [{ cpuMicros: number }];
      return cpuMicros;
    },
    close() {
      child?.disconnect();
      void pool.destroy();
    },
  };
}

/** Every proxy before a cloud that answers in one way. */
async function openAll(cloud: string, model: string, portkey: string | undefined, folder: string): Promise<Proxy[]> {
  const proxies = [
    await openProxy('direct', cloud, []),
    await openProxy('bare', cloud, [cloud]),
    await openProxy('lintel', cloud, [cloud, mkdtempSync(join(folder, 'port-'))], { STUB_MODEL: model }),
  ];
  if (portkey !== undefined) proxies.push(await openProxy('portkey', cloud, [portkey]));
  return proxies;
}

const perProxy = (proxies: readonly Proxy[], measure: (proxy: Proxy) => Promise<number>) =>
  Object.fromEntries(proxies.map((proxy) => [proxy.name, () => measure(proxy)]));

const times = async (count: number, one: () => Promise<number>) => {
  const figures: number[] = [];
  for (let index = 0; index < count; index++) figures.push(await one());
  return median(figures);
};

/** All lines of the table, each told as soon as it is known. @param portkey folder in which Portkey's gateway is installed */
export async function measureCloud(onLine: (line: Line) => void, portkey: string | undefined): Promise<Line[]> {
  const lines: Line[] = [];
  const tell = (...more: Line[]) => {
    lines.push(...more);
    more.forEach(onLine);
  };
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-cloud-'));
  const stub = fork(join(here, '..', 'stub-cloud', 'main.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [cloud] = (await once(stub, 'message')) as [string];
  try {
    const proxies = await openAll(cloud, 'echo', portkey, folder);
    for (const proxy of proxies) await times(REQUESTS * WARM_UPS, () => proxy.whole());
    const whole = await interleaved(
      ROUNDS,
      perProxy(proxies, (proxy) => times(REQUESTS, () => proxy.whole())),
    );
    tell(...addedLines('added to a whole answer, p50', whole, 0.45));
    const perCore = await interleaved(
      ROUNDS,
      perProxy(proxies, async (proxy) => {
        const before = await proxy.use();
        await Promise.all(Array.from({ length: TOGETHER }, () => times(REQUESTS / 5, () => proxy.whole())));
        return (TOGETHER * (REQUESTS / 5)) / (((await proxy.use()) - before) / 1e6);
      }),
    );
    tell(...rateLines(perCore));
    const firsts = await interleaved(
      ROUNDS,
      perProxy(proxies, (proxy) => times(REQUESTS / 3, () => proxy.stream('echo'))),
    );
    tell(...addedLines('added to the first word of a stream, p50', firsts, 0.05));
    for (const proxy of proxies) proxy.close();
    const slow = `echo-tokens-${CHUNKS}-gap-4`;
    const streamers = await openAll(cloud, slow, portkey, folder);
    for (let time = 0; time < WARM_UPS; time++) for (const proxy of streamers) await proxy.stream(slow);
    const perChunk = await interleaved(
      ROUNDS,
      perProxy(streamers, async (proxy) => {
        const before = await proxy.use();
        await Promise.all(Array.from({ length: 8 }, () => proxy.stream(slow)));
        return ((await proxy.use()) - before) / (8 * CHUNKS);
      }),
    );
    tell(...chunkLines(perChunk));
    for (const proxy of streamers) proxy.close();
    tell(...(await cancelLines(portkey, folder)));
    return lines;
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Figures = Record<string, readonly number[]>;
const fixed = (figure: number, digits = 2) => figure.toFixed(digits);

/** Medians of the differences to what the cloud itself takes, of one turn each. */
const addedBy = (figures: Figures, name: Name) =>
  median((figures[name] ?? []).map((figure, turn) => figure - (figures.direct?.[turn] ?? 0)));

function addedLines(measure: string, figures: Figures, goal: number): Line[] {
  const added = addedBy(figures, 'lintel');
  return others(figures).map((name): Line => {
    const theirs = addedBy(figures, name);
    const isGoal = name === 'portkey';
    return {
      measure,
      value: `${fixed(added)} ms`,
      against: `${name} ${fixed(theirs)} ms`,
      ratio: fixed(added / theirs),
      goal: isGoal ? `at most ${goal}` : 'reported',
      ...(isGoal ? { reached: added / theirs <= goal } : {}),
    };
  });
}

const others = (figures: Figures): Name[] => (['bare', 'portkey'] as const).filter((name) => figures[name] !== undefined);

function rateLines(figures: Figures): Line[] {
  return others(figures).map((name): Line => {
    const ratio = median((figures.lintel ?? []).map((rate, turn) => rate / (figures[name]?.[turn] ?? 1)));
    const isGoal = name === 'portkey';
    return {
      measure: 'requests a second of a core',
      value: fixed(median(figures.lintel ?? []), 0),
      against: `${name} ${fixed(median(figures[name] ?? []), 0)}`,
      ratio: fixed(ratio),
      goal: isGoal ? 'at least 12' : 'reported',
      ...(isGoal ? { reached: ratio >= 12 } : {}),
    };
  });
}

function chunkLines(figures: Figures): Line[] {
  return others(figures).map((name): Line => {
    const ratio = median((figures.lintel ?? []).map((use, turn) => use / (figures[name]?.[turn] ?? 1)));
    const isGoal = name === 'bare';
    return {
      measure: 'processor time of a chunk',
      value: `${fixed(median(figures.lintel ?? []), 1)} us`,
      against: `${name} ${fixed(median(figures[name] ?? []), 1)} us`,
      ratio: fixed(ratio),
      goal: isGoal ? 'at most 1.3' : 'reported',
      ...(isGoal ? { reached: ratio <= 1.3 } : {}),
    };
  });
}

/** From the caller's leaving to the end of the cloud's connection, which is in this process so that both are on one clock. */
async function cancelLines(portkey: string | undefined, folder: string): Promise<Line[]> {
  const cloud = await openStubCloud();
  const lines: Line[] = [];
  const proxies = await openAll(cloud.address, 'echo-tokens-1000-gap-5', portkey, folder);
  for (const proxy of proxies) {
    if (proxy.name === 'direct') continue;
    const taken: number[] = [];
    for (let count = 0; count < (proxy.name === 'portkey' ? 10 : CANCELS); count++) {
      cloud.visits.length = 0;
      const left = await proxy.leave();
      const closed = await closedAt(cloud);
      if (closed !== undefined) taken.push(closed - left);
    }
    const asked = proxy.name === 'portkey' ? 10 : CANCELS;
    lines.push({
      measure: `cancel, to the closed connection of the cloud: ${proxy.name}`,
      value: taken.length === 0 ? 'never' : `${fixed(median(taken), 1)} ms`,
      against: taken.length === 0 ? '' : `worst ${fixed(Math.max(...taken), 1)} ms`,
      ratio: `${taken.length} of ${asked}`,
      goal: proxy.name === 'lintel' ? 'at most 5 ms, each time' : 'reported',
      ...(proxy.name === 'lintel' ? { reached: taken.length === asked && median(taken) <= 5 } : {}),
    });
  }
  for (const proxy of proxies) proxy.close();
  await cloud.close();
  return lines;
}

/** When the last visit ended before its answer did; nothing where that took more than a second. */
async function closedAt(cloud: StubCloud): Promise<number | undefined> {
  const until = performance.now() + 1_000;
  while (performance.now() < until) {
    const visit = cloud.visits.at(-1);
    if (visit?.closedAt !== undefined) return visit.isComplete === true ? undefined : visit.closedAt;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
