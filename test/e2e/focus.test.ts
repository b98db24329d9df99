import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
  await started.createKey('Notes');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

/** What lies over the window. */
const over = (page: Page) => page.locator('[role=dialog], [role=alertdialog], [role=menu]');

/** Opens by Enter, and closes by Escape, all that opens on the way. */
async function thereAndBack(page: Page, opener: Locator, item?: string): Promise<void> {
  await opener.focus();
  await page.keyboard.press('Enter');
  if (item !== undefined) await page.getByRole('menuitem', { name: item }).press('Enter');
  await over(page).filter({ visible: true }).last().waitFor();
  await expect.poll(() => over(page).evaluateAll((all) => all.some((one) => one.contains(document.activeElement)))).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => over(page).count()).toBe(0);
}

const hasFocus = (element: Locator) => element.evaluate((one) => one === document.activeElement);

it.each([
  ['', 'New project'],
  ['#/models/providers', 'Add a provider'],
  ['#/activity/budgets', 'Add a budget'],
  ['#/apps/keys', 'New key'],
  ['#/apps/keys', 'Revoke the key of Notes'],
  ['#/settings/data', 'Delete everything…'],
] as const)('gives the focus back to “%s” %s once what it opened is closed', async (hash, name) => {
  const page = await browser.newPage();
  await page.goto(`${started.address}/${hash}`);
  const opener = page.getByRole('button', { name });
  await thereAndBack(page, opener);
  await expect.poll(() => hasFocus(opener)).toBe(true);
  await page.close();
});

it('gives the focus back to a message after a menu’s dialog, and to where it was after the palette', async () => {
  const page = await browser.newPage();
  await page.goto(started.address);
  await thereAndBack(page, page.getByRole('button', { name: 'Add', exact: true }), 'Prompts…');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  const opener = page.getByRole('button', { name: 'Models', exact: true });
  await opener.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => hasFocus(opener)).toBe(true);
  await page.close();
});
