import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../../electron/cli/program.ts';
import { createWishedTime } from '../../../electron/engines/local/wished-time.ts';
import { dataFolderFrom } from '../../../electron/platform/paths.ts';
import { DEFAULT_PORT } from '../../../electron/platform/port.ts';
import { english } from '../../../shared/chat/english.ts';
import { WARN_AT } from '../../../shared/money/cap.ts';
import { BUILT_IN_TAGS } from '../../../shared/privacy/tags.ts';
import { ZONE_NAMES } from '../../../shared/privacy/zones.ts';
import { OBJECTIVE_NAMES } from '../../../shared/routing/objective.ts';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import { readFacts, readTopics } from '../../../tools/starter-model/material.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const facts = readFacts();
const fact = (key: string) => facts[key] ?? `facts.json has no “${key}”`;
const under = (prefix: string) => Object.entries(facts).flatMap(([key, value]) => (key.startsWith(`${prefix}.`) ? [value] : []));
const source = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const RETRAIN = 'the guide calls it otherwise: change facts.json and train the starter model again (tools/starter-model/MODEL_CARD.md)';

afterEach(() => vi.restoreAllMocks());

async function helpOf(words: readonly string[]): Promise<string> {
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    said += String(piece);
    return true;
  });
  await runCommand([...words, '--help'], '0.0.0');
  vi.restoreAllMocks();
  return said;
}

test('tags, zones and objectives are called as in the program', () => {
  expect(under('tag').sort(), RETRAIN).toEqual(Object.keys(BUILT_IN_TAGS).sort());
  expect(under('zone').sort(), RETRAIN).toEqual(Object.values(ZONE_NAMES).map(english).sort());
  const named = Object.values(OBJECTIVE_NAMES).map(english);
  expect(
    under('objective').every((name) => named.includes(name)),
    RETRAIN,
  ).toBe(true);
  const { objective } = DEFAULT_POLICY;
  expect(fact('objective.default'), RETRAIN).toBe(typeof objective === 'string' ? english(OBJECTIVE_NAMES[objective]) : '');
});

test('the tags do by default what the guide says of them', () => {
  expect(BUILT_IN_TAGS).toEqual({
    private: { ceiling: 'device' },
    internal: { ceiling: 'lan' },
    sensitive: { ceiling: 'trusted', masked: 'cloud' },
    public: { ceiling: 'cloud' },
  });
  expect(DEFAULT_POLICY.pictureTag).toBe(fact('tag.private'));
  expect(DEFAULT_POLICY.untagged.ceiling).toBe('cloud');
});

test('port, address, warnings and times are the program’s', () => {
  expect(fact('port'), RETRAIN).toBe(String(DEFAULT_PORT));
  expect(fact('address'), RETRAIN).toBe(`http://127.0.0.1:${DEFAULT_PORT}/v1`);
  expect(fact('budget.warnings').match(/\d+/g)?.map(Number), RETRAIN).toEqual([...WARN_AT]);
  expect(createWishedTime(() => undefined).after('window', undefined), RETRAIN).toBe(10 * 60_000);
  expect(fact('keep.loaded')).toBe('ten minutes');
  expect(fact('licence'), RETRAIN).toBe((JSON.parse(source('package.json')) as { license: string }).license);
});

test('folders and variables are the program’s', () => {
  const home = { HOME: '/home/someone', APPDATA: 'C:\\Roaming' };
  expect(dataFolderFrom(undefined, home, 'linux'), RETRAIN).toBe(fact('folder.linux').replace('~', home.HOME));
  expect(dataFolderFrom(undefined, home, 'darwin'), RETRAIN).toBe(fact('folder.mac').replace('~', home.HOME));
  expect(dataFolderFrom(undefined, home, 'win32').replaceAll('/', '\\'), RETRAIN).toContain(
    fact('folder.windows').replace('%APPDATA%', home.APPDATA),
  );
  expect(dataFolderFrom(undefined, { ...home, [fact('env.dataDir')]: '/elsewhere' }, 'linux'), RETRAIN).toBe('/elsewhere');
});

test('every command that the guide names is there', async () => {
  const commands = under('cmd');
  expect(commands.length).toBeGreaterThan(30);
  for (const command of commands) {
    // “stay on” and “stay off” are one command with an argument.
    const words = command.replace(/ (on|off)$/, '').split(' ');
    expect(await helpOf(words.slice(1)), `${command}: ${RETRAIN}`).toMatch(new RegExp(`^Usage: ${words.join(' ')}( |$)`, 'm'));
  }
}, 60_000);

test('every flag that the guide names is there', async () => {
  const serve = await helpOf(['serve']);
  expect(serve, RETRAIN).toContain(`${fact('flag.port')} `);
  expect(serve, RETRAIN).toContain(`${fact('flag.dataDir')} `);
  expect(source('scripts/start.mjs'), RETRAIN).toContain(`'${fact('flag.headless')}'`);
  expect(await helpOf(['ledger', 'export'])).toMatch(/--csv[\s\S]*--since/);
  expect(await helpOf(['providers', 'model'])).toMatch(/--price-in[\s\S]*--price-out/);
  expect(source('electron/gateway/caller.ts'), RETRAIN).toContain(`'${fact('header.tags')}'`);
});

/** Where the window keeps each text that the guide names: file of renderer/locales/en and path in it. */
const IN_WINDOW: Readonly<Record<string, readonly string[]>> = {
  'nav.newChat': ['shell', 'newChat'],
  'nav.search': ['chat', 'search', 'name'],
  'nav.stay': ['shell', 'stay', 'name'],
};

function inWindow(key: string): unknown {
  const [place = '', name = ''] = key.split('.');
  const [file = '', ...path] = IN_WINDOW[key] ?? (place === 'page' ? ['pages', name] : ['pages', 'tabs', place, name]);
  let value: unknown = JSON.parse(source(`renderer/locales/en/${file}.json`));
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

test('pages, tabs and switches are called as in the window', () => {
  const places = ['nav', 'page', 'models', 'routing', 'activity', 'apps', 'settings'];
  const keys = Object.keys(facts).filter((key) => places.includes(key.split('.')[0] ?? ''));
  expect(keys.length).toBeGreaterThan(30);
  for (const key of keys) expect(inWindow(key), `${key}: ${RETRAIN}`).toBe(fact(key));
});

test('the keys are those that the window listens to', () => {
  const actions = source('renderer/stores/actions.ts');
  const keysOf = (id: string) => actions.match(new RegExp(`id: '${id}', keys: '([^']+)'`))?.[1];
  expect(keysOf('newChat'), RETRAIN).toBe(fact('key.newChat'));
  expect(keysOf('palette')?.replace('Mod', 'Ctrl'), RETRAIN).toBe(fact('key.palette'));
  expect(keysOf('palette')?.replace('Mod', 'Cmd'), RETRAIN).toBe(fact('key.paletteMac'));
});

test('no answer spells out what facts.json holds, so that a name that changes changes there alone', () => {
  const written = readdirSync(join(ROOT, 'tools', 'starter-model', 'material', 'topics')).map((file) =>
    source(join('tools', 'starter-model', 'material', 'topics', file)),
  );
  const answers = written.flatMap((text) => text.split('\n').filter((line) => line.startsWith('A: ')));
  expect(answers).toHaveLength(readTopics().length);
  for (const answer of answers) {
    for (const key of ['port', 'address', 'key.palette', 'key.newChat']) expect(answer, key).not.toContain(fact(key));
    expect(answer).not.toMatch(/\blintel (models|providers|policy|budget|ledger|keys|telemetry|serve|status|doctor|route|scan) /);
  }
});
