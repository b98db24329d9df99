import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { Api, Outcome } from '../../renderer/api.ts';
import { texts } from '../../renderer/locales/en/index.ts';
import {
  moved,
  newGroup,
  newRule,
  switched,
  withAction,
  withoutRule,
  withPart,
  withRule,
} from '../../renderer/screens/routing/rule-list.ts';
import { sharesIn } from '../../renderer/screens/routing/shares.ts';
import { createRouting, type Draft, type Rehearsal } from '../../renderer/stores/routing.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { RuleGroup } from '../../shared/routing/rules/rule.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: texts } }));

const NOTHING = { byZone: { device: 0, lan: 0, trusted: 0, cloud: 0, none: 0 }, costNanoDollars: 0 };
const REHEARSAL: Rehearsal = {
  summary: { requests: 3, was: NOTHING, would: NOTHING, flows: [], moved: 1, lost: 0, leaks: 0, leaked: [] },
  rows: [],
  unseen: [],
};

const FAILED = { code: 'policy-tests-failed', message: 'Home fails.', retryable: false } as const;

/** A window whose main keeps a policy, and all that was asked of it. */
function open(rehearsed: Outcome<Rehearsal> = { ok: true, value: REHEARSAL }, first = DEFAULT_POLICY) {
  const asked: { change: Draft; signal: AbortSignal }[] = [];
  const said: string[] = [];
  let policy = first;
  let answer = (): void => {};
  const api: Pick<Api, 'policy' | 'changePolicy' | 'rehearse' | 'testPolicy'> = {
    policy: async () => ({ ok: true, value: policy }),
    testPolicy: async () => ({ ok: true, value: [{ name: 'Home', passed: false, failures: ['it left'], sentence: '' }] }),
    async changePolicy({ force, ...change }) {
      if (policy.tests.length > 0 && force !== true) return { ok: false, error: FAILED };
      policy = { ...policy, ...(change as Draft), version: policy.version + 1 };
      return { ok: true, value: policy };
    },
    rehearse({ policy: change }, signal) {
      asked.push({ change, signal });
      return new Promise((resolve) => {
        answer = () => resolve(rehearsed);
      });
    },
  };
  const routing = createRouting(api, (sentence) => void said.push(sentence), 0);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { routing, asked, said, pause, answer: () => answer(), state: () => routing.store.getState() };
}

it('rehearses the draft once one stops editing, and stops a rehearsal that another edit makes old', async () => {
  const { routing, asked, pause, answer, state } = open();
  await routing.load();
  routing.edit({ objective: 'cheapest' });
  routing.edit({ excluded: ['far'] });
  expect(state()).toMatchObject({ draft: { objective: 'cheapest', excluded: ['far'] }, isRehearsing: true });
  await pause();
  expect(asked.map(({ change }) => change)).toEqual([{ objective: 'cheapest', excluded: ['far'] }]);
  routing.edit({ excluded: [] });
  expect(asked[0]?.signal.aborted).toBe(true);
  answer();
  await pause();
  expect(state().rehearsal).toBeUndefined();
  answer();
  await pause();
  expect(state()).toMatchObject({ rehearsal: REHEARSAL, isRehearsing: false, draft: { objective: 'cheapest' } });
});

it('has no draft where an edit is taken back, and none once it is saved', async () => {
  const { routing, said, state } = open();
  await routing.load();
  routing.edit({ objective: 'cheapest' });
  routing.edit({ objective: DEFAULT_POLICY.objective });
  expect(state()).toMatchObject({ draft: {}, isRehearsing: false });
  routing.edit({ objective: 'fastest' });
  expect(await routing.save()).toBe(true);
  expect(state()).toMatchObject({ draft: {}, policy: { objective: 'fastest', version: 2 } });
  expect(said).toEqual(['Saved as version 2 of your policy.']);
});

it('says why a draft cannot be rehearsed, and keeps it', async () => {
  const error = { code: 'bad-request', message: 'rules.0 is wrong.', retryable: false } as const;
  const { routing, pause, answer, state } = open({ ok: false, error });
  await routing.load();
  routing.edit({ excluded: ['x'] });
  await pause();
  answer();
  await pause();
  expect(state()).toMatchObject({ problem: error, isRehearsing: false, draft: { excluded: ['x'] } });
  routing.discard();
  expect(state()).toEqual({ policy: DEFAULT_POLICY, draft: {}, isRehearsing: false });
});

it('says which of the policy’s own examples fail, and saves all the same only when told to', async () => {
  const tests = [{ name: 'Home', prompt: { text: 'Hi' }, expect: { zone: 'device' as const } }];
  const { routing, pause, answer, state } = open(undefined, { ...DEFAULT_POLICY, tests });
  await routing.load();
  routing.edit({ objective: 'fastest' });
  await pause();
  answer();
  await pause();
  expect(state()).toMatchObject({ examples: [{ name: 'Home', passed: false }], isRehearsing: false });
  expect(await routing.save()).toBe(false);
  expect(state()).toMatchObject({ problem: FAILED, draft: { objective: 'fastest' } });
  expect(await routing.save(true)).toBe(true);
  expect(state()).toMatchObject({ draft: {}, policy: { objective: 'fastest' } });
});

it('edits lists of rules without touching the old ones', () => {
  const rule = (id: string) => withAction({ ...newRule(), id }, { ceiling: 'lan' });
  const group: RuleGroup = { ...newGroup('Mine'), id: 'g', rules: [rule('a'), rule('b')] };
  const groups = Object.freeze([Object.freeze(group)]);
  const ids = (changed: readonly RuleGroup[]) => changed[0]?.rules.map(({ id }) => id);
  expect(ids(moved(groups, 'g', 'b', -1))).toEqual(['b', 'a']);
  expect(ids(moved(groups, 'g', 'b', 1))).toEqual(['a', 'b']);
  expect(ids(withRule(groups, 'g', rule('c')))).toEqual(['a', 'b', 'c']);
  expect(ids(withoutRule(groups, 'g', 'a'))).toEqual(['b']);
  expect(withRule(groups, 'g', switched(rule('a'), false))[0]?.rules[0]).toMatchObject({ id: 'a', disabled: true });
  expect(switched(switched(rule('a'), false), true)).toEqual(rule('a'));
  expect(withPart(withPart({ ceiling: 'lan' }, 'mask', true), 'ceiling', undefined)).toEqual({ mask: true });
});

it.each([
  [
    'a 70, b* 30',
    [
      { target: 'a', weight: 70 },
      { target: 'b*', weight: 30 },
    ],
  ],
  ['a 70', undefined],
  ['a 70, b', undefined],
  ['a 70, b -1', undefined],
  ['a 70, b c 1', undefined],
  ['', undefined],
])('reads the shares “%s”', (text, shares) => expect(sharesIn(text)).toEqual(shares));
