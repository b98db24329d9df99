import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BOXED_MODEL } from '../boxed-model.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
/** In place of the guide there is a model whose answers are long, and noise. */
const BOX = { LINTEL_BOX_DIR: dirname(BOXED_MODEL) };

/** A real Lintel in a process of its own, started as a user starts it, in a data folder of its own. */
export interface LintelProcess {
  readonly address: string;
  readonly dataFolder: string;
  readonly pid: number;
  /** What it has written on stderr so far. */
  errors(): string;
  /** Runs `lintel …` on the same data folder. */
  cli(...argv: string[]): Promise<CommandResult>;
  createKey(name?: string): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, and null after a signal. */
  readonly exited: Promise<number | null>;
  /** Ends it and deletes the data folder unless told to keep it. */
  stop(options?: { keepData?: boolean }): Promise<void>;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly dataFolder?: string;
  readonly port?: number;
  readonly environment?: Record<string, string>;
}

export const newDataFolder = () => mkdtempSync(join(tmpdir(), 'lintel-data-'));

let traces = 0;
/** By its whole path, since a test may run the program without the usual `PATH`. */
const STRACE =
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'strace'))
    .find((path) => existsSync(path)) ?? 'strace';

/**
 * The command, or the same under strace where `LINTEL_TEST_TRACE` names a folder: then every connection that it and its
 * children open is written there. The tracer steps aside, so that process ids and signals are those of the program.
 */
function traced(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const folder = process.env.LINTEL_TEST_TRACE;
  if (folder === undefined) return command;
  const file = join(folder, `${process.pid}-${++traces}.trace`);
  return [STRACE, '-D', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', file, ...command];
}

/** Runs the `lintel` command to its end. @param input what is piped in */
export async function lintel(
  argv: readonly string[],
  options: { input?: string; node?: string; environment?: Record<string, string> } = {},
): Promise<CommandResult> {
  const [program, ...rest] = traced([options.node ?? process.execPath, join(root, 'bin', 'lintel.mjs'), ...argv]);
  const child = run(program, rest, {
    env: { ...process.env, ...BOX, ...options.environment },
  });
  // Where this computer is late, the command has ended before: how it ended says what became of it.
  child.child.stdin?.on('error', () => undefined).end(options.input ?? '');
  try {
    return { code: 0, ...(await child) };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, stdout: failed.stdout, stderr: failed.stderr };
  }
}

/** Starts `npm start`'s program without npm and answers whatever becomes of it. */
export function spawnLintel(options: StartOptions & { dataFolder: string }): ChildProcess {
  const flags = ['--headless', '--no-open', '--port', String(options.port ?? 0), '--data-dir', options.dataFolder];
  const [program, ...rest] = traced([process.execPath, join(root, 'scripts', 'start.mjs'), ...flags]);
  return spawn(program, rest, {
    env: { ...process.env, ...BOX, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts a Lintel and waits until it says that it can answer. */
export async function startLintel(options: StartOptions = {}): Promise<LintelProcess> {
  const dataFolder = options.dataFolder ?? newDataFolder();
  const child = spawnLintel({ ...options, dataFolder });
  let errors = '';
  child.stderr?.on('data', (bytes) => (errors += bytes));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (bytes) => {
      output += bytes;
      const ready = /^lintel ready (\S+)$/m.exec(output)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    exited.then((code) => reject(new Error(`Lintel ended with ${code} before it was ready: ${errors}`)));
  });
  const cli = (...argv: string[]) => lintel([...argv, '--data-dir', dataFolder]);
  return {
    address,
    dataFolder,
    pid: child.pid ?? 0,
    exited,
    errors: () => errors,
    cli,
    createKey: async (name = 'test') => (JSON.parse((await cli('keys', 'create', name, '--json')).stdout) as { key: string }).key,
    kill: (signal) => void child.kill(signal),
    async stop({ keepData = false } = {}) {
      child.kill('SIGTERM');
      await exited;
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Whether a process can be held still and ended by a signal of choice here. Windows has neither. */
export const hasSignals = process.platform !== 'win32';

/** Pids of the processes that `pid` started and that still run. Throws when the system does not say. */
export async function childrenOf(pid: number): Promise<number[]> {
  const listed = process.platform === 'linux' ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8') : await pgrep(pid);
  return listed.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function pgrep(parent: number): Promise<string> {
  try {
    return (await run('pgrep', ['-P', String(parent)])).stdout;
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return ''; // it found none
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Crashes a Lintel's model once it has begun to answer, and waits until its process is gone and what was asked is over. */
export async function crashDuring(pid: number, ask: () => Promise<Response>): Promise<void> {
  const reader = (await ask()).body?.getReader();
  await reader?.read();
  const workers = await childrenOf(pid);
  if (workers.length === 0) throw new Error('No model is loaded.');
  for (const worker of workers) process.kill(worker, 'SIGABRT');
  while (!(await reader?.read())?.done);
  while (workers.some(isAlive)) await wait(20);
}
