import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { ForkOptions, UtilityProcess } from 'electron';

const UTILITY_SIDE = join(import.meta.dirname, 'utility-side.ts');

/** A child of Node's in the clothes of Electron's: its exit is what `waitpid` says, and it is spoken to with `postMessage`. */
class StageUtilityProcess extends EventEmitter implements Pick<UtilityProcess, 'pid' | 'stdout' | 'stderr' | 'postMessage' | 'kill'> {
  readonly #child: ChildProcess;
  constructor(entry: string, argv: string[], options: ForkOptions) {
    super();
    this.#child = fork(entry, argv, {
      execArgv: ['--import', UTILITY_SIDE],
      env: options.env as NodeJS.ProcessEnv,
      stdio: options.stdio === 'ignore' ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code, signal) => this.emit('exit', signal === null ? code : constants.signals[signal]));
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  get stdout() {
    return this.#child.stdout as NodeJS.ReadableStream;
  }
  get stderr() {
    return this.#child.stderr as NodeJS.ReadableStream;
  }
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }
  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (entry: string, argv: string[] = [], options: ForkOptions = {}) => new StageUtilityProcess(entry, argv, options),
};
