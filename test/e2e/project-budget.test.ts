import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, lintel, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
let cloud: StubCloud;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started, cloud] = await Promise.all([launchBrowser(), startLintel(), openStubCloud()]);
  const kind = ['--kind', 'openai-compatible', '--base-url', `${cloud.address}/v1`, '--zone', 'cloud', '--models', 'echo'];
  const prices = ['--price-in', '2.5', '--price-out', '1000', '--data-dir', started.dataFolder];
  await lintel(['providers', 'add', '--name', 'Stub', ...kind, '--key-env', 'STUB_KEY', ...prices], {
    environment: { STUB_KEY: ['sk', 'stub', '0123456789abcdef'].join('-') },
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
  await cloud.close();
});

// With the switch on from outside nothing is ever spent.
it.skipIf(process.env.LINTEL_STAY_ON_DEVICE === '1')(
  'sets a project’s budget where the project is, and shows there and in Activity how it stands, by its name',
  async () => {
    const context = await browser.newContext({ viewport: SIZES.wide });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(started.address);
    await page.getByRole('button', { name: 'New project' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Sweet things');
    // What is not taken at first makes no second project.
    await dialog.getByRole('textbox', { name: /Budget/ }).fill('five');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => dialog.getByRole('alert').textContent()).toMatch(/amount|number/i);
    await dialog.getByRole('textbox', { name: /Budget/ }).fill('5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'New chat in Sweet things' }).count()).toBe(1);
    await page.getByRole('button', { name: 'New chat in Sweet things' }).click();
    await page.getByRole('button', { name: /Automatic/ }).click();
    await page.getByRole('menuitemradio', { name: /echo/ }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('How much sugar is in marzipan?');
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.getByRole('button', { name: /^Route: .* · \$/ }).waitFor();
    // A cap that warns, as the dialog does not set it.
    expect((await started.cli('budget', 'set', '--scope', 'project:sweet THINGS', '--window', 'day', '--requests', '20')).code).toBe(0);

    await page.getByRole('button', { name: 'Change the project Sweet things' }).click();
    await dialog.getByRole('img', { name: /^\$0\.\d+ of \$5(\.00)? used this month/ }).waitFor();
    await dialog.getByText(/^Each day: 1 request of 20 requests$/).waitFor();
    await page.screenshot({ path: join(PICTURES, 'project-budget-wide-light.png') });
    // What takes away stands apart from what keeps.
    const edgeOf = async (name: string) => (await dialog.getByRole('button', { name }).boundingBox())?.x ?? 0;
    expect((await edgeOf('Cancel')) - (await edgeOf('Delete the project'))).toBeGreaterThan(200);
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'All budgets' }).click();
    const budgets = page.getByRole('tabpanel', { name: 'Budgets' });
    await budgets.getByRole('heading', { name: 'Project Sweet things' }).first().waitFor();
    expect(await budgets.getByRole('heading', { name: 'Project Sweet things' }).count()).toBe(2);
    await page.screenshot({ path: join(PICTURES, 'project-budget-activity.png') });
    await page.getByRole('button', { name: 'Add a budget' }).click();
    await dialog.getByRole('combobox', { name: 'Over' }).selectOption('project');
    expect(await dialog.locator('datalist option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toEqual([
      'Sweet things',
    ]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Change the project Sweet things' }).click();
    await dialog.getByRole('img', { name: /used this month/ }).waitFor();
    await dialog.getByRole('textbox', { name: /Budget/ }).fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const left = JSON.parse((await started.cli('budget', 'list', '--json')).stdout) as { caps: { scope: string; window: string }[] };
    expect(left.caps.map(({ scope, window }) => [scope, window])).toEqual([['project:sweet-things', 'day']]);
    await context.close();

    const narrow = await browser.newContext({ viewport: SIZES.narrow, colorScheme: 'dark', locale: 'de-DE' });
    const small = await narrow.newPage();
    small.setDefaultTimeout(20_000);
    await small.goto(started.address);
    await small.getByRole('button', { name: /^Seitenleiste/ }).click();
    await small.getByRole('button', { name: 'Projekt Sweet things ändern' }).click();
    await small.getByText(/^Jeden Tag: 1 Anfrage von 20 Anfragen$/).waitFor();
    await small.screenshot({ path: join(PICTURES, 'project-budget-narrow-dark.png') });
    await narrow.close();
  },
  180_000,
);
