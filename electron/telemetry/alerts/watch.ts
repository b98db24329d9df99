import { english } from '../../../shared/chat/english.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { Target } from '../../../shared/routing/target.ts';
import type { Live } from '../gauges.ts';
import type { Alert } from './alert.ts';
import type { Board } from './board.ts';

/** What is looked at now and then. */
export interface Watched extends Pick<Live, 'targets' | 'breaker' | 'quarantined'> {
  /** Whether what is known of a target's price is too old to count on. */
  isPriceStale(target: Target): boolean;
  /** Whether its provider ends within weeks, or has ended, what was used lately. */
  isEnding(target: Target): boolean;
  /** Looks through the whole egress log. */
  verifyEgress(): Promise<{ readonly intact: boolean; readonly sentence: string; readonly said?: Said }>;
}

const VERIFY_FIRST_MS = 30_000;
const VERIFY_EVERY_MS = 86_400_000;

type State = 'breaker-open' | 'model-quarantined' | 'price-stale' | 'model-ending';

const SENTENCES: Record<State, (target: Target) => Said> = {
  'breaker-open': ({ name }) =>
    say`${name} failed several times in a row, so it is left alone for a while. Others that are permitted answer instead.`,
  'model-quarantined': ({ name }) =>
    say`${name} crashed more than once, so it is not used. Release it on the models page once you know why.`,
  'price-stale': ({ name }) => say`The price of ${name} is old, so its cost may be off. Refresh the prices or correct them.`,
  'model-ending': ({ name, endsOn = '' }) =>
    say`The provider of ${name} announced its end for ${endsOn}. Put another model in its place in your apps and rules.`,
};

/** Puts up an alert when a state begins and takes it down when it ends. */
export function createWatch(watched: Watched, board: Board, clock: { now(): number; elapsed(): number }) {
  const standing = new Map<string, Pick<Alert, 'kind' | 'target'>>();
  let verifyAt = clock.elapsed() + VERIFY_FIRST_MS;

  function compare(target: Target, kind: State, holds: boolean): void {
    const key = JSON.stringify([kind, target.id]);
    if (holds === standing.has(key)) return;
    const about = { kind, target: target.id };
    if (holds) {
      standing.set(key, about);
      const said = SENTENCES[kind](target);
      board.raise({ ...about, at: clock.now(), text: english(said), said });
    } else {
      standing.delete(key);
      board.settle(about);
    }
  }

  return {
    /** Looks once. To be called every few seconds. Rejects where the log cannot be read. */
    async look(): Promise<void> {
      const targets = watched.targets();
      const quarantined = watched.quarantined();
      for (const target of targets) {
        compare(target, 'breaker-open', watched.breaker(target.id) === 'open');
        compare(target, 'model-quarantined', quarantined.has(target.id));
        compare(target, 'price-stale', watched.isPriceStale(target));
        compare(target, 'model-ending', watched.isEnding(target));
      }
      const known = new Set(targets.map(({ id }) => id));
      for (const [key, about] of standing) {
        if (about.target === undefined || known.has(about.target)) continue;
        standing.delete(key);
        board.settle(about);
      }
      if (clock.elapsed() < verifyAt) return;
      verifyAt = clock.elapsed() + VERIFY_EVERY_MS;
      const { intact, sentence, said } = await watched.verifyEgress();
      if (!intact) board.raise({ kind: 'egress-tampered', at: clock.now(), text: sentence, ...(said === undefined ? {} : { said }) });
    },
  };
}
