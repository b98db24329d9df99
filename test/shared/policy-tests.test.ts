import { expect, test } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import { verbatim } from '../../shared/chat/said.ts';
import { createScan } from '../../shared/privacy/scan.ts';
import { DEFAULT_POLICY, type Policy, type PolicyTest, termsOf } from '../../shared/routing/policy.ts';
import { failingTests, runPolicyTests } from '../../shared/routing/policy-tests.ts';
import type { Rule } from '../../shared/routing/rules/rule.ts';
import type { Situation } from '../../shared/routing/situation.ts';
import { whatIf } from '../../shared/routing/what-if.ts';
import { SITUATION, target } from '../fakes/ports.ts';

const fleet = [target('here'), target('there', { zone: 'cloud', parameters: 1e12, contextWindow: 100_000 })];
const results = (tests: readonly PolicyTest[], change: Partial<Policy> = {}, situation: Situation = SITUATION) => {
  const policy = { ...DEFAULT_POLICY, ...change, tests };
  return runPolicyTests(policy, fleet, createScan(termsOf(policy)), situation);
};
// biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
const deny = (name: string, when: string, words: string): Rule => ({ id: 'r', name, when, then: { deny: words } });
const example = (text: string, expected: PolicyTest['expect'], rest: Partial<PolicyTest['prompt']> = {}): PolicyTest => ({
  name: text,
  prompt: { text, ...rest },
  expect: expected,
});

test('examples go through the real scan and the real decision', () => {
  const tests = [
    example('My card is 4111 1111 1111 1111', { zone: 'device' }),
    example('Notes on Bluebird', { ceiling: 'device', zone: 'device', target: 'her*' }),
    example('What is the capital of France?', { zone: 'device', ceiling: 'lan' }, { tags: ['private'] }),
    example('Whatever', { zone: 'none', denied: true }, { app: 'other' }),
  ];
  const change: Partial<Policy> = {
    masking: 'off',
    ownTerms: [{ id: '1', name: 'Projects', tag: 'private', match: { kind: 'words', words: ['Bluebird'] } }],
    rules: [{ id: 'g', name: 'Apps', match: 'first', rules: [deny('Other', 'app == "other"', 'No.')] }],
  };
  expect(results(tests, change).map(({ failures }) => failures)).toEqual([[], [], [], []]);
  expect(failingTests(results(tests, change))).toBeUndefined();
});

test('a failure says what was expected, what came, and why', () => {
  const [result] = results([example('What is the capital of France?', { ceiling: 'device', masked: true, denied: true, zone: 'none' })]);
  expect(result?.passed).toBe(false);
  expect(result?.failures).toEqual([
    expect.stringMatching(/^zone: expected none, came (device|cloud)$/),
    'ceiling: expected no further than device, came cloud',
    'masked: expected yes, came no',
    'denied: expected yes, came no',
  ]);
  expect(english(failingTests(result === undefined ? [] : [result]) ?? verbatim(''))).toContain(
    `1 of the policy’s 1 tests failed. “What is the capital`,
  );
  expect(english(failingTests(result === undefined ? [] : [result]) ?? verbatim(''))).toContain(result?.sentence);
});

test('what may go further masked goes further, so a ceiling counts it', () => {
  const masked: Partial<Policy> = { tags: { ...DEFAULT_POLICY.tags, sensitive: { ceiling: 'device', masked: 'cloud' } } };
  const [result] = results([example('Write to anna@example.org', { ceiling: 'device' })], masked);
  expect(result?.failures).toEqual(['ceiling: expected no further than device, came cloud']);
});

test('the switch never fails a test, and the state of the computer is as the example says', () => {
  const load: Partial<Policy> = {
    rules: [{ id: 'g', name: 'Load', match: 'first', rules: [deny('Busy', 'hardware.cpu > 0.8', 'Busy.')] }],
  };
  const busy: PolicyTest = { ...example('Hello', { denied: true }), hardware: { cpu: 0.9 } };
  expect(results([busy], { ...load, stayOnDevice: true })[0]?.failures).toEqual([]);
  expect(results([example('Hello', { ceiling: 'cloud', denied: false })], { ...load, stayOnDevice: true })[0]?.failures).toEqual([]);
});

test('what is supposed takes the place of what was measured, and nothing else', () => {
  expect(whatIf(SITUATION, {})).toEqual(SITUATION);
  const { memoryTotalBytes } = SITUATION.hardware;
  expect(whatIf(SITUATION, { memoryFreeGib: 0.5 }).hardware.memoryFreeBytes).toBe(Math.min(2 ** 29, memoryTotalBytes));
  expect(whatIf(SITUATION, { memoryFreeGib: 1e6 }).hardware.memoryFreeBytes).toBe(memoryTotalBytes);
  const supposed = whatIf(SITUATION, { cpu: 0.9, battery: 0.1, budgetUsd: 0.25 });
  expect(supposed.hardware).toEqual({ ...SITUATION.hardware, cpu: 0.9, cpuOthers: 0.9, battery: 0.1, onBattery: true });
  expect(supposed.budget).toEqual({ ...SITUATION.budget, left: 250_000_000 });
  expect(supposed.time).toBe(SITUATION.time);
});
