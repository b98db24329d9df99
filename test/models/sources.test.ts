import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../electron/models/sources/sources.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { libraryOf } from '../fakes/library.ts';

const model = makeModel({ ...PRESETS.starter, name: 'River' });
const HEX = 'ab'.repeat(32);
const ALL = { lmStudio: true, jan: true, huggingFace: true, ollama: true };

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lintel-sources-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(path: string, content: Uint8Array | string = model): Promise<string> {
  const full = join(home, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

/** Another file with the same weights. */
const other = (name: string) => makeModel({ ...PRESETS.starter, name });

async function found(
  options: { otherApps?: typeof ALL; folders?: string[]; environment?: NodeJS.ProcessEnv; platform?: NodeJS.Platform } = {},
) {
  const sources = await sourcesOf({
    box: join(home, 'box'),
    own: [join(home, 'own')],
    folders: options.folders ?? [],
    otherApps: options.otherApps ?? ALL,
    environment: { HOME: home, ...options.environment },
    platform: options.platform ?? 'linux',
  });
  const library = libraryOf(...sources);
  await library.rescan();
  await library.close();
  return library.models();
}

const manifest = (digest: string, type = 'application/vnd.ollama.image.model') =>
  JSON.stringify({ schemaVersion: 2, layers: [{ mediaType: type, digest, size: model.length }] });

describe('models that other apps keep', () => {
  test('nothing is there when no app is', async () => {
    expect(await found()).toEqual([]);
  });

  test('LM Studio: its home, its older home, where its pointer leads and where its settings point', async () => {
    await put('.lmstudio/models/maker/river-gguf/river.gguf', other('a'));
    await put('.cache/lm-studio/models/maker/old-gguf/old.gguf', other('b'));
    await put('moved/models/maker/moved-gguf/moved.gguf', other('c'));
    await put('disk/maker/named-gguf/named.gguf', other('d'));
    await put('.lmstudio-home-pointer', `${join(home, 'moved')}\n`);
    await put('.lmstudio/settings.json', JSON.stringify({ downloadsFolder: join(home, 'disk') }));
    const models = await found();
    expect(models.map(({ id }) => id).sort()).toEqual(['moved', 'named', 'old', 'river']);
    expect(new Set(models.map(({ source }) => source))).toEqual(new Set(['lm-studio']));
    expect(await found({ otherApps: { ...ALL, lmStudio: false } })).toEqual([]);
  });

  test.each(['{', '[]', '{"downloadsFolder": 7}', '{"downloadsFolder": "relative"}', `"${'x'.repeat(2 << 20)}"`])(
    'LM Studio settings that make no sense are passed over',
    async (settings) => {
      await put('.lmstudio/models/maker/river-gguf/river.gguf');
      await put('.lmstudio/settings.json', settings);
      expect(await found()).toHaveLength(1);
    },
  );

  test.each([
    ['linux', '.local/share/Jan/data'],
    ['darwin', 'Library/Application Support/Jan/data'],
    ['linux', 'jan'],
  ] as const)('Jan on %s: a model is called by its folder below %s', async (platform, data) => {
    await put(`${data}/llamacpp/models/maker/River-Q4/model.gguf`);
    expect(await found({ platform })).toMatchObject([{ id: 'maker-river-q4', name: 'maker/River-Q4', source: 'jan' }]);
  });

  test('Jan: the data folder that its settings name', async () => {
    await put('elsewhere/llamacpp/models/river/model.gguf');
    await put('.local/share/Jan/settings.json', JSON.stringify({ data_folder: join(home, 'elsewhere') }));
    expect(await found()).toMatchObject([{ id: 'river', source: 'jan' }]);
  });

  test.each([
    [{}, '.cache/huggingface/hub'],
    [{ HF_HOME: 'hf' }, 'hf/hub'],
    [{ HF_HUB_CACHE: 'cache' }, 'cache'],
  ])('Hugging Face with %o: links of snapshots into blobs', async (names, folder) => {
    const environment = Object.fromEntries(Object.entries(names).map(([name, path]) => [name, join(home, path)]));
    const repository = `${folder}/models--maker--river-GGUF`;
    await put(`${repository}/blobs/${HEX}`);
    for (const revision of ['one', 'two']) {
      await mkdir(join(home, repository, 'snapshots', revision), { recursive: true });
      await symlink(`../../blobs/${HEX}`, join(home, repository, 'snapshots', revision, 'river-q4.gguf'));
    }
    await put(`${folder}/datasets--maker--x/snapshots/one/no.gguf`, other('x'));
    expect(await found({ environment })).toMatchObject([
      { id: 'river-q4', name: 'maker/river-GGUF', source: 'hugging-face', bytes: model.length },
    ]);
  });

  test('Ollama: a manifest leads to the blob and gives the name', async () => {
    await put(`.ollama/models/blobs/sha256-${HEX}`);
    await put('.ollama/models/manifests/registry.ollama.ai/library/llama3.2/3b', manifest(`sha256:${HEX}`));
    expect(await found()).toMatchObject([{ id: 'llama3.2:3b', name: 'llama3.2:3b', source: 'ollama', bytes: model.length }]);
    // A second name of the same file is a model of its own, with nothing counted twice.
    await put('.ollama/models/manifests/registry.ollama.ai/library/llama3.2/latest', manifest(`sha256:${HEX}`));
    expect(await found()).toMatchObject([{ id: 'llama3.2:3b' }, { id: 'llama3.2:latest', name: 'llama3.2:latest', bytes: model.length }]);
    await rm(join(home, '.ollama/models/manifests/registry.ollama.ai/library/llama3.2/latest'));
    const second = 'cd'.repeat(32);
    await put(`ollama/blobs/sha256-${second}`);
    await put('ollama/manifests/hf.co/maker/river/latest', manifest(`sha256:${second}`));
    expect(await found({ environment: { OLLAMA_MODELS: join(home, 'ollama') } })).toMatchObject([{ name: 'hf.co/maker/river:latest' }]);
  });

  test.each([
    ['a path in the digest', manifest('sha256:../../../../secret')],
    ['a path after a good digest', manifest(`sha256:${HEX}/../../secret`)],
    ['a digest of another length', manifest('sha256:abcd')],
    ['another kind of layer', manifest(`sha256:${HEX}`, 'application/vnd.ollama.image.template')],
    ['no layers', '{"layers":7}'],
    ['too many layers', JSON.stringify({ layers: Array.from({ length: 1000 }, () => ({})) })],
    ['no JSON', '{'],
    ['a huge file', `${manifest(`sha256:${HEX}`)}${' '.repeat(300 << 10)}`],
    ['a blob that is not there', manifest(`sha256:${'ef'.repeat(32)}`)],
  ])('Ollama: %s gives no model', async (_, text) => {
    await put(`.ollama/models/blobs/sha256-${HEX}`);
    await put('.ollama/secret', model);
    await put('.ollama/models/manifests/registry.ollama.ai/library/bad/latest', text);
    expect(await found()).toEqual([]);
  });

  test('a file found twice is one model, of whoever comes first', async () => {
    const own = await put('own/river.gguf');
    await mkdir(join(home, '.lmstudio/models/maker/river'), { recursive: true });
    await link(own, join(home, '.lmstudio/models/maker/river/hard.gguf'));
    await mkdir(join(home, 'mine'));
    await symlink(own, join(home, 'mine/soft.gguf'));
    expect(await found({ folders: [join(home, 'mine')] })).toMatchObject([{ id: 'river', source: 'lintel' }]);
  });

  test('an older file of somebody else never takes the name of the model in the box', async () => {
    await put('mine/lintel-starter.gguf', other('impostor'));
    await put('box/lintel-starter.gguf');
    expect(await found({ folders: [join(home, 'mine')] })).toMatchObject([
      { id: 'lintel-starter', source: 'box' },
      { id: 'lintel-starter-2', source: 'folder' },
    ]);
  });
});
