// npm run bench -- local: what a local model gives through the port, beside the library alone on the same machine.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { askPort } from './asking.ts';
import { cancelLines } from './cancelling.ts';
import type { LibraryWork } from './local-library.ts';
import { interleaved, type Line, median } from './measure.ts';

const ROUNDS = 3;
const TOKENS = 64;
const PROMPT_TOKENS = 800;
const here = import.meta.dirname;

interface Port {
  readonly readyMs: number;
  /** Generated tokens per second of all streams together. */
  speed(streams: number): Promise<number>;
  /** Milliseconds to the first token of a prompt, and its tokens. */
  first(prompt: string): Promise<{ ms: number; tokens: number }>;
  close(): void;
}

async function openPort(model: string, threads: number | 'adapted'): Promise<Port> {
  const child = fork(join(here, 'local-port.ts'), [model, String(threads)]);
  const [{ address, readyMs }] = (await once(child, 'message')) as [{ address: string; readyMs: number }];
  const ask = askPort(address, 'bench', 'bench');
  return {
    readyMs,
    async speed(streams) {
      const asked = await Promise.all(Array.from({ length: streams }, (_, index) => ask(`Go on ${index}`, TOKENS)));
      const generating = Math.max(...asked.map(({ totalMs }) => totalMs)) - Math.min(...asked.map(({ firstTokenMs }) => firstTokenMs));
      return (asked.reduce((sum, { tokens }) => sum + tokens - 1, 0) / generating) * 1000;
    },
    async first(prompt) {
      const { firstTokenMs, inputTokens } = await ask(prompt, 1);
      return { ms: firstTokenMs, tokens: inputTokens };
    },
    close: () => child.disconnect(),
  };
}

interface Library {
  speed(work: Omit<LibraryWork, 'promptTokens'>): Promise<number>;
  promptMs(threads: number, promptTokens: number): Promise<number>;
  close(): void;
}

/** @param pool libuv threads; undefined: as plain users have it */
async function openLibrary(model: string, pool?: number): Promise<Library> {
  const env = { ...process.env, ...(pool === undefined ? {} : { UV_THREADPOOL_SIZE: String(pool) }) };
  const child = fork(join(here, 'local-library.ts'), [model], { env });
  await once(child, 'message');
  const ask = async (work: LibraryWork): Promise<number> => {
    const answer = once(child, 'message');
    child.send(work);
    const [ms] = (await answer) as [number];
    return ms;
  };
  return {
    speed: async (work) => ((work.streams * work.tokens) / (await ask({ ...work, promptTokens: 0 }))) * 1000,
    promptMs: (threads, promptTokens) => ask({ threads, kind: 'raw', streams: 1, tokens: 0, promptTokens }),
    close: () => child.disconnect(),
  };
}

const text = (tokens: number) => `${Math.random()} ${'the river by the old house '.repeat(tokens)}`.split(' ').slice(0, tokens).join(' ');

const PARTS = ['streams', 'prompt', 'burner', 'cancel'] as const;

/**
 * All lines of the table, each told as soon as it is known. Makes the model once and keeps it in the temporary folder.
 * @param only parts to measure; none: all
 */
export async function measureLocal(onLine: (line: Line) => void, only: readonly string[]): Promise<Line[]> {
  const wanted = (part: (typeof PARTS)[number]) => only.length === 0 || only.includes(part);
  const model = join(tmpdir(), 'lintel-bench.gguf');
  if (!existsSync(model)) writeFileSync(model, makeModel(PRESETS.bench));
  const all: Line[] = [];
  const add = (...lines: Line[]) => {
    all.push(...lines);
    lines.forEach(onLine);
  };
  // Alone, as a user's first question finds the computer.
  const fresh = await openPort(model, 1);
  add(atMost('worker ready', [fresh.readyMs], 1000, 'ms'));
  fresh.close();
  const one = await openLibrary(model, 1);
  const plain = await openLibrary(model);
  const counts = wanted('streams') || wanted('prompt') ? [1, 2].filter((count) => count <= availableParallelism()) : [];
  for (const threads of counts) {
    const port = await openPort(model, threads);
    for (const streams of wanted('streams') ? [1, 2, 4] : []) {
      const speeds = await interleaved(ROUNDS, {
        port: () => port.speed(streams),
        raw: () => one.speed({ kind: 'raw', threads, streams, tokens: TOKENS }),
        pooled: () => plain.speed({ kind: 'raw', threads, streams, tokens: TOKENS }),
        defaults: async () => (threads === 2 ? plain.speed({ kind: 'defaults', threads, streams, tokens: TOKENS }) : Number.NaN),
      });
      const where = `${threads} thread${threads === 1 ? '' : 's'}, ${streams} stream${streams === 1 ? '' : 's'}`;
      add(ratio(`${where}: beside raw bindings, one libuv thread`, speeds.port, speeds.raw, 0.92));
      add(ratio(`${where}: beside raw bindings`, speeds.port, speeds.pooled, 0.92));
      if (threads === 2) add(ratio(`${where}: beside the library's defaults`, speeds.port, speeds.defaults, 2.5));
    }
    if (wanted('prompt')) add(...(await promptLines(port, one, threads)));
    port.close();
  }
  one.close();
  plain.close();
  if (wanted('burner')) add(await burnerLine(model));
  if (wanted('cancel')) add(...(await cancelLines(model, text)));
  return all;
}

async function promptLines(port: Port, library: Library, threads: number): Promise<Line[]> {
  let lastPrompt = '';
  let inputTokens = PROMPT_TOKENS;
  const taken = await interleaved(ROUNDS, {
    cold: async () => {
      lastPrompt = text(PROMPT_TOKENS);
      const { ms, tokens } = await port.first(lastPrompt);
      inputTokens = tokens;
      return ms;
    },
    cached: async () => (await port.first(lastPrompt)).ms,
    raw: () => library.promptMs(threads, inputTokens),
  });
  const perSecond = (ms: readonly number[]) => ms.map((one) => (inputTokens / one) * 1000);
  const where = `${threads} thread${threads === 1 ? '' : 's'}, prompt of ${inputTokens} tokens`;
  return [
    ratio(`${where}: beside raw bindings`, perSecond(taken.cold), perSecond(taken.raw), 0.95),
    ratio(`${where}: first token, cold over cached`, taken.cold, taken.cached, 12, 'ms'),
  ];
}

/** Generates while another process burns every core, with threads that follow the machine. */
async function burnerLine(model: string): Promise<Line> {
  const [still, adapted] = [await openPort(model, 1), await openPort(model, 'adapted')];
  const undisturbed = [await still.speed(1), await still.speed(1), await still.speed(1)];
  const burners: ChildProcess[] = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'const until = Date.now() + 60000; while (Date.now() < until);']),
  );
  const disturbed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) disturbed.push(await adapted.speed(1));
  for (const burner of burners) burner.kill('SIGKILL');
  still.close();
  adapted.close();
  return ratio('beside processes that burn every core', disturbed.slice(1), undisturbed, 0.7);
}

function ratio(measure: string, ours: readonly number[], theirs: readonly number[], goal: number, unit = 'tokens/s'): Line {
  const pairs = ours.map((figure, index) => figure / (theirs[index] ?? median(theirs)));
  return {
    measure,
    value: `${median(ours).toFixed(0)} ${unit}`,
    against: `${median(theirs).toFixed(0)} ${unit}`,
    ratio: median(pairs).toFixed(2),
    goal: `at least ${goal}`,
    reached: median(pairs) >= goal,
  };
}

function atMost(measure: string, figures: readonly number[], goal: number, unit: string): Line {
  const value = median(figures);
  return { measure, value: `${value.toFixed(1)} ${unit}`, against: '', ratio: '', goal: `at most ${goal} ${unit}`, reached: value <= goal };
}
