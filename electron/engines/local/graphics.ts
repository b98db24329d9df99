import type { LaunchWorker } from './launch.ts';

/** A graphics card that llama.cpp can use here; memory of several cards together. */
export interface Graphics {
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
}

/** Finding the library's build and the card's driver takes a second or two. */
const GIVE_UP_MS = 20_000;

/** Asks a short-lived worker for the graphics card; undefined where there is none, or it cannot be told. */
export function findGraphics(launch: LaunchWorker, workerEntry: string): Promise<Graphics | undefined> {
  return new Promise((resolve) => {
    const process = launch(workerEntry);
    const end = (graphics: Graphics | undefined) => {
      clearTimeout(timer);
      process.kill('SIGKILL');
      resolve(graphics);
    };
    const timer = setTimeout(() => end(undefined), GIVE_UP_MS);
    process.onMessage((message) => {
      if (message.type === 'graphics') end(message.graphics);
    });
    process.onExit(() => end(undefined));
    process.send({ type: 'look-for-graphics' });
  });
}
