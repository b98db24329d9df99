import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { BOXED_MODEL } from '../boxed-model.ts';
import { type ServedFile, startHub } from '../models/download/hub-server.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

const root = join(import.meta.dirname, '..', '..');
const PICTURES = join(root, 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
let hub: Awaited<ReturnType<typeof startHub>>;
let served: ServedFile;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const dataFolder = newDataFolder();
  mkdirSync(join(dataFolder, 'models'), { recursive: true });
  copyFileSync(BOXED_MODEL, join(dataFolder, 'models', 'a-copy-of-mine.gguf'));
  writeFileSync(join(dataFolder, 'models', 'broken.gguf'), 'GGUF but not quite');
  served = { bytes: makeModel({ ...PRESETS.starter, name: 'River <b>1</b>' }), etag: '"1"' };
  hub = await startHub(new Map([['river-Q4_0.gguf', served]]));
  [browser, started] = await Promise.all([
    launchBrowser(),
    startLintel({ dataFolder, environment: { HF_ENDPOINT: hub.url, HOME: dataFolder } }),
  ]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
  await hub.close();
});

async function open(size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light', address = '#/models'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${started.address}/${address}`);
  await page.getByRole('region', { name: 'Models', exact: true }).waitFor();
  return page;
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

it('lists what is here, says whether it fits, and loads and unloads it', async () => {
  const page = await open();
  const copy = row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' });
  await copy.getByText('Fits', { exact: true }).waitFor();
  expect(await copy.textContent()).toMatch(/Needs about .* for \d+ chats of [\d,]+ tokens each\. About .* tokens\/s \(estimate\)/);
  expect(await row(page, 'broken').textContent()).toContain('Cannot be used');
  await copy.getByRole('button', { name: /^Load / }).click();
  await copy.getByRole('button', { name: /^Unload / }).waitFor();
  await copy.getByText(/In memory, .*unloads in/).waitFor();
  await copy.getByRole('button', { name: /^Unload / }).click();
  await copy.getByRole('button', { name: /^Load / }).waitFor();
  await page.context().close();
});

it('suggests models, the best for this computer first, and shows all when asked', async () => {
  const page = await open('wide', 'light', '#/models/get');
  const section = page.getByRole('region', { name: 'Suggested for this computer' });
  await section.waitFor();
  expect(await section.getByRole('listitem').count()).toBe(3);
  await section.getByRole('button', { name: /^Show all/ }).click();
  expect(await section.getByRole('listitem').count()).toBeGreaterThan(20);
  await section.getByRole('combobox', { name: 'Good at' }).selectOption('ranking');
  await section.getByText(/^\d models?$/).waitFor();
  expect(await section.getByRole('listitem').count()).toBeLessThan(4);
  await section.getByRole('combobox', { name: 'Good at' }).selectOption('Anything');
  await section.getByRole('combobox', { name: 'Size' }).selectOption('Up to 2 GB');
  const small = await section.getByRole('listitem').count();
  expect(small).toBeGreaterThan(0);
  expect(small).toBeLessThan(20);
  const { stdout } = await started.cli('models', 'catalog', '--json');
  const { best, models } = JSON.parse(stdout) as {
    best?: string;
    models: { id: string; verdict: string; kind: string; goodAt: string[] }[];
  };
  // On a busy computer there may be none.
  if (best === undefined)
    expect(models.filter(({ verdict, kind, goodAt }) => verdict === 'fits' && kind === 'chat' && goodAt.includes('chat'))).toEqual([]);
  else expect(models.find(({ id }) => id === best)?.verdict).toBe('fits');
  await page.context().close();
});

it('fetches a model, shows it when it is here, and deletes it after showing what goes', async () => {
  const page = await open('wide', 'light', '#/models/get');
  await page.getByRole('textbox', { name: 'Get a model by its name or address' }).fill('hf:river/models:Q4_0');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByRole('tab', { name: 'On this computer' }).click();
  const river = row(page, 'River <b>1</b>');
  await river.waitFor();
  await river.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const dialog = page.getByRole('alertdialog');
  expect(await dialog.textContent()).toMatch(/This frees \d+ kB: .*river-Q4_0\.gguf/);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await river.waitFor({ state: 'detached' });
  expect(existsSync(join(started.dataFolder, 'models', 'river-Q4_0.gguf'))).toBe(false);
  await page.getByRole('tab', { name: 'Get models' }).click();
  await page.getByRole('textbox', { name: 'Get a model by its name or address' }).fill('hf:river/none:Q9');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.context().close();
});

it('shows who has the memory, keeps a model in it, and lets it go', async () => {
  const page = await open();
  const memory = page.getByRole('region', { name: /^Memory of this computer/ });
  await memory.getByText('No model is in memory.').waitFor();
  const copy = row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' });
  await copy.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Keep in memory' }).click();
  await copy.getByText('Kept until Lintel ends').waitFor();
  await memory.getByText('1 model is in memory.').waitFor();
  await copy.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'No longer keep' }).click();
  await copy.getByText(/unloads in/).waitFor();
  await page.context().close();
});

it('shows what settings cost as they are typed, and keeps them', async () => {
  const page = await open();
  const copy = row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' });
  const more = copy.getByRole('button', { name: /^More for/ });
  await more.click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  const panel = page.getByRole('dialog', { name: /^Settings of/ });
  const cost = panel.getByRole('region', { name: /^Needs about/ });
  await cost.getByText(/chats of 2,048 tokens$/).waitFor();
  await panel.getByLabel('Context window').fill('512');
  await panel.getByLabel('Chats at the same time').fill('1');
  await cost.getByText('Room for one chat of 512 tokens').waitFor();
  await panel.getByLabel('Bits of the cache').selectOption('8 bits, half the memory');
  await page.screenshot({ path: join(PICTURES, 'model-settings.png') });
  await panel.getByLabel('Bits of the cache').selectOption('as suits it');
  await cost.getByText(/less than now/).waitFor();
  await panel.getByLabel('Context window').fill('999999');
  await panel.getByText(/this model was made for 2,048 at most/).waitFor();
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel
    .getByRole('alert')
    .getByText(/at most/)
    .waitFor();
  await panel.getByLabel('Context window').fill('512');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.waitFor({ state: 'detached' });
  await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);
  await copy.getByText(/for one chat of 512 tokens/).waitFor();
  const { stdout } = await started.cli('models', 'list', '--json');
  const kept = (JSON.parse(stdout) as { id: string; settings: object }[]).find(({ id }) => id === 'a-copy-of-mine');
  expect(kept?.settings).toEqual({ contextWindow: 512, sequences: 1 });
  await page.context().close();
});

it('measures a model with the real engine, and can be stopped', async () => {
  const page = await open();
  const copy = row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' });
  const more = copy.getByRole('button', { name: /^More for/ });
  await more.click();
  await page.getByRole('menuitem', { name: 'Measure its speed' }).click();
  await copy
    .getByText(/^Reads [\d,.]+ tokens\/s \(\d+ tokens of prompt\)\. Writes [\d,.]+ tokens\/s\. Middle of 3 rounds/)
    .waitFor({ timeout: 60_000 });
  await copy.getByText(/tokens\/s measured/).waitFor();
  const { stdout } = await started.cli('status', '--json');
  const target = (JSON.parse(stdout) as { models: { id: string; speed?: object }[] }).models.find(({ id }) => id === 'a-copy-of-mine');
  expect(target?.speed).toBeDefined();
  await more.click();
  await page.getByRole('menuitem', { name: 'Measure its speed' }).click();
  await copy.getByRole('button', { name: 'Stop' }).click();
  await copy.getByText(/Nothing was measured|Middle of \d rounds|Measured once/).waitFor();
  await page.context().close();
}, 60_000);

it('lists folders and other apps, and takes a folder of the person’s own', async () => {
  const folder = join(started.dataFolder, 'my models');
  mkdirSync(folder);
  writeFileSync(join(folder, 'brook.gguf'), makeModel({ ...PRESETS.starter, name: 'Brook' }));
  const page = await open();
  const places = page.getByRole('region', { name: 'Where models lie' });
  await places.getByRole('textbox', { name: 'Add a folder with models' }).fill(join(folder, 'nowhere'));
  await places.getByRole('button', { name: 'Add', exact: true }).click();
  await places
    .getByRole('alert')
    .getByText(/There is no folder/)
    .waitFor();
  await places.getByRole('textbox', { name: 'Add a folder with models' }).fill(folder);
  await places.getByRole('button', { name: 'Add', exact: true }).click();
  await row(page, 'Brook').waitFor();
  await places.getByText(/^1 model, /).waitFor();
  const ollama = places.getByRole('switch', { name: /Ollama/ });
  await ollama.click();
  await expect.poll(() => ollama.getAttribute('aria-checked')).toBe('false');
  await places.getByRole('button', { name: /^No longer use/ }).click();
  await row(page, 'Brook').waitFor({ state: 'detached' });
  await page.context().close();
});

it('searches the hub once asked, and says of each file whether it fits', async () => {
  const page = await open('wide', 'light', '#/models/get');
  const section = page.getByRole('region', { name: 'Search Hugging Face' });
  await section.getByText(/Your mirror at 127\.0\.0\.1:\d+ is asked, on this device/).waitFor();
  const before = hub.asked.length;
  await section.getByRole('searchbox').fill('river');
  expect(hub.asked).toHaveLength(before);
  await section.getByRole('button', { name: 'Search', exact: true }).click();
  await section.getByRole('button', { name: /river\/models/ }).click();
  const variant = section.getByRole('listitem').filter({ hasText: 'Q4_0' }).last();
  await variant.getByText('Fits', { exact: true }).waitFor();
  expect(await variant.textContent()).toMatch(/river-Q4_0\.gguf · Needs about/);
  await page.screenshot({ path: join(PICTURES, 'models-hub.png'), fullPage: true });
  await page.context().close();
});

it('shows a download on its way, pauses and cancels it', async () => {
  served = Object.assign(served, { slowMs: 200 });
  const page = await open('wide', 'light', '#/models/get');
  await page.getByRole('textbox', { name: 'Get a model by its name or address' }).fill('hf:river/models:Q4_0');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const progress = page.getByRole('progressbar');
  await progress.waitFor();
  await page.screenshot({ path: join(PICTURES, 'models-download.png') });
  await page.getByRole('button', { name: /^Pause/ }).click();
  await page.getByText(/^Paused at/).waitFor();
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await progress.waitFor({ state: 'detached' });
  await page.context().close();
});

it.each(['wide', 'narrow'] as const)('has no barrier and looks right, %s', async (size) => {
  for (const [scheme, tab] of [
    ['light', ''],
    ['dark', ''],
    ['light', '/get'],
    ['dark', '/get'],
  ] as const) {
    const page = await open(size, scheme, `#/models${tab}`);
    if (tab === '') await row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' }).getByText('Fits', { exact: true }).waitFor();
    else await page.getByRole('button', { name: /^Show all/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: join(PICTURES, `models${tab.replace('/', '-')}-${size}-${scheme}.png`) });
    await page.context().close();
  }
});
