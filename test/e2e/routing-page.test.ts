import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PolicyView, RehearsalView } from '../../shared/api/views.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
  for (const words of ['Name a colour.', 'Name another one.']) await started.cli('chat', words);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

async function open(path: string, size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${started.address}/${path}`);
  return page;
}

const policy = async () => JSON.parse((await started.cli('policy', 'show', '--json')).stdout) as PolicyView;

it('rehearses an edit before it is saved, and saves nothing until told to', async () => {
  const before = await policy();
  const page = await open('#/routing');
  await page.getByRole('radio', { name: /Cheapest/ }).check();
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByText('Your last 2 requests would have gone where they went.').waitFor();
  await page.getByRole('textbox', { name: 'A model that is never used' }).fill('*');
  await page.keyboard.press('Enter');
  await bar.getByText('2 of your last 2 requests would have gone elsewhere. 2 would have had no answer.').waitFor();
  await page.getByRole('img', { name: 'Went: 2 on this device. Would have gone: 2 not sent.' }).waitFor();
  await page.getByRole('region', { name: 'Requests that would have gone elsewhere' }).getByText('Not sent').first().waitFor();
  expect((await policy()).version).toBe(before.version);
  await page.getByRole('button', { name: 'Use * again' }).click();
  await bar.getByText('Your last 2 requests would have gone where they went.').waitFor();
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  expect(await policy()).toMatchObject({ version: before.version + 1, objective: 'cheapest', excluded: [] });
  await page.context().close();
});

it('lists versions, and goes back after showing what that would change', async () => {
  const before = await policy();
  const file = join(started.dataFolder, 'changes.json');
  for (const objective of ['fastest', 'cheapest']) {
    writeFileSync(file, JSON.stringify({ objective }));
    await started.cli('policy', 'apply', file);
  }
  const page = await open('#/routing');
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions
    .getByRole('listitem')
    .filter({ hasText: `Version ${before.version + 2}` })
    .getByText('In force')
    .waitFor();
  await versions.getByRole('button', { name: 'Go back to version 1…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back to version 1' });
  await dialog.getByRole('listitem').first().waitFor();
  await page.screenshot({ path: join(PICTURES, 'versions.png'), animations: 'disabled' });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Go back', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /Balanced/, checked: true }).waitFor();
  expect(await policy()).toMatchObject({ version: before.version + 3, objective: 'balanced' });
  await page.context().close();
});

it('runs the policy’s own examples on an edit, and saves one that breaks them only when told to', async () => {
  const file = join(started.dataFolder, 'examples.json');
  writeFileSync(file, JSON.stringify({ tests: [{ name: 'Home answers', prompt: { text: 'Hello' }, expect: { zone: 'device' } }] }));
  await started.cli('policy', 'apply', file);
  const page = await open('#/routing');
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await page.getByRole('radio', { name: /Private first/ }).check();
  await bar.getByText('Your example comes out as it must.').waitFor();
  await page.getByRole('textbox', { name: 'A model that is never used' }).fill('*');
  await page.keyboard.press('Enter');
  await bar.getByText(/Your example “Home answers” fails/).waitFor();
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.getByRole('button', { name: 'Save all the same' }).waitFor();
  expect((await policy()).excluded).toEqual([]);
  await bar.getByRole('button', { name: 'Save all the same' }).click();
  await bar.waitFor({ state: 'detached' });
  expect((await policy()).excluded).toEqual(['*']);
  writeFileSync(file, JSON.stringify({ tests: [], excluded: [] }));
  await started.cli('policy', 'apply', file);
  await page.context().close();
});

it('writes, checks, orders, switches and removes rules by keyboard and pointer alike', async () => {
  const page = await open('#/routing');
  await page.getByRole('button', { name: 'Begin a list of rules' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('form', { name: 'A new rule' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Busy');
  await form.getByRole('textbox', { name: 'When' }).fill('hardware.cpus > 0.8');
  await form.getByText(/^1:1: .*hardware\.cpu/).waitFor();
  await form.locator('mark', { hasText: 'hardware.cpus' }).waitFor();
  expect(await form.getByRole('button', { name: 'Keep the rule' }).isDisabled()).toBe(true);
  await form.getByRole('textbox', { name: 'When' }).fill('hardware.cpu > 0.8');
  await form.getByRole('combobox', { name: 'Aims for' }).selectOption('fastest');
  await form.getByRole('group', { name: 'These first' }).getByRole('checkbox', { name: 'your network' }).check();
  await page.screenshot({ path: join(PICTURES, 'routing-form.png'), animations: 'disabled' });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await form.getByRole('button', { name: 'Keep the rule' }).press('Enter');
  await page.getByText('prefers your network and aims for “Fastest”').waitFor();
  const adding = page.getByRole('button', { name: 'Add a rule' });
  expect(await adding.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  expect(await adding.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Work stays');
  await form.getByRole('textbox', { name: 'When' }).fill('"internal" in tags');
  await form.getByRole('combobox', { name: 'It may go no further than' }).selectOption('lan');
  await form.getByRole('button', { name: 'Keep the rule' }).click();
  await page.getByRole('button', { name: 'Move Work stays up' }).press('Enter');
  await page.getByRole('switch', { name: 'Busy' }).press('Space');
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  const [list] = (await policy()).rules;
  expect(list).toMatchObject({
    match: 'all',
    rules: [
      { name: 'Work stays', when: '"internal" in tags' },
      { name: 'Busy', disabled: true },
    ],
  });
  expect(list?.rules.map((rule) => rule.then)).toEqual([{ ceiling: 'lan' }, { objective: 'fastest', prefer: { zones: ['lan'] } }]);
  await page.getByRole('button', { name: 'Remove Busy' }).click();
  await bar.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('switch', { name: 'Busy' }).waitFor();
  await page.context().close();
});

it('rehearses a file from the command line', async () => {
  const file = join(started.dataFolder, 'edited.yaml');
  writeFileSync(file, 'excluded:\n  - "*"\n');
  const { code, stdout } = await started.cli('policy', 'rehearse', file, '--last', '10', '--json');
  expect(code).toBe(0);
  const { summary, rows } = JSON.parse(stdout) as RehearsalView;
  expect(summary).toMatchObject({
    requests: 2,
    moved: 2,
    lost: 2,
    leaks: 0,
    was: { byZone: { device: 2 } },
    would: { byZone: { none: 2 } },
  });
  expect(rows[0]).toMatchObject({ was: { status: 'done', place: { zone: 'device' } }, moved: true });
  const told = await started.cli('policy', 'rehearse', file);
  expect(told.stdout).toMatch(/^Of the last 2 requests 2 would have gone elsewhere, and 2 would have had no answer\.$/m);
  expect(told.stdout).toMatch(/^TIME +TASK +TOKENS +WENT +WOULD +COST +FOUND$/m);
  writeFileSync(file, JSON.stringify({ objective: 'dearest' }));
  expect((await started.cli('policy', 'rehearse', file)).code).toBe(2);
});

/** No place beyond this computer is to be had here: the rehearsal that the window hears of tells of some. */
async function pretendPlaces(page: Page): Promise<void> {
  await page.route('**/ui/policy/rehearsal', async (route) => {
    const real = (await (await route.fetch()).json()) as RehearsalView;
    const far = { targetId: 'far', name: 'A model far away', zone: 'cloud' } as const;
    const [row] = real.rows;
    if (row === undefined) throw new Error('There is no request to rehearse.');
    const rows = Array.from({ length: 14 }, (_, index) => ({
      ...row,
      requestId: `r${index}`,
      moved: true,
      would: { place: far, expected: { costNanoDollars: 2_100_000, firstTokenMs: 400, totalMs: 2300 }, sentence: '' },
      ...(index === 1
        ? { leak: { to: 'cloud' as const, ceiling: 'device' as const, findings: [{ type: 'iban' as const, count: 1 }] } }
        : {}),
    }));
    const summary: RehearsalView['summary'] = {
      requests: 120,
      was: { byZone: { device: 80, lan: 20, trusted: 8, cloud: 10, none: 2 }, costNanoDollars: 41_000_000, medianMs: 3100 },
      would: { byZone: { device: 60, lan: 20, trusted: 8, cloud: 31, none: 1 }, costNanoDollars: 92_000_000, medianMs: 2400 },
      flows: [
        { from: 'device', to: 'device', count: 60 },
        { from: 'device', to: 'cloud', count: 20 },
        { from: 'lan', to: 'lan', count: 20 },
        { from: 'trusted', to: 'trusted', count: 8 },
        { from: 'cloud', to: 'cloud', count: 10 },
        { from: 'none', to: 'cloud', count: 1 },
        { from: 'none', to: 'none', count: 1 },
      ],
      moved: 21,
      lost: 0,
      leaks: 1,
      leaked: [{ type: 'iban', count: 1 }],
    };
    await route.fulfill({ json: { ...real, rows, summary } });
  });
}

it.each([
  ['wide', 'light'],
  ['wide', 'dark'],
  ['narrow', 'light'],
  ['narrow', 'dark'],
] as const)('is accessible, %s and %s', async (size, scheme) => {
  const page = await open('#/routing', size, scheme);
  await pretendPlaces(page);
  await page.getByRole('radio', { name: /Your own/ }).check();
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('heading', { name: 'What this would have changed' }).waitFor();
  await page.screenshot({ path: join(PICTURES, `routing-${size}-${scheme}.png`), animations: 'disabled' });
  await page.getByRole('img', { name: /^Went: 80 on this device/ }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Show 4 more' }).click();
  await page.getByRole('heading', { name: 'What this would have changed' }).evaluate((head) => head.scrollIntoView());
  await page.screenshot({ path: join(PICTURES, `rehearsal-${size}-${scheme}.png`), animations: 'disabled' });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().close();
});
