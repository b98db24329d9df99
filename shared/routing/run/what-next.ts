import type { ErrorCode } from '../../chat/error.ts';

/** What a failure before the first token leads to. */
export interface WhatNext {
  /**
   * `stop`: no other target would do better. `next`: the next permitted one. `wider`: the next one that holds more
   * tokens. `as-told`: what the policy says.
   */
  readonly leadsTo: 'stop' | 'next' | 'wider' | 'as-told';
  /** The same target, beyond this device, is asked again first. One on this device restarts and queues by itself. */
  readonly again?: true;
  /** Whose failure it is; absent: nobody's, or the caller's. */
  readonly blames?: 'target' | 'key';
}

const STOP: WhatNext = { leadsTo: 'stop' };
const NEXT: WhatNext = { leadsTo: 'next' };
const FAULT: WhatNext = { leadsTo: 'next', blames: 'target' };
const PASSING_FAULT: WhatNext = { leadsTo: 'next', again: true, blames: 'target' };

/** What each error code of an engine leads to. Every target that comes next is one that the plan permits. */
export const WHAT_NEXT: Readonly<Record<ErrorCode, WhatNext>> = {
  'bad-request': STOP,
  'body-too-large': STOP,
  unauthorised: STOP,
  // The way out refused the place, and nothing was sent there.
  forbidden: NEXT,
  'not-found': STOP,
  // It went away after the plan was made.
  'unknown-model': NEXT,
  'no-permitted-target': STOP,
  'not-maskable': NEXT,
  'context-overflow': { leadsTo: 'wider' },
  'denied-by-rule': STOP,
  'policy-tests-failed': STOP,
  'budget-exceeded': NEXT,
  'provider-refused-key': { leadsTo: 'next', blames: 'key' },
  'rate-limited': { leadsTo: 'next', again: true, blames: 'key' },
  'quota-exhausted': { leadsTo: 'next', blames: 'key' },
  'provider-failed': PASSING_FAULT,
  'stream-broken': PASSING_FAULT,
  'bad-output': { leadsTo: 'next', again: true },
  'content-refused': { leadsTo: 'as-told' },
  'model-faulty': NEXT,
  'model-load-failed': FAULT,
  'engine-crashed': FAULT,
  'out-of-memory': FAULT,
  overloaded: PASSING_FAULT,
  timeout: FAULT,
  'storage-full': STOP,
  'storage-failed': STOP,
  'storage-busy': NEXT,
  cancelled: STOP,
  // Whatever an engine threw: it says nothing about the others.
  internal: FAULT,
};
