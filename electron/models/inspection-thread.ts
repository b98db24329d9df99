import { parentPort } from 'node:worker_threads';
import { inspect } from './inspect.ts';

// The whole program of the thread: a path comes in, what the file shows goes out.
parentPort?.on('message', async (path: string) => parentPort?.postMessage(await inspect(path)));
