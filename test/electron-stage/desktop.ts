import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, chromium, type Page } from 'playwright-core';
import { electronFolder, findRuntime } from '../../scripts/electron-runtime.mjs';
import type { Desktop as Bridge } from '../../shared/api/desktop.ts';
import type { Ask, Look } from './control.ts';

/** Whole programs and a browser are started here, on a computer that may have much else to do: for a test, and for what a page comes to, in milliseconds. */
export const TEST_MS = 300_000;
export const PAGE_MS = 90_000;

declare global {
  interface Window {
    readonly lintelDesktop?: Bridge;
  }
}

const root = join(import.meta.dirname, '..', '..');

/** The desktop program, running: on the stage, or on Electron itself where its runtime is installed. */
export interface Desktop {
  /** The page at an address of the program, once it is there. @param hash as in `#/ask`; absent: the main window */
  page(hash?: string): Promise<Page>;
  /** What a person does outside of the windows; only on the stage. */
  ask<Reply = unknown>(ask: Ask): Promise<Reply>;
  look(): Promise<Look>;
  /** What it has written on stderr so far. */
  errors(): string;
  readonly pid: number;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  /** Ends it, and waits. */
  quit(): Promise<number | null>;
}

export interface DesktopOptions {
  readonly dataFolder: string;
  readonly argv?: readonly string[];
  /** On the stage: the built program; absent: this project's. */
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const runtime = process.env.LINTEL_TEST_ELECTRON === '0' ? undefined : installedRuntime();

/** Which of the two the tests run on. */
export const RUNS_ON = runtime === undefined ? 'stage' : 'electron';

function installedRuntime(): string | undefined {
  const folder = electronFolder();
  return folder === undefined ? undefined : findRuntime(folder);
}

/** Starts the built desktop program and waits until its windows can be reached. */
export function startDesktop(options: DesktopOptions): Promise<Desktop> {
  return runtime === undefined ? startOnStage(options) : startOnElectron(runtime, options);
}

async function startOnStage({
  dataFolder,
  argv = [],
  program = join(root, 'dist', 'main', 'main.js'),
  environment,
}: DesktopOptions): Promise<Desktop> {
  const register = join(import.meta.dirname, 'register.ts');
  const child = spawn(process.execPath, ['--import', register, program, ...argv], {
    env: { ...process.env, LINTEL_DATA_DIR: dataFolder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { errors, exited } = follow(child);
  const endpoint = await Promise.race([
    new Promise<string>((resolve) => {
      child.on('message', (message: { type: string; endpoint?: string }) => {
        if (message.type === 'ready' && message.endpoint !== undefined) resolve(message.endpoint);
      });
    }),
    exited.then((code) => Promise.reject(new Error(`The desktop ended with ${code} before it was ready: ${errors()}`))),
  ]);
  const browser = await chromium.connectOverCDP(endpoint);
  const ask = askOver(child);
  return {
    pid: child.pid ?? 0,
    exited,
    errors,
    page: (hash) => pageAt(() => browser.contexts().flatMap((context) => context.pages()), hash),
    ask,
    look: () => ask<Look>({ act: 'look' }),
    async quit() {
      child.kill('SIGTERM');
      const code = await exited;
      await browser.close().catch(() => undefined);
      return code;
    },
  };
}

async function startOnElectron(executablePath: string, { dataFolder, argv = [], environment }: DesktopOptions): Promise<Desktop> {
  const rootless = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...rootless, root, ...argv],
    env: { ...(process.env as Record<string, string>), LINTEL_DATA_DIR: dataFolder, ...environment },
  });
  const { errors, exited } = follow(app.process());
  const refused = () => Promise.reject(new Error('Only the stage can be asked that.'));
  return {
    pid: app.process().pid ?? 0,
    exited,
    errors,
    page: (hash) => pageAt(() => app.windows(), hash),
    ask: refused,
    look: refused,
    async quit() {
      await app.close();
      return exited;
    },
  };
}

function follow(child: ChildProcess) {
  let errors = '';
  child.stderr?.on('data', (bytes) => (errors += bytes));
  return { errors: () => errors, exited: once(child, 'exit').then(([code]) => code as number | null) };
}

/** The stage's own line, beside its pages. */
function askOver(child: ChildProcess) {
  let asked = 0;
  return <Reply>(ask: Ask): Promise<Reply> =>
    new Promise((resolve) => {
      const id = ++asked;
      const hear = (message: { type: string; id?: number; answer?: Reply }) => {
        if (message.type !== 'answer' || message.id !== id) return;
        child.off('message', hear);
        resolve(message.answer as Reply);
      };
      child.on('message', hear);
      child.send({ id, ask });
    });
}

async function pageAt(pages: () => readonly Page[], hash = ''): Promise<Page> {
  const isOne = (page: Page) => {
    const url = page.url();
    return URL.canParse(url) && /^(?:lintel-app|http):$/.test(new URL(url).protocol) && (hash === '#/ask') === url.endsWith('#/ask');
  };
  for (const until = Date.now() + PAGE_MS; Date.now() < until; ) {
    const page = pages().find(isOne);
    if (page !== undefined) return page;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`There is no window at ${hash === '' ? 'its start' : hash}.`);
}
