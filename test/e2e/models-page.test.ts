import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { type ServedFile, startHub } from '../models/download/hub-server.ts';
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
  copyFileSync(join(root, 'resources', 'models', 'lintel-starter.gguf'), join(dataFolder, 'models', 'a-copy-of-mine.gguf'));
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

async function open(size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${started.address}/#/models`);
  await page.getByRole('region', { name: 'Models', exact: true }).waitFor();
  return page;
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

it('lists what is here, says whether it fits, and loads and unloads it', async () => {
  const page = await open();
  const copy = row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' });
  await copy.getByText('Fits', { exact: true }).waitFor();
  expect(await copy.textContent()).toMatch(
    /Needs about .* of context; .* are free beside other programs\. About .* tokens\/s \(estimate\)/,
  );
  expect(await row(page, 'broken').textContent()).toContain('Cannot be used');
  await copy.getByRole('button', { name: /^Load / }).click();
  await copy.getByRole('button', { name: /^Unload / }).waitFor();
  await copy.getByText(/In memory, .*unloads in/).waitFor();
  await copy.getByRole('button', { name: /^Unload / }).click();
  await copy.getByRole('button', { name: /^Load / }).waitFor();
  await page.context().close();
});

it('suggests models, the best for this computer first, and shows all when asked', async () => {
  const page = await open();
  const section = page.getByRole('region', { name: 'Suggested for this computer' });
  await section.waitFor();
  expect(await section.getByRole('listitem').count()).toBe(3);
  await section.getByRole('button', { name: /^Show all/ }).click();
  expect(await section.getByRole('listitem').count()).toBeGreaterThan(20);
  const { stdout } = await started.cli('models', 'catalog', '--json');
  const { best, models } = JSON.parse(stdout) as { best?: string; models: { id: string; verdict: string }[] };
  expect(models.find(({ id }) => id === best)?.verdict).toBe('fits');
  await page.context().close();
});

it('fetches a model, shows it when it is here, and deletes it after showing what goes', async () => {
  const page = await open();
  await page.getByRole('textbox', { name: 'Get a model' }).fill('hf:river/models:Q4_0');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const river = row(page, 'River <b>1</b>');
  await river.waitFor();
  await river.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const dialog = page.getByRole('alertdialog');
  expect(await dialog.textContent()).toMatch(/This frees \d+ kB: .*river-Q4_0\.gguf/);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await river.waitFor({ state: 'detached' });
  expect(existsSync(join(started.dataFolder, 'models', 'river-Q4_0.gguf'))).toBe(false);
  await page.getByRole('textbox', { name: 'Get a model' }).fill('hf:river/none:Q9');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.context().close();
});

it('shows a download on its way, pauses and cancels it', async () => {
  served = Object.assign(served, { slowMs: 200 });
  const page = await open();
  await page.getByRole('textbox', { name: 'Get a model' }).fill('hf:river/models:Q4_0');
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
  for (const scheme of ['light', 'dark'] as const) {
    const page = await open(size, scheme);
    await row(page, 'in Lintel’s folder').filter({ hasText: 'parameters' }).getByText('Fits', { exact: true }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: join(PICTURES, `models-${size}-${scheme}.png`) });
    await page.context().close();
  }
});
