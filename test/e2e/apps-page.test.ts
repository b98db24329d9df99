import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

async function open(tab = '', size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light', locale = 'en'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${started.address}/#/apps${tab}`);
  await page.getByRole('region', { name: 'Apps', exact: true }).waitFor();
  return page;
}

const ask = (key: string, body: object) =>
  fetch(`${started.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-secret': 'never shown' },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Count.' }], ...body }),
  });

it('makes a key with bounds, shows it once, changes it, and revokes it', { timeout: 120_000 }, async () => {
  const page = await open('/keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Notes & more');
  await page.getByLabel('Notebook').check();
  await page.getByLabel('Requests in a minute').fill('two');
  await page.getByText('This is no number that can be used here.').waitFor();
  expect(await page.getByRole('button', { name: 'Make the key' }).isDisabled()).toBe(true);
  await page.getByLabel('Requests in a minute').fill('40');
  await page.getByLabel('Budget in a month, in dollars').fill('2.5');
  await page.getByLabel('How far it may go').selectOption({ label: 'this device' });
  await page.getByRole('button', { name: 'Make the key' }).click();
  const once = page.getByRole('region', { name: 'The key for Notes & more' });
  const key = (await once.locator('code').textContent()) ?? '';
  const answer = await ask(key, { max_tokens: 4 });
  expect(answer.status).toBe(200);
  await answer.text();
  await once.getByRole('button', { name: 'Done' }).click();
  expect(await page.content()).not.toContain(key);
  const row = page.getByRole('listitem').filter({ hasText: 'Notes & more' });
  expect(await row.textContent()).toMatch(/\$0 of \$2\.50 this month · 40 requests a minute/);

  await row.getByRole('button', { name: 'Change Notes & more' }).click();
  await page.getByLabel('Requests in a minute').fill('');
  await page.getByLabel('Budget in a month, in dollars').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await row.getByText('No bounds beside your rules').waitFor();
  const { stdout } = await started.cli('keys', 'list', '--json');
  expect(JSON.parse(stdout)).toMatchObject([{ name: 'Notes & more', icon: 'notebook-pen', ceiling: 'device' }]);

  await row.getByRole('button', { name: 'Revoke the key of Notes & more' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('1 key that has ended').waitFor();
  expect((await ask(key, {})).status).toBe(401);
  await page.context().close();
});

it('shows who is connected, cuts one, and what was used today', { timeout: 120_000 }, async () => {
  const key = await started.createKey('Slow writer');
  await (await ask(key, { max_tokens: 4 })).text();
  // A body that never ends keeps it open for as long as this test needs.
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': '1000' };
  const slow = request(`${started.address}/v1/chat/completions`, { method: 'POST', headers });
  const ended = new Promise<void>((resolve) => slow.once('close', resolve));
  slow.on('error', () => undefined);
  slow.write('{"model":');
  const page = await open();
  const row = page.getByRole('listitem').filter({ hasText: 'Slow writer' });
  await row.getByText('/v1/chat/completions').waitFor();
  await row.getByText('not yet decided').waitFor();
  await row.getByRole('button', { name: 'Cut' }).click();
  await page.getByText('No app is asking anything at the moment.').waitFor();
  await ended;
  const used = page.getByRole('row').filter({ hasText: 'Slow writer' });
  expect(await used.textContent()).toMatch(/\$0/);
  await page.context().close();
});

it('sets up an app with a key of its own and tries it through the port', { timeout: 120_000 }, async () => {
  const page = await open('/setup');
  await page.getByRole('searchbox', { name: 'Find an app' }).fill('cod');
  await page.getByRole('button', { name: 'Codex CLI' }).click();
  const card = page.getByRole('region', { name: 'Codex CLI' });
  expect(await card.locator('pre').textContent()).toContain(`base_url = "${started.address}/v1"`);
  expect(await card.locator('pre').textContent()).toContain('YOUR_KEY');
  await card.getByRole('button', { name: 'Make a key for it' }).click();
  await card.getByRole('button', { name: 'Test' }).click();
  await card.getByText(/^It works · /).waitFor();
  expect(await card.locator('pre').textContent()).toMatch(/LINTEL_KEY=lintel-/);
  await page.getByRole('searchbox', { name: 'Find an app' }).fill('cursor');
  await page.getByRole('button', { name: 'Cursor' }).click();
  await page.getByText(/Cursor calls from its own servers, which cannot reach an address of this computer/).waitFor();
  await page.context().close();
});

it('lists requests as they came, without secrets, and filters them', { timeout: 120_000 }, async () => {
  const key = await started.createKey('Inspected');
  await (await ask(key, { max_tokens: 4 })).text();
  await (await ask(key, { temperature: 'hot' })).text();
  const page = await open('/inspector');
  await page.getByRole('combobox', { name: 'App' }).selectOption({ label: 'Inspected' });
  const rows = page.getByRole('listitem').filter({ hasText: '/v1/chat/completions' });
  expect(await rows.count()).toBe(2);
  await page.getByRole('main').getByRole('searchbox').fill('400');
  expect(await rows.count()).toBe(1);
  await rows.first().locator('summary').click();
  const text = (await rows.first().textContent()) ?? '';
  expect(text).toContain('x-secret(hidden)');
  expect(text).not.toContain(key);
  expect(text).not.toContain('never shown');
  await page.getByRole('main').getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByText('No request has come yet. Set up an app, then look here.').waitFor();
  await page.context().close();
});

it('lets programs in without a key only while that is on', { timeout: 60_000 }, async () => {
  const bare = () => fetch(`${started.address}/v1/models`).then(({ status }) => status);
  expect(await bare()).toBe(401);
  const page = await open('/keys');
  await page.getByRole('switch', { name: /Let programs on this computer in without a key/ }).click();
  await page.getByRole('combobox', { name: 'How far what they send may go' }).waitFor();
  expect(await bare()).toBe(200);
  await page.getByRole('switch', { name: /Let programs on this computer in without a key/ }).click();
  await expect.poll(bare).toBe(401);
  await page.context().close();
});

it.each(['wide', 'narrow'] as const)('has no barrier and looks right, %s', { timeout: 180_000 }, async (size) => {
  const key = await started.createKey(`Notes on a ${size} screen`);
  await (await ask(key, { max_tokens: 4 })).text();
  for (const scheme of ['light', 'dark'] as const)
    for (const tab of ['', '/keys', '/setup', '/inspector']) {
      const page = await open(tab, size, scheme, scheme === 'dark' ? 'de' : 'en');
      await page.waitForTimeout(300);
      if (tab === '/setup') await page.getByRole('button', { name: 'OpenAI SDK' }).click();
      if (tab === '/inspector') await page.locator('summary').first().click();
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.screenshot({ path: join(PICTURES, `apps${tab.replace('/', '-')}-${size}-${scheme}.png`) });
      await page.context().close();
    }
});
