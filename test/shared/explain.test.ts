import { expect, test } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import type { ErrorCode } from '../../shared/chat/error.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { explainAnswer, type FailedTarget } from '../../shared/routing/explain.ts';
import type { Candidate, Plan } from '../../shared/routing/plan.ts';

const candidate = (name: string, zone: Zone = 'device'): Candidate => ({ targetId: name, name, zone });
const failed = (name: string, code: ErrorCode): FailedTarget => ({
  candidate: candidate(name),
  error: { code, message: 'A long story.', retryable: true },
});
const planWith = (zone: Zone, because: readonly string[] = []): Pick<Plan, 'ceiling' | 'sentence' | 'permitted'> => ({
  ceiling: { zone, because },
  sentence: 'The plan’s own.',
  permitted: [candidate('X')],
});

function why(...asked: Parameters<typeof explainAnswer>): string {
  const said = explainAnswer(...asked);
  return typeof said === 'string' ? said : english(said);
}

test('when the first target answers, the plan’s sentence holds', () => {
  expect(why(planWith('cloud'), [], candidate('X'))).toBe('The plan’s own.');
});

test('names the replica that answered in place of the plan’s first', () => {
  expect(why(planWith('cloud'), [], candidate('Y', 'lan'))).toBe(
    'Went to your network: Y answered in place of X, which is the same model.',
  );
});

test.each([
  ['model-load-failed', 'it could not be loaded'],
  ['engine-crashed', 'its engine stopped'],
  ['overloaded', 'too many requests waited for it'],
  ['timeout', 'it took too long'],
  ['storage-busy', 'it failed'],
] as const)('names who failed by %s and who answered', (code, words) => {
  expect(why(planWith('cloud'), [failed('X', code)], candidate('Y'))).toBe(
    `Stayed on this device: X could not answer (${words}), so Y did.`,
  );
});

test('names every one that failed, where the answer went, and how far it might have gone', () => {
  const failures = [failed('X', 'engine-crashed'), failed('Z', 'timeout')];
  expect(why(planWith('lan', ['it is tagged “internal”']), failures, candidate('Y', 'lan'))).toBe(
    'Went to your network: X could not answer (its engine stopped), and Z could not answer (it took too long), so Y did. It may go no further than your network because it is tagged “internal”.',
  );
});

test('keeps the reason for staying here', () => {
  expect(why(planWith('device', ['it holds an IBAN']), [failed('X', 'model-load-failed')], candidate('Y'))).toBe(
    'Stayed on this device because it holds an IBAN. X could not answer (it could not be loaded), so Y did.',
  );
});
