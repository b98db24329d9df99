import type { Alert } from './alert.ts';

/** The alerts that stand. */
export interface Board {
  /** Puts an alert up, and tells of it unless it was told a short while ago. */
  raise(alert: Alert): void;
  /** What it was about is over. */
  settle(about: Pick<Alert, 'kind' | 'target'>): void;
  /** Newest first. */
  standing(): readonly Alert[];
}

const MOST = 50;
/** What nothing settles is no news after a day. */
const STANDS_MS = 86_400_000;
/** What comes and goes is told once in this time. */
const QUIET_MS = 600_000;

const keyOf = ({ kind, target, text }: Pick<Alert, 'kind' | 'target'> & { readonly text?: string }) =>
  JSON.stringify(target === undefined ? [kind, text] : [kind, target]);

/** @param now milliseconds since the epoch @param tell called with what is new; must not throw */
export function createBoard(now: () => number, tell: (alert: Alert) => void): Board {
  const alerts = new Map<string, Alert>();
  const toldAt = new Map<string, number>();

  function keepFew(map: Map<string, unknown>): void {
    const [oldest] = map.keys();
    if (map.size > MOST && oldest !== undefined) map.delete(oldest);
  }

  return {
    raise(alert) {
      const key = keyOf(alert);
      alerts.delete(key);
      alerts.set(key, alert);
      keepFew(alerts);
      const last = toldAt.get(key);
      if (last !== undefined && now() - last < QUIET_MS && now() >= last) return;
      toldAt.delete(key);
      toldAt.set(key, now());
      keepFew(toldAt);
      tell(alert);
    },
    settle(about) {
      alerts.delete(keyOf(about));
    },
    standing() {
      for (const [key, { at }] of alerts) if (now() - at > STANDS_MS) alerts.delete(key);
      return [...alerts.values()].reverse();
    },
  };
}
