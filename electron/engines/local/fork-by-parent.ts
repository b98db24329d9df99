import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { electronPort } from './parent-port.ts';

/** What a worker asks of the desktop program about the processes that it cannot start itself. */
export type ForkAsk =
  | { readonly type: 'fork'; readonly fork: number; readonly entry: string }
  | { readonly type: 'fork-hear'; readonly fork: number; readonly message: unknown }
  | { readonly type: 'fork-end'; readonly fork: number };

/** What the desktop program tells of such a process. */
export type ForkNews =
  | { readonly type: 'fork-said'; readonly fork: number; readonly message: unknown }
  | { readonly type: 'fork-ended'; readonly fork: number; readonly code: number };

/** As much of a child process as node-llama-cpp uses of one. */
class BorrowedChild extends EventEmitter {
  exitCode: number | null = null;
  killed = false;
  readonly #ask: (ask: ForkAsk) => void;
  readonly #fork: number;

  constructor(fork: number, entry: string, ask: (ask: ForkAsk) => void) {
    super();
    this.#fork = fork;
    this.#ask = ask;
    ask({ type: 'fork', fork, entry });
  }
  send(message: unknown): void {
    this.#ask({ type: 'fork-hear', fork: this.#fork, message });
  }
  kill(): void {
    this.killed = true;
    this.#ask({ type: 'fork-end', fork: this.#fork });
  }
  end(code: number): void {
    this.exitCode = code;
    this.emit('exit', code);
  }
}

/**
 * Before it loads a build of llama.cpp for this computer, node-llama-cpp tries it in a process of its own, since the wrong
 * one would crash. In a utility process it has nothing to start one with: Electron keeps that for the main process, and a
 * packaged program does not run as Node. So the main process does it. Elsewhere nothing changes.
 */
export function forkByParent(): void {
  const port = electronPort();
  if (port === undefined) return;
  const children = new Map<number, BorrowedChild>();
  let last = 0;
  let isListening = false;
  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    port.on('message', ({ data }) => {
      const news = data as ForkNews;
      if (news.type === 'fork-said') children.get(news.fork)?.emit('message', news.message);
      if (news.type !== 'fork-ended') return;
      children.get(news.fork)?.end(news.code);
      children.delete(news.fork);
    });
  };
  const fork = (entry: string): BorrowedChild => {
    listen();
    last += 1;
    const child = new BorrowedChild(last, entry, (ask) => port.postMessage(ask));
    children.set(last, child);
    return child;
  };
  Object.assign(childProcess, { fork });
  syncBuiltinESMExports();
}
