// node --import, in a utility process of the stage: what is different there from a process of Node's.
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { registerHooks, syncBuiltinESMExports } from 'node:module';

/** Of the module `electron` a utility process gets next to nothing: no windows, and no processes of its own. */
const ELECTRON_THERE = 'data:text/javascript,export const net = {}; export const systemPreferences = {};';

class ParentPort extends EventEmitter {
  readonly #send = process.send?.bind(process);
  constructor() {
    super();
    process.on('message', (data) => this.emit('message', { data }));
    process.on('disconnect', () => this.emit('close'));
  }
  postMessage(message: unknown): void {
    if (process.connected) this.#send?.(message, undefined, undefined, () => undefined);
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
delete process.send;
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.4.1' } });

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ELECTRON_THERE, format: 'module', shortCircuit: true } : next(specifier, context),
});

// As packaged: the program does not run as Node, whatever its environment says.
childProcess.fork = () => {
  throw new Error('The fuse runAsNode is off, so nothing can be forked.');
};
syncBuiltinESMExports();
