import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MUTANTS } from './safeguards.ts';

const root = join(import.meta.dirname, '..', '..');
/** What is run against each mutant, whatever tells what may reach where; what takes seconds only where the rest finds nothing. */
const PROOF = 'test/privacy/proof.test.ts';
const QUICK = [
  ...['decide', 'policy', 'constraints', 'permit', 'route', 'rules-decide', 'rules-apply'],
  ...['run', 'run-continued', 'run-recovering', 'app-vault'],
].map((name) => `test/shared/${name}.test.ts`);
const SLOW = ['test/shared/traits.test.ts', 'test/shared/rules-conditions.test.ts', PROOF];

/**
 * Milliseconds after which a mutant counts as found: without some safeguards a test goes round for ever, in a thread that ends with its
 * process. On a computer on which all tests together take longer than a third of it, three times as long as they take.
 */
let patienceMs = 30_000;
/** Milliseconds for one test, many times what any takes. */
const EACH_MS = 20_000;
/** Milliseconds for all tests where nothing is missing. */
const WHOLE_MS = 180_000;

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
  // That there is a counter-example is all that is asked: nobody looks for the smallest.
  writeFileSync(join(copy, 'first-failure.ts'), "import fc from 'fast-check';\nfc.configureGlobal({ endOnFailure: true });\n");
  const config = { test: { maxWorkers: 1, fileParallelism: false, setupFiles: ['./first-failure.ts'] } };
  writeFileSync(join(copy, 'vitest.config.ts'), `export default ${JSON.stringify(config)};\n`);
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Whether the tests pass on the copy as it is. */
const passes = (tests: readonly string[], timeout: number) =>
  new Promise<boolean>((resolve) => {
    const env = { ...process.env, LINTEL_PROOF_CASES: '4000' };
    execFile(
      process.execPath,
      [
        ...[join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...tests],
        ...['--bail', '1', '--isolate=false', '--pool', 'threads', '--testTimeout', String(EACH_MS)],
      ],
      { cwd: copy, env, timeout, killSignal: 'SIGKILL' },
      (error) => resolve(error === null),
    );
  });

test('with every safeguard in place the tests pass', { timeout: 200_000 }, async () => {
  // One that is not there would seem to find all that it is asked about.
  expect([...QUICK, ...SLOW]).toEqual(expect.arrayContaining(MUTANTS.map(({ foundBy }) => `test/${foundBy}.test.ts`)));
  const began = performance.now();
  expect(await passes([...QUICK, ...SLOW], WHOLE_MS)).toBe(true);
  patienceMs = Math.max(patienceMs, Math.ceil(3 * (performance.now() - began)));
});

test.each(MUTANTS)('without $what a test fails', { timeout: 6 * WHOLE_MS }, async ({ file, from, to, foundBy }) => {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  expect(whole.split(from)).toHaveLength(2);
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  try {
    const isMissed = async (tests: readonly string[]) => await passes(tests, patienceMs);
    expect((await isMissed([`test/${foundBy}.test.ts`])) && (await isMissed(QUICK)) && (await isMissed(SLOW))).toBe(false);
  } finally {
    writeFileSync(path, whole);
  }
});
