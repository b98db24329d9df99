import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type LintelProcess, lintel, newDataFolder, startLintel } from '../e2e/lintel-process.ts';

let started: LintelProcess;
beforeAll(async () => {
  started = await startLintel();
});
afterAll(() => started.stop());

const policy = (...argv: string[]) => started.cli('policy', ...argv);
const file = (name: string, content?: string) => {
  const path = join(started.dataFolder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
const parsed = (output: { stdout: string }) => JSON.parse(output.stdout);

test('versions are listed, compared and gone back to', async () => {
  await policy('tag', 'set', 'work', '--ceiling', 'cloud');
  await policy('tag', 'set', 'work', '--ceiling', 'lan');
  const history = await policy('history');
  expect(history.stdout).toMatch(/^VERSION +MADE +CHANGES\n3 .*tag work: ceiling cloud → lan\n2 .*tag work added\n1 +at first\n$/);
  expect((await policy('diff', '2')).stdout).toBe('tag work: ceiling cloud → lan\n');
  expect(parsed(await policy('diff', '1', '2', '--json'))).toEqual({ from: 1, to: 2, changes: ['tag work added'] });
  expect(parsed(await policy('rollback', '2', '--json'))).toMatchObject({ version: 4, tags: { work: { ceiling: 'cloud' } } });
  expect((await policy('rollback', '99')).stderr).toContain('There is no policy 99');
  expect((await policy('diff', 'x')).code).toBe(2);
});

test('a policy is exported and applied as a whole, its faults named by line and column', async () => {
  const path = file('exported.yml');
  await policy('export', path);
  expect(readFileSync(path, 'utf8')).toContain('masking: placeholders');
  expect(parsed(await policy('export', '--json'))).toMatchObject({ masking: 'placeholders', tags: { work: { ceiling: 'cloud' } } });
  await policy('tag', 'set', 'other', '--ceiling', 'lan');
  expect((await policy('check', path)).stdout).toContain('is right');
  expect(parsed(await policy('apply', path, '--json')).tags).not.toHaveProperty('other');
  const wrong = file('wrong.yml', 'masking: loud\ntags:\n  work: {ceiling: moon}\n');
  const checked = await policy('check', wrong);
  expect(checked).toMatchObject({ code: 1, stdout: expect.stringContaining(`${wrong}:3:10: “tags.work.ceiling” must be one of`) });
  expect(parsed(await policy('check', wrong, '--json')).faults).toHaveLength(2);
  expect((await policy('apply', wrong, '--force')).code).toBe(2);
  expect(parsed(await policy('schema'))).toMatchObject({ type: 'object' });
});

test('tests run before a save counts, and by themselves', async () => {
  const tests = 'tests:\n  - name: Mail stays\n    prompt: {text: Write to anna@example.org}\n    expect: {ceiling: device}\n';
  const failing = file('failing.yml', tests);
  expect(await policy('test', failing)).toMatchObject({ code: 1, stdout: expect.stringContaining('FAIL  Mail stays  ceiling: expected') });
  expect(await policy('apply', failing)).toMatchObject({ code: 1, stderr: expect.stringContaining('“Mail stays”') });
  const passing = file('passing.yml', `${tests}findingTags: {email: private}\n`);
  expect((await policy('apply', passing)).code).toBe(0);
  expect(parsed(await policy('test', '--json'))).toMatchObject([{ name: 'Mail stays', passed: true }]);
  expect((await policy('finding', 'email', 'public')).code).toBe(1);
  expect((await policy('apply', file('forced.yml', 'findingTags: {email: public}'), '--force')).code).toBe(0);
  expect((await policy('test')).code).toBe(1);
  await policy('apply', file('none.yml', 'tests: []'));
});

test('a prompt is routed as things might be, and a person reads why', async () => {
  const what = ['--cpu', '0.9', '--battery', '0.1', '--budget', '0', '--app', 'notes', '--policy', file('deny.yml', DENY)];
  const plan = parsed(await started.cli('route', 'Hello', '--json', ...what));
  expect(plan).toMatchObject({
    denied: 'Not now.',
    trace: [{ name: 'Busy' }],
    permitted: [],
    situation: { hardware: { cpu: 0.9, cpuOthers: 0.9, battery: 0.1, onBattery: true }, budget: { left: 0 } },
    traits: { app: 'notes', task: {} },
  });
  expect(JSON.stringify(plan)).not.toContain('Hello');
  const { stdout } = await started.cli('route', 'Hello');
  expect(stdout).toMatch(/^YES +ZONE +COST +FIRST TOKEN +TOTAL +QUALITY +ENERGY +SCORE$/m);
  expect((await started.cli('route', 'Hello', ...what)).stdout).toContain('Rule “Busy”');
  expect((await started.cli('route', 'Hello', '--cpu', '7')).code).toBe(2);
  expect((await policy('show')).stdout).not.toContain('deny');
});

const DENY = `rules:
  - id: g
    name: Load
    match: first
    rules:
      - {id: r, name: Busy, when: hardware.cpu > 0.8, then: {deny: Not now.}}
`;

test('a file in the data folder rules, is followed, and lets nothing leave where it is wrong from the first', async () => {
  const dataFolder = newDataFolder();
  const path = join(dataFolder, 'policy.yaml');
  writeFileSync(path, 'masking: [\n');
  const other = await startLintel({ dataFolder });
  try {
    expect(other.errors()).toContain(`${path}:2:1: `);
    const shown = async () => parsed(await other.cli('policy', 'show', '--json'));
    expect(await shown()).toMatchObject({ version: 1, stayOnDevice: true });
    writeFileSync(path, 'masking: surrogates\n');
    await vi.waitFor(async () => expect(await shown()).toMatchObject({ version: 2, masking: 'surrogates', stayOnDevice: false }), 20_000);
    expect((await other.cli('policy', 'finding', 'email', 'public')).stderr).toContain(path);
    expect((await other.cli('policy', 'stay', 'on')).stdout).toContain('Stay on this device: on');
    expect(parsed(await other.cli('status', '--json'))).toMatchObject({ policyFile: path });
  } finally {
    await other.stop();
  }
});

test('LINTEL_POLICY names the file for a command as well', async () => {
  const dataFolder = newDataFolder();
  const named = join(dataFolder, 'mine.json');
  writeFileSync(named, '{"masking": "off"}');
  const environment = { LINTEL_POLICY: named };
  expect(parsed(await lintel(['policy', 'show', '--json', '--data-dir', dataFolder], { environment }))).toMatchObject({ masking: 'off' });
});
