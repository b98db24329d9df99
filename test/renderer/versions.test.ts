import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../renderer/api.ts';
import { texts } from '../../renderer/locales/en/index.ts';
import { createVersions } from '../../renderer/stores/versions.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: texts } }));

/** A window whose main has three versions, the second of which fails its own examples. */
function open() {
  const wished: unknown[] = [];
  const said: string[] = [];
  const list = [3, 2, 1].map((version) => ({ version, changes: [`change ${version}`] }));
  const api: Pick<Api, 'policyHistory' | 'policyDiff' | 'rollbackPolicy'> = {
    policyHistory: async () => ({ ok: true, value: list }),
    policyDiff: async (from, to) => ({ ok: true, value: { changes: [`from ${from} to ${to}`] } }),
    async rollbackPolicy(wish) {
      wished.push(wish);
      if (wish.version === 2 && wish.force !== true)
        return { ok: false, error: { code: 'policy-tests-failed', message: 'It fails.', retryable: false } };
      return { ok: true, value: { ...DEFAULT_POLICY, version: 4 } };
    },
  };
  const versions = createVersions(api, (sentence) => void said.push(sentence));
  return { versions, wished, said, state: () => versions.store.getState() };
}

it('shows what going back would change before it does', async () => {
  const { versions, wished, said, state } = open();
  await versions.load();
  await versions.choose(1);
  expect(state().chosen).toEqual({ version: 1, changes: ['from 3 to 1'] });
  expect(await versions.goBack(false)).toBe(true);
  expect(wished).toEqual([{ version: 1, force: false }]);
  expect(said).toEqual(['Version 1 is in force again, as version 4.']);
  expect(state().chosen).toBeUndefined();
});

it('keeps the choice and says why where the version’s own examples fail, and goes when told to', async () => {
  const { versions, state } = open();
  await versions.load();
  await versions.choose(2);
  expect(await versions.goBack(false)).toBe(false);
  expect(state()).toMatchObject({ chosen: { version: 2 }, error: { code: 'policy-tests-failed' } });
  expect(await versions.goBack(true)).toBe(true);
  expect(state().error).toBeUndefined();
});
