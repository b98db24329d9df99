import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

let started: LintelProcess;
let browser: Browser;
beforeAll(async () => {
  [started, browser] = await Promise.all([startLintel(), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

it('shows in one window what another or the terminal changed, without a reload', async () => {
  const [one, other] = await Promise.all([browser.newPage(), browser.newPage()]);
  for (const page of [one, other]) {
    page.setDefaultTimeout(20_000);
    await page.goto(started.address);
    await page.getByRole('switch', { name: 'Stay on this device' }).waitFor();
  }
  if (process.env.LINTEL_STAY_ON_DEVICE !== '1') {
    await one.getByRole('switch', { name: 'Stay on this device' }).click();
    await other.getByRole('switch', { name: 'Stay on this device', checked: true }).waitFor();
    await started.cli('policy', 'stay', 'off');
    for (const page of [one, other]) await page.getByRole('switch', { name: 'Stay on this device', checked: false }).waitFor();
  }
  await one.getByRole('textbox', { name: 'Message' }).fill('Of the first window');
  await one.keyboard.press('Enter');
  await other.getByRole('navigation', { name: 'Conversations' }).getByText('Of the first window').waitFor();
  expect(started.errors()).not.toContain('failed');
});
