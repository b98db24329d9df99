import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
/** With a home of its own, so that no app of whoever runs the test is read. */
const models = (...argv: string[]) =>
  lintel(['models', ...argv, '--data-dir', dataFolder], { environment: { HOME: join(dataFolder, 'home') } });
const json = async (...argv: string[]) => JSON.parse((await models(...argv, '--json')).stdout);

describe('lintel models', () => {
  const mine = join(dataFolder, 'mine');
  const river = join(mine, 'river.gguf');

  it('reads folders of the user’s own, shows, sets and removes', { timeout: 60_000 }, async () => {
    mkdirSync(mine);
    writeFileSync(river, makeModel({ ...PRESETS.starter, name: 'River' }));
    expect(await json('folders', 'add', mine)).toMatchObject({ modelFolders: [mine] });
    expect(await json('list')).toMatchObject([
      { id: 'lintel-starter', source: 'box' },
      { id: 'river', source: 'folder' },
    ]);
    expect((await models('list')).stdout).toMatch(/river +River +folder +chat/);
    expect(await json('set', 'river', 'contextWindow=512', 'sampling.topK=5', 'systemPrompt=Be brief')).toEqual({
      contextWindow: 512,
      sampling: { topK: 5 },
      systemPrompt: 'Be brief',
    });
    expect(await json('set', 'river', 'contextWindow=')).not.toHaveProperty('contextWindow');
    expect(await json('show', 'river')).toMatchObject({ path: river, settings: { systemPrompt: 'Be brief' } });
    const shown = await models('remove', 'river');
    expect(shown.stdout).toContain(river);
    expect(shown.stderr).toContain('Nothing was deleted');
    expect(existsSync(river)).toBe(true);
    expect(await json('remove', 'river', '--yes')).toMatchObject({ files: [river] });
    expect(existsSync(river)).toBe(false);
    expect(await json('folders', 'remove', mine)).toMatchObject({ modelFolders: [] });
    expect(await json('folders', 'remove', '--app', 'jan')).toMatchObject({ otherApps: { jan: false } });
  });

  it('ends with 1 for what is not there or stays, with 2 for bad usage', { timeout: 60_000 }, async () => {
    expect(await models('show', 'nope')).toMatchObject({ code: 1, stdout: '' });
    expect(await models('remove', 'lintel-starter', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('comes with Lintel'),
    });
    expect((await models('set', 'lintel-starter', 'colour=1')).code).toBe(2);
    expect((await models('set', 'lintel-starter', 'nothing')).code).toBe(2);
    expect((await models('folders', 'move', mine)).code).toBe(2);
    expect((await models('remove')).code).toBe(2);
  });
});
