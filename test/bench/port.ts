// npm run bench -- port [--portkey FOLDER]: what the port costs in figures of its own, each prompt a new one, so that it is searched,
// decided and written down anew; beside it what a bare pass-through costs on the same machine, and another gateway where one is given.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelLines } from './leaving.ts';
import { interleaved, type Line, median } from './measure.ts';
import { type Gate, openAll, perProxy, times, WORDS } from './proxies.ts';

const ROUNDS = 5;
const STREAMS = 32;
const TOKENS = 500;
const TOGETHER = 16;
/** Until the engine has compiled what is hot: a program that runs for days is measured, not its first second. */
const WARM_UPS = 3_000;
const OF_EACH = 30;

type Figures = Readonly<Record<string, readonly number[]>>;

let asked = 0;
/** Like no other before it. @param kilobytes about so many */
const freshPrompt = (kilobytes: number) => `${Math.random().toString(36)} ${++asked}: ${WORDS.repeat(kilobytes)}`;

/** All lines of the table, each told as soon as it is known. @param portkey folder in which Portkey's gateway is installed */
export async function measurePort(onLine: (line: Line) => void, portkey: string | undefined): Promise<Line[]> {
  const lines: Line[] = [];
  const tell = (...more: Line[]) => {
    lines.push(...more);
    more.forEach(onLine);
  };
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-port-'));
  const stub = fork(join(import.meta.dirname, '..', 'stub-cloud', 'main.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [cloud] = (await once(stub, 'message')) as [string];
  const before = async (model: string, measure: (proxies: readonly Gate[]) => Promise<readonly Line[]>) => {
    const proxies = await openAll(cloud, model, portkey, folder);
    tell(...(await measure(proxies)));
    for (const proxy of proxies) proxy.close();
  };
  try {
    // What a prompt holds, it says again: 24 words, whatever its length.
    await before('echo-context-1000000', async (proxies) => {
      for (const proxy of proxies) await times(WARM_UPS, () => proxy.whole(freshPrompt(1)));
      return [...(await addedBy(proxies, 1, 60, 0.7)), ...(await addedBy(proxies, 100, 20, 3)), ...(await perCore(proxies))];
    });
    await before(`echo-tokens-${TOKENS}-gap-4`, perChunk);
    tell(...(await cancelLines(portkey, folder)));
    tell({
      measure: 'load of the machine at the end, without which no figure says much',
      value: loadavg()
        .map((load) => load.toFixed(1))
        .join(' '),
      against: '',
      ratio: '',
      goal: '',
    });
    return lines;
  } finally {
    stub.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addedBy(proxies: readonly Gate[], kilobytes: number, requests: number, goalMs: number): Promise<Line[]> {
  const taken = await interleaved(
    ROUNDS,
    perProxy(proxies, (proxy) => times(requests, () => proxy.whole(freshPrompt(kilobytes)))),
  );
  const added = (name: string) => median((taken[name] ?? []).map((ms, turn) => ms - (taken.direct?.[turn] ?? 0)));
  return compared(`added to a whole answer to ${kilobytes} kB, p50`, taken, added, 'ms', (ms) => ms <= goalMs, `at most ${goalMs} ms`);
}

async function perCore(proxies: readonly Gate[]): Promise<Line[]> {
  const reached = await interleaved(
    ROUNDS,
    perProxy(proxies, async (proxy) => {
      const use = await proxy.use();
      await Promise.all(Array.from({ length: TOGETHER }, () => times(OF_EACH, () => proxy.whole(freshPrompt(1)))));
      return (TOGETHER * OF_EACH) / (((await proxy.use()) - use) / 1e6);
    }),
  );
  const figure = (name: string) => median(reached[name] ?? []);
  return compared('requests a second of a core', reached, figure, '/s', (rate) => rate >= 10_000, 'at least 10000');
}

async function perChunk(proxies: readonly Gate[]): Promise<Line[]> {
  const through = proxies.filter(({ name }) => name !== 'direct');
  for (const proxy of through) await together(proxy);
  const used = await interleaved(
    ROUNDS,
    perProxy(through, async (proxy) => {
      const use = await proxy.use();
      await together(proxy);
      return ((await proxy.use()) - use) / (STREAMS * TOKENS);
    }),
  );
  const figure = (name: string) => median(used[name] ?? []);
  const measure = `processor time of a chunk, ${STREAMS} streams of ${TOKENS}`;
  return compared(measure, used, figure, 'us', (us) => us <= 20, 'at most 20 us');
}

const together = (proxy: Gate) => Promise.all(Array.from({ length: STREAMS }, () => proxy.stream()));

/** One line for each other than the port; the goal is the port's alone, and stands in the first. */
function compared(
  measure: string,
  taken: Figures,
  figureOf: (name: string) => number,
  unit: string,
  isReached: (figure: number) => boolean,
  goal: string,
): Line[] {
  const own = figureOf('lintel');
  const told = (figure: number) => `${figure.toFixed(figure < 100 ? 2 : 0)} ${unit}`;
  return ['bare', 'portkey']
    .filter((name) => taken[name] !== undefined)
    .map((name, place) => ({
      measure,
      value: told(own),
      against: `${name} ${told(figureOf(name))}`,
      ratio: (own / figureOf(name)).toFixed(2),
      ...(place === 0 ? { goal, reached: isReached(own) } : { goal: 'reported' }),
    }));
}
