import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MUTANTS } from './safeguards.ts';

const root = join(import.meta.dirname, '..', '..');
/** What is run against each mutant: whatever tells what may reach where. */
const TESTS = [
  ...['decide', 'policy', 'traits', 'constraints', 'permit', 'route', 'rules-decide', 'rules-apply', 'rules-conditions'],
  ...['run', 'run-continued', 'run-recovering', 'app-vault'],
].map((name) => `test/shared/${name}.test.ts`);
const PROOF = 'test/privacy/proof.test.ts';

/** Milliseconds after which a mutant counts as found: without some safeguards a test goes round for ever, in a thread that ends with its process. */
const PATIENCE_MS = 30_000;

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'lintel-mutants-'));
  for (const path of [
    'shared',
    'test/fakes',
    'test/conformance',
    'electron/platform/clock.ts',
    'docs/rules.md',
    'test/shared',
    PROOF,
    'package.json',
    'tsconfig.base.json',
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  writeFileSync(join(copy, 'vitest.config.ts'), 'export default { test: { maxWorkers: 1, fileParallelism: false } };\n');
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Whether the tests pass on the copy as it is. */
const passes = (patienceMs: number) =>
  new Promise<boolean>((resolve) => {
    const env = { ...process.env, LINTEL_PROOF_CASES: '4000' };
    execFile(
      process.execPath,
      [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...TESTS, PROOF, '--bail', '1', '--isolate=false', '--pool', 'threads'],
      { cwd: copy, env, timeout: patienceMs, killSignal: 'SIGKILL' },
      (error) => resolve(error === null),
    );
  });

test('with every safeguard in place the tests pass', { timeout: 150_000 }, async () => {
  expect(await passes(4 * PATIENCE_MS)).toBe(true);
});

test.each(MUTANTS)('without $what a test fails', { timeout: 120_000 }, async ({ file, from, to }) => {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  expect(whole.split(from)).toHaveLength(2);
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  try {
    expect(await passes(PATIENCE_MS)).toBe(false);
  } finally {
    writeFileSync(path, whole);
  }
});
