import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBudgets } from '../../electron/ledger/budgets.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const DAY = 86_400_000;

let started: LintelProcess;
let browser: Browser;

/** Two weeks of use, written through the ledger itself. */
function seed(dataFolder: string): void {
  const database = openDatabase(join(dataFolder, 'lintel.db'), { repair: true });
  let now = Date.now() - 13 * DAY;
  const budgets = createBudgets(database, { now: () => now, offsetAt: () => 0 });
  budgets.set({ scope: 'total', window: 'month', rolling: false, soft: false, limits: { nanoDollars: 10e9 } });
  budgets.set({ scope: 'provider:openai', window: 'week', rolling: true, soft: true, limits: { nanoDollars: 1e9, tokens: 2_000_000 } });
  budgets.set({ scope: 'tag:work', window: 'request', rolling: false, soft: false, limits: { nanoDollars: 0.2e9 } });
  let count = 0;
  const add = (zone: Zone, id: string, provider: string | undefined, cost: number, tokens: number, tags: readonly string[]) => {
    const reservation = budgets.reserve({
      requestId: `seeded-${++count}`,
      number: 1,
      app: count % 3 === 0 ? 'editor' : 'window',
      tags,
      target: { id, zone, ...(provider === undefined ? {} : { provider }) },
      most: { nanoDollars: cost * 2, inputTokens: tokens, outputTokens: tokens },
    });
    reservation.settle({
      outcome: 'answered',
      usage: { ...NO_USAGE, inputTokens: tokens, outputTokens: Math.round(tokens / 4), costNanoDollars: cost },
      energyJoules: zone === 'device' ? 900 : 0,
      ...(zone === 'device' ? { wouldCostNanoDollars: 4e6 } : {}),
    });
  };
  for (let day = 0; day < 14; day++, now += DAY) {
    for (let each = 0; each < 4 + (day % 5); each++) add('device', 'starter', undefined, 0, 900, day % 2 === 0 ? ['work'] : []);
    add('lan', 'nas/qwen3-14b', 'nas', 0, 1_400, []);
    add('trusted', 'eu-cloud/large', 'eu-cloud', 0.012e9 * (1 + (day % 3)), 2_000, ['work']);
    add('cloud', 'openai/gpt-5-mini', 'openai', 0.03e9 * (1 + (day % 4)), 3_000, []);
  }
  budgets.close();
  database.close();
}

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const dataFolder = newDataFolder();
  seed(dataFolder);
  [started, browser] = await Promise.all([startLintel({ dataFolder }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await started.stop();
});

async function open(
  hash: string,
  size: keyof typeof SIZES = 'wide',
  colorScheme: 'light' | 'dark' = 'light',
  locale = 'en-GB',
): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${started.address}/${hash}`);
  await page.getByRole('main').waitFor();
  return page;
}

it('shows what was spent by day and zone, and the table behind it', async () => {
  const page = await open('#/activity');
  await page.getByRole('combobox', { name: 'Time' }).selectOption('Last 30 days');
  const chart = page.getByRole('img', { name: /^Money by day and zone, .* \$/ });
  await chart.waitFor();
  expect(await chart.locator('rect.fill-cloud').count()).toBe(14);
  await page.getByRole('region', { name: 'By provider' }).getByText('openai').waitFor();
  await page.getByText(/% of \d+ tries stayed on this device/).waitFor();
  const days = page.getByRole('region', { name: 'By day' }).first();
  await days.getByRole('button', { name: 'Show as a table' }).click();
  expect(await days.getByRole('row').count()).toBe(31);
  await page.context().close();
});

it('makes a budget, says what is wrong with one, changes it and removes it', async () => {
  const page = await open('#/activity/budgets');
  await page.getByRole('heading', { name: 'Everything' }).waitFor();
  await page.getByRole('button', { name: 'Add a budget' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a budget' });
  await dialog.getByRole('combobox', { name: 'Over' }).selectOption('App');
  await dialog.getByRole('combobox', { name: 'Its name' }).fill('window');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'name an amount' }).waitFor();
  await dialog.getByRole('textbox', { name: 'Dollars, at most' }).fill('2,50');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText(/of \$2\.50 used/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Change the budget for App window' }).click();
  const change = page.getByRole('dialog', { name: 'Change the budget for App window' });
  await change.getByRole('textbox', { name: 'Dollars, at most' }).fill('3');
  await change.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText(/of \$3\.00 used/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Remove the budget for App window' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'App window' }).waitFor({ state: 'detached' });
  await page.context().close();
});

it('lists a request as it comes, opens its trace, and finds it again by filters', async () => {
  const page = await open('#/activity/requests');
  await page.getByText('No request has come yet').waitFor();
  const asked = await started.cli('chat', 'Say hello.', '--json');
  expect(asked.code).toBe(0);
  const row = page.getByRole('list', { name: 'Requests' }).getByRole('button').first();
  await row.waitFor();
  await expect.poll(() => row.textContent(), { timeout: 10_000 }).toContain('answered · ');
  await row.click();
  const trace = page.getByRole('dialog', { name: 'Trace' });
  await trace.getByText('Where the time went').waitFor();
  await trace.getByText('Wrote the answer').waitFor();
  await trace.getByText('Nothing of this request left this computer.').waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(PICTURES, 'activity-trace.png') });
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Zone' }).selectOption('Cloud');
  await page.getByText('No request is like that').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await row.waitFor();
  await page.getByRole('tab', { name: 'Targets' }).click();
  await page.getByText('Reliability').first().waitFor();
  await page.getByRole('tab', { name: 'Computer' }).click();
  await page.getByRole('img', { name: /^Processor over the day/ }).waitFor();
  await page.context().close();
});

it.each(['wide', 'narrow'] as const)(
  'has no barrier and looks right, %s',
  async (size) => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open('#/activity', size, scheme);
      for (const tab of ['Overview', 'Budgets', 'Requests', 'What left', 'Targets', 'Computer']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tabpanel', { name: tab }).waitFor();
        await page.waitForTimeout(300);
        expect(await findBarriers(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
        await page.screenshot({ path: join(PICTURES, `activity-${tab.toLowerCase().replace(' ', '-')}-${size}-${scheme}.png`) });
      }
      await page.context().close();
    }
  },
  180_000,
);

it('speaks German', async () => {
  const page = await open('#/activity/budgets', 'wide', 'light', 'de-DE');
  await page.getByRole('button', { name: 'Budget hinzufügen' }).waitFor();
  await page.screenshot({ path: join(PICTURES, 'activity-german.png') });
  await page.context().close();
});
