import { join } from 'node:path';
import { createLocalEngine } from '../../electron/engines/local/engine.ts';
import { forkWorker } from '../../electron/engines/local/fork.ts';
import type { FromWorker } from '../../electron/engines/local/protocol.ts';
import { chat, requestOf } from '../conformance/chat.ts';
import { type Line, median } from './measure.ts';

const ROUNDS = 9;
const LONG_PROMPT = 2000;
const workerEntry = join(import.meta.dirname, '..', '..', 'dist', 'main', 'worker.js');

/** From a cancel to the worker's word that the chat is over and its sequence free. @param text some of so many tokens */
export async function cancelLines(path: string, text: (tokens: number) => string): Promise<Line[]> {
  let hear = (_message: FromWorker): void => undefined;
  const launch = (entry: string) => {
    const worker = forkWorker(entry);
    worker.onMessage((message) => hear(message));
    return worker;
  };
  const local = createLocalEngine({ launch, workerEntry });
  const model = { id: 'bench', name: 'Bench', path };
  await local.load(model, -1);

  async function cancelAfter(prompt: string, isTime: (type: string) => Promise<boolean> | boolean): Promise<number> {
    const over = Promise.withResolvers<void>();
    hear = (message) => {
      if (message.type === 'finish') over.resolve();
    };
    const controller = new AbortController();
    let cancelled = 0;
    for await (const event of chat(local.engine(model), model.id, requestOf(prompt, { sampling: { temperature: 0 } }), controller.signal)) {
      if (cancelled > 0 || !(await isTime(event.type))) continue;
      cancelled = performance.now();
      controller.abort();
    }
    await over.promise;
    return performance.now() - cancelled;
  }

  const generating: number[] = [];
  const prompting: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // At moments that fall differently into a token: nobody cancels just as one begins.
    generating.push(await cancelAfter('Go on', (type) => type === 'text' && wait(10 + 1.3 * round)));
    prompting.push(await cancelAfter(text(LONG_PROMPT), (type) => type === 'start' && wait(100 + 40 * round)));
  }
  await local.dispose();
  return [
    lineOf('cancel while generating, to idle compute', generating, 5),
    lineOf(`cancel in a prompt of ${LONG_PROMPT} tokens, to idle compute`, prompting, 100),
  ];
}

const wait = (ms: number) => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), ms));

function lineOf(measure: string, figures: readonly number[], goal: number): Line {
  const value = median(figures);
  const worst = Math.max(...figures);
  return {
    measure,
    value: `${value.toFixed(1)} ms`,
    against: `worst ${worst.toFixed(0)} ms`,
    ratio: '',
    goal: `at most ${goal} ms`,
    reached: value <= goal,
  };
}
