import type { ErrorCode, LintelErrorShape } from '../../chat/error.ts';
import { listed, type Said, say } from '../../chat/said.ts';
import type { Candidate } from '../plan.ts';

const FAILURES: Partial<Record<ErrorCode, Said>> = {
  forbidden: say`it could not be reached safely`,
  'unknown-model': say`it is gone`,
  'not-maskable': say`it could not be masked whole`,
  'context-overflow': say`it was too long for it`,
  'budget-exceeded': say`no money was left for it`,
  'provider-refused-key': say`its key was not accepted`,
  'rate-limited': say`it takes no more requests for now`,
  'quota-exhausted': say`its account is used up`,
  'provider-failed': say`its provider failed`,
  'stream-broken': say`its answer broke off`,
  'bad-output': say`what it gave was no proper answer`,
  'content-refused': say`it would not answer this`,
  'model-faulty': say`it does not work`,
  'model-load-failed': say`it could not be loaded`,
  'engine-crashed': say`its engine stopped`,
  'out-of-memory': say`memory did not suffice`,
  overloaded: say`too many requests waited for it`,
  timeout: say`it took too long`,
};

/** Why a target could not answer, or not to the end, in a few words. */
export const failureWords = (code: ErrorCode): Said => FAILURES[code] ?? say`it failed`;

/** Whose answer broke off, and who went on with it, in a sentence; absent: nobody could. */
export function goingOnWords(broken: readonly { candidate: Candidate; error: LintelErrorShape }[], by: Candidate | undefined): Said {
  const breaks = broken.map(({ candidate, error }) => say`${candidate.name} did not finish it (${failureWords(error.code)})`);
  const all = listed(breaks, ', and ');
  return by === undefined ? say`${all}, and nobody could go on.` : say`${all}, so ${by.name} went on.`;
}
