import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type StateView = Reply<'state'>;

export interface Connection {
  readonly phase: 'connecting' | 'up' | 'down';
  /** What main last said of itself; kept while the connection is down. */
  readonly state?: StateView;
  readonly error?: Failure;
}

/** Milliseconds between two looks at main while all is well: it says what changes, but not that it is gone. */
const LOOK_EVERY_MS = 10_000;
const RETRY_MS = [500, 1_000, 2_000, 4_000] as const;
const GIVE_UP_MS = 10_000;

/**
 * Watches main.
 * @param onAnswer called each time it answers; `isBack` after a silence, the first time included
 */
export function createConnection(api: Pick<Api, 'state'>, onAnswer: (isBack: boolean) => void) {
  const store = createStore<Connection>()(() => ({ phase: 'connecting' }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isLooking = false;
  let isStopped = false;

  const look = async (): Promise<void> => {
    if (isLooking || isStopped) return;
    isLooking = true;
    clearTimeout(timer);
    const outcome = await api.state(AbortSignal.timeout(GIVE_UP_MS));
    isLooking = false;
    if (isStopped) return;
    const { state, phase } = store.getState();
    if (outcome.ok) {
      failures = 0;
      store.setState({ phase: 'up', state: outcome.value }, true);
      onAnswer(phase !== 'up');
    } else {
      failures += 1;
      store.setState({ phase: 'down', error: outcome.error, ...(state === undefined ? {} : { state }) }, true);
    }
    timer = setTimeout(look, outcome.ok ? LOOK_EVERY_MS : RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  };

  return {
    store,
    /** Looks now, and from then on by itself. */
    look,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
