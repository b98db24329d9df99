import { parentPort } from 'node:worker_threads';
import { readPdf } from './pdf-text.ts';

// The whole program of the thread: a PDF comes in, what it says goes out.
parentPort?.on('message', async (pdf: Uint8Array) => parentPort?.postMessage(await readPdf(pdf).catch(() => ({}))));
