import type { ErrorCode, LintelErrorShape } from '../../chat/error.ts';
import type { Candidate } from '../plan.ts';

const FAILURES: Partial<Record<ErrorCode, string>> = {
  forbidden: 'it could not be reached safely',
  'unknown-model': 'it is gone',
  'not-maskable': 'it could not be masked whole',
  'context-overflow': 'it was too long for it',
  'budget-exceeded': 'no money was left for it',
  'provider-refused-key': 'its key was not accepted',
  'rate-limited': 'it takes no more requests for now',
  'quota-exhausted': 'its account is used up',
  'provider-failed': 'its provider failed',
  'stream-broken': 'its answer broke off',
  'bad-output': 'what it gave was no proper answer',
  'content-refused': 'it would not answer this',
  'model-faulty': 'it does not work',
  'model-load-failed': 'it could not be loaded',
  'engine-crashed': 'its engine stopped',
  'out-of-memory': 'memory did not suffice',
  overloaded: 'too many requests waited for it',
  timeout: 'it took too long',
};

/** Why a target could not answer, or not to the end, in a few words. */
export const failureWords = (code: ErrorCode): string => FAILURES[code] ?? 'it failed';

/** Whose answer broke off, and who went on with it, in a sentence; absent: nobody could. */
export function goingOnWords(broken: readonly { candidate: Candidate; error: LintelErrorShape }[], by: Candidate | undefined): string {
  const breaks = broken.map(({ candidate, error }) => `${candidate.name} did not finish it (${failureWords(error.code)})`);
  return `${breaks.join(', and ')}, ${by === undefined ? 'and nobody could go on' : `so ${by.name} went on`}.`;
}
