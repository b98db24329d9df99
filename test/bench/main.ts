// npm run bench: one table of ratios, everything in it measured side by side in this run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { BOXED_MODEL, setup as writeBoxedModel } from '../boxed-model.ts';
import { newDataFolder, startLintel } from '../e2e/lintel-process.ts';
import { type Asked, askPort, askWorker, speedOf } from './asking.ts';
import { measureCloud } from './cloud.ts';
import { measureDecide } from './decide.ts';
import { measureLedger } from './ledger.ts';
import { measureLocal } from './local.ts';
import { interleave, type Line, printLines } from './measure.ts';
import { measurePort } from './port.ts';
import { measureRehearsal } from './rehearse.ts';
import { measureRules } from './rules.ts';
import { measureScan } from './scan.ts';
import { measureSeen } from './seen.ts';
import { measureTask } from './task.ts';

const [table, ...only] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (table === 'local') {
  const local = await measureLocal(({ measure, ratio, value }) => console.error(`${measure}: ${value} ${ratio}`), only);
  if (process.argv.includes('--json')) console.log(JSON.stringify(local, undefined, 2));
  else printLines(local);
  process.exit(local.some((line) => line.reached === false) ? 1 : 0);
}
const TABLES: Readonly<Record<string, () => Line[] | Promise<Line[]>>> = {
  scan: () => measureScan(only[0]),
  rules: measureRules,
  rehearse: measureRehearsal,
  task: measureTask,
  decide: measureDecide,
  ledger: measureLedger,
  // The folder is what follows `--portkey`.
  cloud: () => measureCloud((line) => console.error(`${line.measure}: ${line.value} (${line.against}) ${line.ratio}`), only[0]),
  port: () => measurePort((line) => console.error(`${line.measure}: ${line.value} (${line.against}) ${line.ratio}`), only[0]),
  seen: measureSeen,
};
const measureTable = table === undefined ? undefined : TABLES[table];
if (measureTable !== undefined) {
  const lines = await measureTable();
  printLines(lines);
  process.exit(lines.some((line) => line.reached === false) ? 1 : 0);
}

const ROUNDS = 9;
const root = join(import.meta.dirname, '..', '..');
const workerEntry = join(root, 'dist', 'main', 'worker.js');
const STARTER = { id: 'lintel-starter', name: 'Lintel starter', path: BOXED_MODEL };
writeBoxedModel();

const ms = (figure: number) => `${figure.toFixed(figure < 10 ? 2 : 0)} ms`;
const perSecond = (figure: number) => `${Math.round(figure)} tokens/s`;

const dataFolder = newDataFolder();
const bench = { id: 'bench', name: 'Bench', path: join(dataFolder, 'models', 'bench.gguf') };
mkdirSync(join(dataFolder, 'models'));
writeFileSync(bench.path, makeModel(PRESETS.bench));

console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} threads, Node ${process.versions.node}; medians of ${ROUNDS} interleaved rounds`);
const lines: Line[] = [...(await startLines()), ...(await portLines())];
rmSync(dataFolder, { recursive: true, force: true });
printLines(lines);
if (lines.some((line) => line.reached === false)) process.exitCode = 1;

/** From the start of the process to the ready line, beside a Node that does nothing. */
async function startLines(): Promise<Line[]> {
  const folder = newDataFolder();
  const times = await interleave(ROUNDS, {
    lintel: async () => {
      const began = performance.now();
      const started = await startLintel({ dataFolder: folder });
      const took = performance.now() - began;
      await started.stop({ keepData: true });
      return took;
    },
    node: async () => {
      const began = performance.now();
      execFileSync(process.execPath, ['-e', '0']);
      return performance.now() - began;
    },
  });
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      measure: 'start to ready',
      value: ms(times.lintel),
      against: `bare Node ${ms(times.node)}`,
      ratio: `${(times.lintel / times.node).toFixed(1)}x`,
      goal: 'at most 800 ms',
      reached: times.lintel <= 800,
    },
  ];
}

async function portLines(): Promise<Line[]> {
  const started = await startLintel({ dataFolder });
  const lines: Line[] = [memoryLine(residentMib(started.pid), bareNodeMib())];
  const key = await started.createKey('bench');
  for (const model of [STARTER, bench]) {
    const port = askPort(started.address, key, model.id);
    const worker = askWorker(model, workerEntry);
    const one = (asked: Promise<Asked>) => asked.then(({ totalMs }) => totalMs);
    const short = await interleave(ROUNDS * 3, {
      port: () => one(port('Hello there', 1)),
      worker: () => one(worker.ask('Hello there', 1)),
    });
    const first = await interleave(ROUNDS, {
      port: async () => (await port(`What is ${Math.random()}?`, 8)).firstTokenMs,
      worker: async () => (await worker.ask(`What is ${Math.random()}?`, 8)).firstTokenMs,
    });
    const length = model === STARTER ? 1_000 : 160;
    const speed = await interleave(ROUNDS, {
      port: async () => speedOf(await port('Go on', length)),
      worker: async () => speedOf(await worker.ask('Go on', length)),
    });
    await worker.close();
    const added = short.port - short.worker;
    lines.push(
      {
        measure: `${model.id}: one token, whole request`,
        value: ms(short.port),
        against: `worker ${ms(short.worker)}`,
        ratio: `+${ms(added)}`,
        goal: 'reported',
      },
      {
        measure: `${model.id}: first token, loaded`,
        value: ms(first.port),
        against: `worker ${ms(first.worker)}`,
        ratio: `${(first.port / first.worker).toFixed(2)}x`,
        goal: model === STARTER ? 'at most 150 ms' : 'reported',
        ...(model === STARTER ? { reached: first.port <= 150 } : {}),
      },
      {
        measure: `${model.id}: generation`,
        value: perSecond(speed.port),
        against: `worker ${perSecond(speed.worker)}`,
        ratio: (speed.port / speed.worker).toFixed(3),
        goal: 'at least 0.95',
        reached: speed.port / speed.worker >= 0.95,
      },
    );
  }
  await started.stop({ keepData: true });
  return lines;
}

function memoryLine(idleMib: number | undefined, bareMib: number): Line {
  return {
    measure: 'idle memory of the main process',
    value: idleMib === undefined ? 'not measured' : `${idleMib} MiB`,
    against: `bare Node ${bareMib} MiB`,
    ratio: idleMib === undefined ? '' : `${(idleMib / bareMib).toFixed(1)}x`,
    goal: 'at most 95 MiB (100 MB)',
    ...(idleMib === undefined ? {} : { reached: idleMib <= 95 }),
  };
}

/** Resident memory of a process in MiB, or nothing where the system has no plain way to ask (Windows). */
function residentMib(pid: number): number | undefined {
  if (process.platform === 'win32') return undefined;
  const kib =
    process.platform === 'linux'
      ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kib) / 1024);
}

function bareNodeMib(): number {
  const script = 'setTimeout(() => console.log(Math.round(process.memoryUsage.rss() / 2 ** 20)), 300)';
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}
