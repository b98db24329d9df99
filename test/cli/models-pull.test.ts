import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EgressEntry } from '../../shared/privacy/egress.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { lintel, newDataFolder, startLintel } from '../e2e/lintel-process.ts';
import { type ServedFile, startHub } from '../models/download/hub-server.ts';

const model = Buffer.from(makeModel(PRESETS.starter));
const slow: ServedFile = { bytes: Buffer.concat([model, Buffer.alloc(40 * 2 ** 20)]), etag: '"slow"', slowMs: 10 };
const dataFolder = newDataFolder();
const root = join(import.meta.dirname, '..', '..');
let hub: Awaited<ReturnType<typeof startHub>>;
beforeAll(async () => {
  hub = await startHub(
    new Map([
      ['river-Q4_0.gguf', { bytes: model, etag: '"one"' }],
      ['slow-Q8_0.gguf', slow],
    ]),
  );
});
afterAll(async () => {
  await hub.close();
  rmSync(dataFolder, { recursive: true, force: true });
});
const models = (...argv: string[]) =>
  lintel(['models', ...argv, '--data-dir', dataFolder], { environment: { HF_ENDPOINT: hub.url, HF_TOKEN: '' } });

test('finds and pulls a model from the terminal, without a running Lintel', async () => {
  expect((await models('search', 'river')).stdout).toMatch(/hf:river\/models\s+12/);
  const pulled = await models('pull', 'hf:river/models:Q4_0', '--json');
  expect(pulled.code, pulled.stderr).toBe(0);
  expect(JSON.parse(pulled.stdout)).toMatchObject({ state: 'done', files: ['river-Q4_0.gguf'], bytes: model.length });
  expect(model.equals(readFileSync(join(dataFolder, 'models', 'river-Q4_0.gguf')))).toBe(true);
  // Every errand is in the log of what left, one row for a file however many pieces it came in.
  const sent = JSON.parse((await lintel(['ledger', 'sent', '--json', '--data-dir', dataFolder])).stdout) as EgressEntry[];
  expect(sent.map(({ kind, zone, ending }) => [kind, zone, ending?.outcome])).toEqual([
    ['model-download', 'device', 'sent'],
    ['hub-search', 'device', 'sent'],
    ['hub-search', 'device', 'sent'],
  ]);
  expect(sent[0]?.ending?.bytesIn).toBeGreaterThanOrEqual(model.length);
  expect((await lintel(['ledger', 'verify', '--data-dir', dataFolder])).stdout).toContain('All 6 rows are there');
  const wrong = await models('pull', 'river');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('hf:owner/repo:Q4_K_M');
  expect((await models('pull', 'hf:river/models:Q2_K')).stderr).toContain('no file with Q2_K');
});

test('asks nobody while Lintel is to stay on this device, and puts that down', async () => {
  const policy = (state: string) => lintel(['policy', 'stay', state, '--data-dir', dataFolder]);
  const search = () =>
    lintel(['models', 'search', 'river', '--data-dir', dataFolder], { environment: { HF_ENDPOINT: 'https://hub.invalid', HF_TOKEN: '' } });
  expect((await policy('on')).code).toBe(0);
  expect(await search()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('set to stay on this device, so nothing goes to hub.invalid'),
  });
  expect((await policy('off')).code).toBe(0);
  expect((await search()).stderr).toContain('The connection to hub.invalid failed');
  const sent = JSON.parse((await lintel(['ledger', 'sent', '--json', '--limit', '2', '--data-dir', dataFolder])).stdout);
  expect(sent).toMatchObject([
    { host: 'hub.invalid', ending: { outcome: 'failed', bytesOut: 0 } },
    { host: 'hub.invalid', ending: { outcome: 'refused', bytesOut: 0 } },
  ]);
});

test('Ctrl-C pauses, and the list shows it later', async () => {
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'lintel.mjs'), 'models', 'pull', 'hf:river/models:Q8_0', '--data-dir', dataFolder],
    { env: { ...process.env, HF_ENDPOINT: hub.url }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (bytes) => (errors += bytes));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await expect
    .poll(() => hub.asked.filter(({ path, range }) => path.includes('slow') && range !== 'bytes=0-0').length, { timeout: 20_000 })
    .toBeGreaterThan(1);
  child.kill('SIGINT');
  expect(await exited).toBe(130);
  expect(errors).toContain('Go on with: lintel models pull hf:river/models:Q8_0');
  const listed = JSON.parse((await models('downloads', '--json')).stdout);
  expect(listed).toMatchObject([{ state: 'paused', ref: 'hf:river/models:Q8_0', totalBytes: slow.bytes.length }]);
  expect((await models('downloads')).stdout).toMatch(/paused\s+\d+ %\s+0\.04 GB\s+hf:river\/models:Q8_0/);
});

test('a running Lintel goes on with it, over its port, and forgets it when told', async () => {
  const running = await startLintel({ dataFolder, environment: { HF_ENDPOINT: hub.url } });
  try {
    expect((await running.cli('models', 'search', 'two words')).stdout).toContain('hf:river/models');
    const token = JSON.parse(readFileSync(join(dataFolder, 'instance.json'), 'utf8')).token as string;
    const headers = { authorization: `Bearer ${token}`, 'x-lintel-window': '1', 'content-type': 'application/json' };
    const call = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${running.address}/ui${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return { status: response.status, body: await response.json() };
    };
    const [{ id }] = (await call('GET', '/downloads')).body;
    expect((await call('POST', `/downloads/${id}/resume`, {})).body).toMatchObject({ state: 'running' });
    expect((await call('POST', `/downloads/${id}/pause`, {})).body).toMatchObject({ state: 'paused' });
    expect((await call('GET', '/hub/files?repo=river/models')).body.files).toHaveLength(2);
    expect((await call('GET', '/hub/files')).status).toBe(400);
    expect((await call('GET', '/state?fresh=1')).status).toBe(200);
    expect((await call('DELETE', `/downloads/${id}`)).body).toEqual({ cancelled: true });
    expect((await call('DELETE', `/downloads/${id}`)).status).toBe(404);
    expect(readdirSync(join(dataFolder, 'models', '.downloads'))).toEqual([]);
  } finally {
    await running.stop({ keepData: true });
  }
});
