import { deliver, type Post, pauseAfter } from '../delivery.ts';
import { type Alert, LEVELS, TITLES } from './alert.ts';

/** Tells a server of alerts. */
export interface Webhook {
  tell(alert: Alert): void;
  /** Sends what is due. To be called every second or so. Never rejects. */
  tick(): Promise<void>;
}

export interface WebhookOptions {
  /** Undefined: off. */
  address(): string | undefined;
  /** Whether this address may be reached now. */
  isOpen(address: string): boolean;
  readonly post: Post;
  readonly version: string;
  elapsed(): number;
  random(): number;
  onDropped(reason: string): void;
}

const MOST_WAITING = 100;
const MOST_TRIES = 6;

/**
 * What goes to the server: the kind, the target's id, the time. Never the sentence for the person here, which may name
 * tags, projects and what a model's file said. `text` is what chat services show.
 */
function bodyOf({ kind, at, target }: Alert, version: string): string {
  const text = `Lintel: ${TITLES[kind]}${target === undefined ? '' : ` (${target})`}.`;
  return JSON.stringify({
    ...{ source: 'lintel', version, kind, level: LEVELS[kind], at: new Date(at).toISOString(), text },
    ...(target === undefined ? {} : { target }),
  });
}

export function createWebhook({ address, isOpen, post, version, elapsed, random, onDropped }: WebhookOptions): Webhook {
  const waiting: { readonly alert: Alert; tries: number }[] = [];
  let notBefore = Number.NEGATIVE_INFINITY;
  let isRunning = false;

  return {
    tell(alert) {
      if (address() === undefined) return;
      waiting.push({ alert, tries: 0 });
      if (waiting.length <= MOST_WAITING) return;
      waiting.shift();
      onDropped('too many were waiting');
    },
    async tick() {
      const url = address();
      if (url === undefined) waiting.length = 0;
      if (url === undefined || isRunning || elapsed() < notBefore || !isOpen(url)) return;
      isRunning = true;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        next.tries++;
        const parcel = { url, headers: { 'content-type': 'application/json' }, body: bodyOf(next.alert, version) };
        const delivery = await deliver(post, parcel);
        if (delivery.outcome === 'done') continue;
        if (delivery.outcome === 'never' || next.tries >= MOST_TRIES) {
          onDropped(delivery.reason);
          continue;
        }
        notBefore = elapsed() + (delivery.afterMs ?? pauseAfter(next.tries, random()));
        waiting.unshift(next);
        break;
      }
      isRunning = false;
    },
  };
}
