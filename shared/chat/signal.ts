/** The part of AbortSignal that the core needs; an AbortSignal fits as it is. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Why, where whoever aborted said so. */
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A signal and the means to abort it. */
export interface Cancel {
  readonly signal: CancelSignal;
  /** Only the first call counts. */
  cancel(reason?: unknown): void;
}

/** A signal of its own, which is aborted with the parent at the latest. It is to be cancelled in the end, or the parent remembers it. */
export function createCancel(parent?: CancelSignal): Cancel {
  const listeners = new Set<() => void>();
  let aborted = parent?.aborted ?? false;
  let reason = parent?.reason;
  const follow = () => cancel(parent?.reason);
  function cancel(why?: unknown): void {
    if (aborted) return;
    aborted = true;
    reason = why;
    parent?.removeEventListener('abort', follow);
    const told = [...listeners];
    listeners.clear();
    for (const listener of told) listener();
  }
  if (!aborted) parent?.addEventListener('abort', follow, { once: true });
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      get reason() {
        return reason;
      },
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    },
    cancel,
  };
}
