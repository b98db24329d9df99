import { type CancelSignal, createCancel } from '../../chat/signal.ts';
import type { Permit } from '../permit.ts';
import type { Clock } from '../ports.ts';
import type { Breakers, Pass } from './breakers.ts';

/** How long a request waits for the outcome of those before it, where it may go nowhere else, and where it may. */
const WAIT_MS = 2_000;
const SHORT_WAIT_MS = 250;

/**
 * Lets a request through at once, or as soon as those before it showed that its target works again. Nothing where they did
 * not, or not in time: two seconds, or a quarter of one where the plan permits others.
 */
export async function admission(
  breakers: Breakers,
  { targetId, isOnly }: Permit,
  app: string,
  clock: Pick<Clock, 'wait'>,
  signal: CancelSignal,
): Promise<Pass | undefined> {
  const enter = () => breakers.enter(targetId, undefined, app);
  const pass = enter();
  if (pass !== undefined || breakers.state(targetId).phase === 'open') return pass;
  const over = createCancel(signal);
  let entered: Pass | undefined;
  const stop = breakers.onChange(targetId, () => {
    if (over.signal.aborted) return;
    entered = enter();
    if (entered !== undefined || breakers.state(targetId).phase === 'open') over.cancel();
  });
  try {
    await clock.wait(isOnly === true ? WAIT_MS : SHORT_WAIT_MS, over.signal);
    return entered;
  } finally {
    stop();
    over.cancel();
  }
}
