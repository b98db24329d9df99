// npm run bench -- cloud [--portkey FOLDER]: what the port adds to a cloud's answer, beside a bare pass-through on undici and,
// where a folder is given in which it is installed, the gateway of Portkey.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelLines } from './leaving.ts';
import { interleaved, type Line, median } from './measure.ts';
import { type Name, openAll, perProxy, times } from './proxies.ts';

const here = import.meta.dirname;
const ROUNDS = 7;
const REQUESTS = 150;
const TOGETHER = 16;
const CHUNKS = 300;
/** Until the engine has compiled what is hot: a program that runs for days is measured, not its first second. */
const WARM_UPS = 3_000;

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
    for (const proxy of proxies) {
      await warm(() => proxy.whole());
      await warm(() => proxy.stream());
    }
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
      perProxy(proxies, (proxy) => times(REQUESTS / 3, () => proxy.stream())),
    );
    tell(...addedLines('added to the first word of a stream, p50', firsts, 0.05));
    for (const proxy of proxies) proxy.close();
    const slow = `echo-tokens-${CHUNKS}-gap-4`;
    const streamers = await openAll(cloud, slow, portkey, folder);
    for (const proxy of streamers) await warm(() => proxy.stream(), 10 * TOGETHER);
    const perChunk = await interleaved(
      ROUNDS,
      perProxy(streamers, async (proxy) => {
        const before = await proxy.use();
        await Promise.all(Array.from({ length: 8 }, () => proxy.stream()));
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

const warm = (one: () => Promise<number>, count = WARM_UPS) =>
  Promise.all(Array.from({ length: TOGETHER }, () => times(count / TOGETHER, one)));

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
