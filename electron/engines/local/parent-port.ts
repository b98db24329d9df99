import type { FromWorker, ToWorker } from './protocol.ts';

/** The worker's line to the process that started it. */
export interface ParentPort {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
  /** Called when the parent has vanished. */
  onGone(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` (in a utilityProcess) that is used here. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** Electron's line, in a utilityProcess; nothing elsewhere. */
export const electronPort = (): ElectronPort | undefined =>
  (process as NodeJS.Process & { parentPort?: ElectronPort | null }).parentPort ?? undefined;

/** Finds the line: Electron's port in a utilityProcess, Node's IPC channel in a forked child. */
export function openParentPort(): ParentPort {
  const port = electronPort();
  if (port !== undefined) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data as ToWorker)),
      onGone: (listener) => port.on('close', listener),
    };
  }
  if (process.send === undefined) throw new Error('The worker of a local model is started by Lintel, not by hand.');
  const send = process.send.bind(process);
  return {
    send(message) {
      if (process.connected) send(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
    onGone: (listener) => process.on('disconnect', listener),
  };
}
