import { chat, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

/** A program that starts a worker, tells its pid in the middle of an answer, and waits to be killed. */
const subject = createSubject();
for await (const event of chat(subject.engine, subject.targetId, requestOf('Tell me.', { sampling: { temperature: 0 } }))) {
  if (event.type === 'text') process.send?.(subject.pids[0]);
}
setInterval(() => undefined, 1000);
