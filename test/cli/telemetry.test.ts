import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';

const secret = ['Bearer%20', 's', 'ecret'.repeat(3)].join('');
let dataFolder: string;
beforeAll(() => {
  dataFolder = newDataFolder();
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const telemetry = (...argv: string[]) =>
  lintel(['telemetry', ...argv, '--data-dir', dataFolder], { environment: { MY_HEADERS: `authorization=${secret}` } });
const shown = async () => JSON.parse((await telemetry('show', '--json')).stdout);

test('where observations go is set, shown without its secrets, and taken back', async () => {
  expect((await telemetry('show')).stdout).toContain('No traces and no metrics are sent.');
  const set = await telemetry(
    'set',
    '--endpoint',
    'https://collector.example',
    '--headers-env',
    'MY_HEADERS',
    '--no-metrics',
    '--webhook',
    'https://hooks.example/abc',
  );
  expect([set.code, set.stderr]).toEqual([0, '']);
  expect(set.stdout).toContain('To https://collector.example: traces, with headers.');
  expect(set.stdout).toContain('Alerts go to https://hooks.example.');
  expect(set.stdout).not.toContain(secret);
  expect(statSync(join(dataFolder, 'telemetry-headers')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataFolder, 'telemetry-headers'), 'utf8')).toBe(`authorization=${secret}`);
  await telemetry('set', '--metrics', '--no-webhook', '--no-desktop');
  expect(await shown()).toEqual({
    telemetry: { endpoint: 'https://collector.example', traces: undefined, metrics: true, hasHeaders: true },
    alerts: { desktop: false },
  });
});

test('headers go with the collector they were given for', async () => {
  await telemetry('set', '--endpoint', 'https://elsewhere.example');
  expect(await shown()).toMatchObject({ telemetry: { endpoint: 'https://elsewhere.example', hasHeaders: false } });
  await telemetry('set', '--no-endpoint', '--traces');
  expect((await shown()).telemetry).toEqual({ traces: true, metrics: true, hasHeaders: false });
});

test('what is no address and what is no variable is said', async () => {
  const wrong = await telemetry('set', '--endpoint', 'collector');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('endpoint')]);
  const missing = await telemetry('set', '--headers-env', 'NOT_SET');
  expect([missing.code, missing.stderr]).toEqual([2, 'The variable NOT_SET is not set.\n']);
});
