import type { ErrorCode } from '../../chat/error.ts';
import type { Plan } from '../plan.ts';

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
  /** It was refused before anything was worked on, so nobody charges for it. */
  readonly isFree?: true;
}

const STOP: WhatNext = { leadsTo: 'stop' };
const UNSENT: WhatNext = { leadsTo: 'next', isFree: true };
const NEXT: WhatNext = { leadsTo: 'next' };
const FAULT: WhatNext = { leadsTo: 'next', blames: 'target' };
const PASSING_FAULT: WhatNext = { leadsTo: 'next', again: true, blames: 'target' };

/** What each error code of an engine leads to. Every target that comes next is one that the plan permits. */
export const WHAT_NEXT: Readonly<Record<ErrorCode, WhatNext>> = {
  'bad-request': STOP,
  'body-too-large': STOP,
  unauthorised: STOP,
  // The way out refused the place, and nothing was sent there.
  forbidden: UNSENT,
  'not-found': STOP,
  // It went away after the plan was made.
  'unknown-model': UNSENT,
  'no-permitted-target': STOP,
  'not-maskable': UNSENT,
  'context-overflow': { leadsTo: 'wider', isFree: true },
  'denied-by-rule': STOP,
  'policy-tests-failed': STOP,
  'budget-exceeded': UNSENT,
  'provider-refused-key': { leadsTo: 'next', blames: 'key', isFree: true },
  'rate-limited': { leadsTo: 'next', again: true, blames: 'key', isFree: true },
  'quota-exhausted': { leadsTo: 'next', blames: 'key', isFree: true },
  'provider-failed': PASSING_FAULT,
  'stream-broken': PASSING_FAULT,
  'bad-output': { leadsTo: 'next', again: true },
  'content-refused': { leadsTo: 'as-told' },
  'model-faulty': NEXT,
  'model-load-failed': FAULT,
  'engine-crashed': FAULT,
  'out-of-memory': FAULT,
  overloaded: { ...PASSING_FAULT, isFree: true },
  timeout: FAULT,
  'storage-full': STOP,
  'storage-failed': STOP,
  'storage-busy': UNSENT,
  cancelled: STOP,
  // Whatever an engine threw: it says nothing about the others.
  internal: FAULT,
};

/** Whether a failure before the first token ends the request, whoever else could be asked. */
export const isEnd = (code: ErrorCode, { onContentRefused }: Pick<Plan, 'onContentRefused'>): boolean => {
  const { leadsTo } = WHAT_NEXT[code];
  return leadsTo === 'stop' || (leadsTo === 'as-told' && onContentRefused !== 'next');
};
