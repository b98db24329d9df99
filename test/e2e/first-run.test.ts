import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
let started: LintelProcess;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [started, browser] = await Promise.all([startLintel(), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

// What it offers to choose is whether prompts may leave, and that is settled where nothing may.
it.skipIf(process.env.LINTEL_STAY_ON_DEVICE === '1').each([
  ['wide', 1280, 800, 'light'],
  ['narrow', 390, 844, 'dark'],
] as const)('goes through the first steps, %s', async (size, width, height, colorScheme) => {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(started.address);
  const steps = page.getByRole('region', { name: 'First steps' });
  await steps.getByText('Processor cores').waitFor();
  for (const [index, title] of ['A model', 'What may leave', 'Others that may answer'].entries()) {
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: join(PICTURES, `first-run-${index}-${size}-${colorScheme}.png`) });
    await steps.getByRole('button', { name: 'Next' }).click();
    await steps.getByRole('heading', { name: title }).waitFor();
  }
  await steps.getByRole('button', { name: 'Back' }).click();
  await steps.getByRole('radio', { name: /Everything stays here/ }).check();
  await expect.poll(async () => JSON.parse((await started.cli('policy', 'show', '--json')).stdout).stayOnDevice).toBe(true);
  await steps.getByRole('radio', { name: /Private first/ }).check();
  await expect
    .poll(async () => JSON.parse((await started.cli('policy', 'show', '--json')).stdout))
    .toMatchObject({ stayOnDevice: false, objective: 'private-first' });
  await steps.getByRole('button', { name: 'Next' }).click();
  await steps.getByRole('button', { name: 'Done' }).click();
  await steps.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('Put a GGUF file into this folder:').waitFor();
  expect(await steps.count()).toBe(0);
  await page.goto(`${started.address}/#/settings`);
  await page.getByRole('button', { name: 'Show them again' }).click();
  await steps.waitFor();
  await context.close();
});
