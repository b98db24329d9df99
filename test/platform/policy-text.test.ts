import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { readPolicy, writePolicy } from '../../electron/platform/policy-reading.ts';
import { parsePolicyText, readPolicyFile } from '../../electron/platform/policy-text.ts';
import { policyJsonSchema } from '../../shared/api/policy-proposal.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import type { Rule } from '../../shared/routing/rules/rule.ts';

const folder = mkdtempSync(join(tmpdir(), 'lintel-policy-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
const nights: Rule = { id: 'r', name: 'r', when: 'time.hour > 22.0', then: { mask: true } };
const full: Policy = {
  ...DEFAULT_POLICY,
  tags: { ...DEFAULT_POLICY.tags, 'yes: no': { ceiling: 'lan', regions: ['EU'] } },
  ownTerms: [{ id: '1', name: '# no comment', tag: 'yes: no', match: { kind: 'pattern', pattern: 'a\\d+\t"b"' } }],
  objective: { privacy: 1, quality: 0, cost: 0, speed: 0, energy: 0 },
  rules: [{ id: 'g', name: 'Nights', match: 'all', rules: [nights] }],
  tests: [{ name: 'a', prompt: { text: 'line\n  two\n' }, expect: { zone: 'none' } }],
};
const faultsOf = (text: string, base: Policy = DEFAULT_POLICY) => {
  const reading = readPolicy(text, base);
  return 'faults' in reading ? reading.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

test.each(['yaml', 'json'] as const)('a whole policy comes back from %s as it went', (format) => {
  const reading = readPolicy(writePolicy(full, format), DEFAULT_POLICY);
  expect('policy' in reading && reading.policy).toEqual({ ...full, version: DEFAULT_POLICY.version + 1 });
});

test('a whole policy has no tags but its own, a change keeps the others', () => {
  const whole = readPolicy(writePolicy(DEFAULT_POLICY, 'yaml'), full);
  expect('policy' in whole && Object.keys(whole.policy.tags)).toEqual(Object.keys(DEFAULT_POLICY.tags));
  const change = readPolicy('tags: {work: {ceiling: lan}}', { ...full, version: 7 });
  expect('policy' in change && Object.keys(change.policy.tags)).toEqual([...Object.keys(full.tags), 'work']);
  expect('policy' in change && change.policy.version).toBe(8);
});

test('every fault has its line and column', () => {
  expect(faultsOf('masking: loud\nstayOnDevice: maybe\n')).toEqual([
    '2:1 “stayOnDevice” must be true or false.',
    '1:1 “masking” must be one of “off”, “placeholders”, “surrogates”.',
  ]);
  const rules = ['rules:', '  - id: g', '    name: Nights', '    match: first', '    rules:'];
  const wrong = [...rules, '      - id: r', '        name: Late', '        when: hour > 22', '        then: {mask: true}'].join('\n');
  expect(faultsOf(wrong)).toEqual([expect.stringMatching(/^8:9 “rules\[0\]\.rules\[0\]\.when” is wrong at 1:1: /)]);
  expect(faultsOf('{\n\t"findingTags": {"iban": "gone"}\n}')).toEqual([
    '2:18 “findingTags.iban” names the tag “gone”, which does not exist.',
  ]);
  expect(faultsOf('a: 1')).toEqual(['1:1 The body holds what Lintel does not know: a.']);
  const term = 'ownTerms:\n  - id: "1"\n    name: x\n    tag: private\n    match: {kind: pattern, pattern: "(a"}';
  expect(faultsOf(term)).toEqual([expect.stringMatching(/^5:5 /)]);
});

test('what is no YAML, repeats a key or multiplies itself is refused', () => {
  expect(faultsOf('masking: "off\n')).toEqual([expect.stringMatching(/^\d+:\d+ .*quote/)]);
  expect(faultsOf('masking: off\nmasking: placeholders')).toEqual(['2:1 “masking” is given twice.']);
  expect(faultsOf('{"tags": {"a": {"ceiling": "lan"}, "a": {"ceiling": "cloud"}}}')).toEqual(['1:36 “a” is given twice.']);
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 98; level < 108; level++) {
    const [name, before] = [String.fromCharCode(level), String.fromCharCode(level - 1)];
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  expect(faultsOf(bomb.join('\n'))).toEqual([expect.stringContaining('refers to its own parts too often')]);
  expect(faultsOf('masking: *nowhere')).toHaveLength(1);
  for (const text of ['', '[]', 'off', '--- a\n--- b\n', '['.repeat(50_000)]) expect(faultsOf(text).length).toBeGreaterThan(0);
  expect(parsePolicyText('__proto__: {stayOnDevice: true}').value).not.toHaveProperty('stayOnDevice');
  expect(faultsOf('__proto__: {stayOnDevice: true}')).toHaveLength(1);
});

test('very many keys are read in a time that does not grow with their square', () => {
  const text = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: 1`).join('\n');
  const timed = (count: number) => {
    const start = performance.now();
    expect(faultsOf(text(count)).length).toBeGreaterThan(0);
    return performance.now() - start;
  };
  timed(1000);
  expect(timed(40_000) / timed(4_000)).toBeLessThan(60);
});

test('a file is read up to 1 MiB, and a pipe or folder is none', async () => {
  const file = (name: string) => join(folder, name);
  writeFileSync(file('big.yaml'), '#'.repeat(2 ** 20 + 1));
  writeFileSync(file('fit.yaml'), '#'.repeat(2 ** 20));
  await expect(readPolicyFile(file('big.yaml'))).rejects.toMatchObject({ code: 'body-too-large' });
  await expect(readPolicyFile(file('fit.yaml'))).resolves.toHaveLength(2 ** 20);
  await expect(readPolicyFile(file('none.yaml'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(readPolicyFile(folder)).rejects.toMatchObject({ code: 'not-found' });
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [file('pipe')]);
  await expect(readPolicyFile(file('pipe'))).rejects.toMatchObject({ code: 'not-found' });
});

test('the JSON Schema that editors use is that of the program, and takes what the program writes', () => {
  const kept = JSON.parse(readFileSync(new URL('../../docs/policy.schema.json', import.meta.url), 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  const validate = new Ajv2020({ strict: false }).compile(kept);
  expect(validate(JSON.parse(writePolicy(full, 'json')))).toBe(true);
  expect(validate({ masking: 'loud' })).toBe(false);
  expect(validate({ tags: { work: null } })).toBe(true);
});
