import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LintelProcess, lintel, newDataFolder, startLintel } from '../e2e/lintel-process.ts';

let started: LintelProcess;
beforeAll(async () => {
  started = await startLintel();
});
afterAll(() => started.stop());

const ID = 'lintel-starter';
const models = (...argv: string[]) => started.cli('models', ...argv);

test('a model is loaded, shown with what it takes, and unloaded', async () => {
  expect((await models('ps')).stdout).toBe('No model is in memory.\n');
  expect((await models('load', ID, '--keep', '90')).stdout).toBe(`${ID} is loaded.\n`);
  expect((await models('ps')).stdout).toMatch(/lintel-starter +loaded +\d+ MiB +0 +0 +in 90 min\n/);
  const [shown] = JSON.parse((await models('ps', '--json')).stdout);
  expect(shown).toMatchObject({ id: ID, loaded: true, residence: { phase: 'loaded', pinned: false, inFlight: 0, queued: 0 } });
  expect(shown.residence.bytes).toBeGreaterThan(20 * 2 ** 20);
  expect((await models('load', ID, '--keep', '-1', '--json')).stdout).toContain('"pinned":true');
  expect((await models('ps')).stdout).toMatch(/never\n/);
  expect((await models('unload', ID)).stdout).toBe(`${ID} is unloaded.\n`);
  expect((await models('ps')).stdout).toBe('No model is in memory.\n');
  expect((await models('release', ID)).stdout).toBe(`${ID} is unloaded.\n`);
});

test('what cannot be is said in a sentence, with 1 for a failure and 2 for bad usage', async () => {
  expect(await models('load', 'nope')).toMatchObject({ code: 1, stdout: '', stderr: 'The model nope is gone. Choose another.\n' });
  const usage = await models('load', ID, '--keep', 'soon');
  expect(usage).toMatchObject({ code: 2, stdout: '' });
  expect(usage.stderr).toContain('--keep takes minutes');
  const alone = await lintel(['models', 'load', ID, '--data-dir', newDataFolder()]);
  expect(alone.code).toBe(1);
  expect(alone.stderr).toContain('Lintel is not running');
});
