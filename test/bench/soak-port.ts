// npm run soak -- port [--minutes 30]: many callers in all dialects at once, some of whom leave, while workers are killed, the
// cloud goes and comes back, and some of its models fail. Nothing may be lost, mixed up or left behind.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type Outcome } from './soak-clients.ts';
import type { FromHouse, ToHouse } from './soak-house.ts';

export interface SoakOptions {
  readonly seconds: number;
  readonly clients?: number;
  onSample?(sample: Sample): void;
}

export interface Sample {
  readonly atSeconds: number;
  readonly asked: number;
  /** In MiB. */
  readonly rss: number;
  readonly heap: number;
  readonly outside: number;
}

export interface Soaked {
  /** How often each thing became of a request. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly dialects: Readonly<Record<string, number>>;
  readonly asked: number;
  /** Requests in the ledger, those of them that never ended, and those told of to callers that it lacks. */
  readonly rows: number;
  readonly open: number;
  readonly missing: readonly string[];
  readonly faults: readonly string[];
  readonly kills: number;
  readonly cuts: number;
  readonly samples: readonly Sample[];
  /** MiB a minute after the warm-up. */
  readonly slopes: { readonly rss: number; readonly heap: number };
}

const KILL_EVERY_MS = 9_000;
const CUT_EVERY_MS = 11_000;
const CUT_FOR_MS = 300;
const SAMPLES = 30;
const PAUSE_MS = 60;
/** Of the time, until memory is what it will be. */
const WARM_UP = 0.4;

const file = (name: string) => join(import.meta.dirname, name);

/** A cloud that can be cut off, and is back at the same address. */
async function openCloud() {
  let process: ChildProcess;
  let port = '0';
  const open = async () => {
    process = fork(file('../stub-cloud/main.ts'), [port], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [address] = (await once(process, 'message')) as [string];
    port = new URL(address).port;
    return address;
  };
  return {
    address: await open(),
    async cut() {
      process.kill('SIGKILL');
      await wait(CUT_FOR_MS);
      await open();
    },
    close: () => void process.kill('SIGKILL'),
  };
}

async function openHouse(cloud: string) {
  const house = fork(file('soak-house.ts'), [cloud], { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = async <Type extends FromHouse['type']>(type: Type): Promise<Extract<FromHouse, { type: Type }>> => {
    for (;;) {
      const [message] = (await once(house, 'message')) as [FromHouse];
      if (message.type === type) return message as Extract<FromHouse, { type: Type }>;
    }
  };
  const tell = (message: ToHouse) => void house.send(message);
  const asked = <Type extends FromHouse['type']>(message: ToHouse, answer: Type) => {
    tell(message);
    return next(answer);
  };
  const { address, key } = await next('open');
  return {
    ...{ address, key, tell },
    measure: () => asked({ type: 'measure' }, 'measured'),
    missing: (ids: readonly string[]) => asked({ type: 'missing', ids }, 'missing'),
    count: () => asked({ type: 'count' }, 'counted'),
    async close() {
      const ended = once(house, 'exit');
      house.disconnect();
      await ended;
    },
  };
}

/** Runs so long and says what came of it. */
export async function soakPort({ seconds, clients = 64, onSample }: SoakOptions): Promise<Soaked> {
  const cloud = await openCloud();
  const house = await openHouse(cloud.address);
  const outcomes: Record<string, number> = {};
  const dialects: Record<string, number> = {};
  const samples: Sample[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  let asked = 0;
  const missing: string[] = [];
  let cuts = 0;
  let told: string[] = [];

  const note = ({ how, id, dialect }: Outcome) => {
    outcomes[how] = (outcomes[how] ?? 0) + 1;
    dialects[dialect] = (dialects[dialect] ?? 0) + 1;
    asked++;
    if (id !== undefined) told.push(id);
  };
  const calling = Array.from({ length: clients }, async () => {
    const client = createClient(house.address, house.key);
    while (performance.now() < end) {
      note(await client.ask());
      await wait(Math.random() * PAUSE_MS);
    }
  });
  const every = async (ms: number, act: () => Promise<void> | void) => {
    while (performance.now() + ms < end) {
      await wait(ms);
      await act();
    }
  };
  const look = async () => {
    const ids = told;
    told = [];
    missing.push(...(await house.missing(ids)).ids);
    const { rss, heap, outside } = await house.measure();
    const sample = { atSeconds: (performance.now() - began) / 1000, asked, rss, heap, outside };
    samples.push(sample);
    onSample?.(sample);
  };
  try {
    await Promise.all([
      ...calling,
      every(KILL_EVERY_MS, () => house.tell({ type: 'kill a worker' })),
      every(CUT_EVERY_MS, async () => {
        cuts++;
        await cloud.cut();
      }),
      every((seconds * 1000) / SAMPLES, look),
    ]);
    await look();
    const { rows, open, faults, kills } = await house.count();
    const settled = samples.filter(({ atSeconds }) => atSeconds > seconds * WARM_UP);
    const slopes = { rss: slopeOf(settled, 'rss'), heap: slopeOf(settled, 'heap') };
    return { outcomes, dialects, asked, rows, open, missing, faults, kills, cuts, samples, slopes };
  } finally {
    await house.close();
    cloud.close();
  }
}

/** The least squares' line through samples, in MiB a minute. */
function slopeOf(samples: readonly Sample[], of: 'rss' | 'heap'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const times = samples.map(({ atSeconds }) => atSeconds / 60);
  const values = samples.map((sample) => sample[of]);
  const [time, value] = [mean(times), mean(values)];
  const rise = times.reduce((sum, at, place) => sum + (at - time) * ((values[place] ?? value) - value), 0);
  return rise / times.reduce((sum, at) => sum + (at - time) ** 2, 0);
}
