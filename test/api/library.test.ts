import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { realMain } from '../renderer/real-main.ts';

let main: ReturnType<typeof realMain>;
beforeEach(() => {
  main = realMain([]);
  writeFileSync(join(main.folder, 'river.gguf'), makeModel({ ...PRESETS.starter, name: 'River' }));
  writeFileSync(join(main.folder, 'broken.gguf'), 'no model');
});
afterEach(() => main.close());

async function send(method: string, path: string, body?: unknown) {
  const headers = { 'x-lintel-window': '1' };
  const response = await main.send(`http://localhost/ui${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the calls about models', () => {
  test('list all that a list needs', async () => {
    const { status, body } = await send('GET', '/models');
    expect(status).toBe(200);
    expect(body).toEqual([
      expect.objectContaining({ id: 'broken', fault: expect.stringContaining('not a GGUF') }),
      expect.objectContaining({
        id: 'river',
        name: 'River',
        kind: 'chat',
        source: 'lintel',
        quantisation: 'F16',
        contextLength: 2048,
        loaded: false,
        settings: {},
      }),
    ]);
  });

  test('show a removal, then do it, and forget what was set', async () => {
    await send('GET', '/models');
    expect((await send('PATCH', '/models/river/settings', { threads: 2, systemPrompt: 'Be brief' })).body).toEqual({
      threads: 2,
      systemPrompt: 'Be brief',
    });
    const planned = await send('GET', '/models/river/removal');
    expect(planned.body).toMatchObject({ files: [join(main.folder, 'river.gguf')] });
    expect(await send('DELETE', '/models/river')).toEqual(planned);
    expect((await send('DELETE', '/models/river')).status).toBe(404);
    expect((await send('POST', '/models/broken/removal', { fromOtherApp: true })).status).toBe(200);
    expect((await send('GET', '/models')).body).toEqual([]);
  });

  test('settings take only what they know', async () => {
    await send('GET', '/models');
    expect((await send('PATCH', '/models/river/settings', { colour: 1 })).status).toBe(400);
    expect((await send('PATCH', '/models/nope/settings', { threads: 1 })).status).toBe(404);
    expect((await send('PATCH', '/settings', { models: {} })).status).toBe(400);
    expect((await send('PATCH', '/settings', { modelFolders: ['relative'] })).status).toBe(400);
    const folder = mkdtempSync(join(tmpdir(), 'lintel-mine-'));
    const missing = await send('PATCH', '/settings', { modelFolders: [join(main.folder, 'nowhere')] });
    expect(missing.body).toMatchObject({ error: { code: 'bad-request', message: expect.stringContaining('There is no folder') } });
    const file = await send('PATCH', '/settings', { modelFolders: [join(main.folder, 'river.gguf')] });
    expect(file.body).toMatchObject({ error: { code: 'bad-request', message: expect.stringContaining('is a file') } });
    const changed = await send('PATCH', '/settings', { modelFolders: [folder], otherApps: { ollama: false } });
    rmSync(folder, { recursive: true });
    expect(changed.body).toMatchObject({ modelFolders: [folder], otherApps: { ollama: false, jan: true } });
    expect((await send('GET', '/settings')).body).toEqual(changed.body);
  });
});
