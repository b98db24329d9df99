import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { chat, requestOf } from '../../conformance/chat.ts';
import { createSubject, SPIN } from './subject.ts';

/**
 * A program that starts a worker, tells its pid in the middle of an answer, and waits to be killed.
 * Given the path of a model with a spinning template, it tells the pid while the worker spins.
 */
const [modelPath] = process.argv.slice(2);
const subject = createSubject(modelPath);
const say = (rest: Partial<ChatRequest>) =>
  chat(subject.engine, subject.targetId, requestOf('Tell me.', { sampling: { temperature: 0 }, ...rest }));
for await (const event of say({})) {
  if (event.type !== 'text') continue;
  if (modelPath !== undefined) break;
  process.send?.(subject.pids[0]);
}
if (modelPath !== undefined) {
  void Array.fromAsync(say(SPIN));
  await sleep(300);
  process.send?.(subject.pids[0]);
}
setInterval(() => undefined, 1000);
