import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const KEY = ['sk', 'canary', '0123456789abcdefWXYZ'].join('-');
const SECOND_KEY = ['sk', 'canary', 'second', '0123456789QRST'].join('-');
const FROM_OUTSIDE = ['sk', 'canary', 'outside', '0123456789LMNO'].join('-');
/** With the switch on from outside nobody can be asked. */
const stays = process.env.LINTEL_STAY_ON_DEVICE === '1';

let browser: Browser;
let started: LintelProcess;
let cloud: StubCloud;
/** All that the window got from main. */
const heard: string[] = [];
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  cloud = await openStubCloud();
  cloud.models = ['echo', 'openai.text'];
  cloud.ends = { echo: '2020-11-20', 'openai.text': '2099-10-11' };
  [browser, started] = await Promise.all([launchBrowser(), startLintel({ environment: { GROQ_API_KEY: FROM_OUTSIDE } })]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
  await cloud.close();
});

async function open(size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('response', (response) => {
    if (response.url().includes('/ui/provider'))
      void response.text().then(
        (text) => heard.push(text),
        () => undefined,
      );
  });
  await page.goto(`${started.address}/#/models/providers`);
  await page.getByRole('tab', { name: 'Providers', selected: true }).waitFor();
  return page;
}

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Providers', exact: true }).getByRole('listitem').filter({ hasText: name });

describe.skipIf(stays)('the page of providers', () => {
  it('adds a cloud with what sending there means, its key, and whether it answers', async () => {
    const page = await open();
    await page.getByText(/There is none yet/).waitFor();
    await page.getByRole('button', { name: 'Add a provider' }).click();
    const panel = page.getByRole('dialog', { name: 'Add a provider' });
    await panel.getByLabel('Who').selectOption('OpenAI');
    await panel.getByText('Retention', { exact: true }).waitFor();
    await panel
      .getByRole('link', { name: /source, / })
      .first()
      .waitFor();
    await page.screenshot({ path: join(PICTURES, 'provider-add.png') });
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByLabel('Who').selectOption('Any other that speaks as OpenAI does');
    await panel.getByLabel('Name', { exact: true }).fill('Stub');
    await panel.getByLabel('Base address').fill('nonsense');
    await panel.getByLabel(/^Key/).fill(KEY);
    await panel.getByRole('button', { name: 'Add and test' }).click();
    await panel
      .getByRole('alert')
      .getByText(/begins with https/)
      .waitFor();
    await panel.getByLabel('Base address').fill(`${cloud.address}/v1`);
    await panel.getByRole('button', { name: 'Add and test' }).click();
    const done = page.getByRole('dialog', { name: 'Stub is added' });
    await done.getByText(/Stub answers and lists 2 models/).waitFor();
    await done.getByRole('button', { name: 'Close' }).last().click();
    await row(page, 'Stub')
      .getByText(/key …WXYZ/)
      .waitFor();
    expect(await row(page, 'Stub').textContent()).toMatch(/Cloud.*2 models.*prices unknown/);
    await page.context().close();
  });

  it('tests it, rotates its keys, and never shows more of one than four characters', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Open Stub' }).click();
    const panel = page.getByRole('dialog', { name: 'Stub', exact: true });
    await panel.getByRole('button', { name: 'Test' }).click();
    await panel.getByText(/…WXYZ: Stub answers/).waitFor();
    await panel.getByLabel('Add another key').fill(SECOND_KEY);
    await panel.getByRole('button', { name: 'Keep' }).click();
    await panel.getByText(/…QRST: Stub answers/).waitFor();
    cloud.keys.set(KEY, 401);
    await panel.getByRole('button', { name: 'Test' }).click();
    await panel.getByText(/…WXYZ: Stub does not accept the key/).waitFor();
    await panel.getByRole('button', { name: 'Delete key …WXYZ' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await panel.getByRole('button', { name: 'Delete key …WXYZ' }).waitFor({ state: 'detached' });
    const shown = await page.evaluate(
      () => document.documentElement.outerHTML + [...document.querySelectorAll('input')].map(({ value }) => value).join(),
    );
    for (const key of [KEY, SECOND_KEY]) expect(shown + heard.join()).not.toContain(key);
    await page.context().close();
  });

  it('puts a model right, adds one by hand, and marks prices as looked at today', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Open Stub' }).click();
    const panel = page.getByRole('dialog', { name: 'Stub', exact: true });
    await panel.getByRole('listitem').filter({ hasText: 'openai.text' }).getByText('Ends on Oct 11, 2099').waitFor();
    await panel.getByRole('listitem').filter({ hasText: 'echo' }).getByText('Ended on Nov 20, 2020').waitFor();
    await panel.getByRole('button', { name: 'Correct echo' }).click();
    await panel.getByLabel('Context window, in tokens').fill('4096');
    await panel.getByLabel('Prompt', { exact: true }).fill('2.5');
    await panel.getByLabel('Answer', { exact: true }).fill('10');
    await panel.getByRole('checkbox', { name: 'images', exact: true }).uncheck();
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText(/4,096 tokens · \$2\.50 in, \$10\.00 out per million tokens/).waitFor();
    await panel.getByLabel('Add a model by its name').fill('of-my-own');
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByText('of-my-own').waitFor();
    await panel.getByText('Only these are used.').waitFor();
    const { stdout } = await started.cli('providers', 'list', '--json');
    const [stub] = JSON.parse(stdout) as {
      offered: { id: string; contextWindow: number; price?: { input: number }; abilities: string[] }[];
    }[];
    const echo = stub?.offered.find(({ id }) => id === 'echo');
    expect(echo).toMatchObject({ contextWindow: 4096, price: { input: 2.5e9, output: 10e9 } });
    expect(echo?.abilities).not.toContain('images');
    await panel.getByRole('button', { name: 'Use all that it offers' }).click();
    await panel.getByText('of-my-own').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('says that prices are old, and takes a word that they are right', async () => {
    await started.cli('providers', 'add', '--name', 'Old', '--kind', 'openai', '--base-url', `${cloud.address}/v1`, '--models', 'gpt-5');
    const page = await open();
    // Whatever day the list of prices is of.
    const countFor = (days: number) =>
      page.evaluate(async (factsCountForDays) => {
        const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
        return (await fetch('/ui/policy', { method: 'PATCH', headers, body: JSON.stringify({ factsCountForDays }) })).status;
      }, days);
    expect(await countFor(1)).toBe(200);
    await page.reload();
    const old = row(page, 'Old');
    await old.getByText(/may be out of date/).waitFor();
    await page.screenshot({ path: join(PICTURES, 'providers-stale.png') });
    await old.getByRole('button', { name: /^The prices of Old/ }).click();
    await old.getByText(/may be out of date/).waitFor({ state: 'detached' });
    expect(await countFor(365)).toBe(200);
    await page.context().close();
  });

  it('changes where it is, switches it off, and removes it', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Open Old' }).click();
    const panel = page.getByRole('dialog', { name: 'Old', exact: true });
    await panel.getByRole('switch', { name: /^Use it/ }).click();
    await panel.getByText('Old is switched off.').waitFor();
    await panel.getByRole('button', { name: 'Change' }).click();
    await panel.getByRole('radio', { name: /^Trusted/ }).check();
    await panel.getByLabel('Where that can be read').fill('Our contract');
    await panel.getByLabel('Region', { exact: true }).fill('EU');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText(/Nothing is kept, Our contract/).waitFor();
    await panel.getByRole('button', { name: 'Remove…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await row(page, 'Old').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('finds servers where it is told to look, and adds one with a press', async () => {
    const page = await open();
    const before = cloud.visits.length;
    await page.getByRole('button', { name: 'Find servers' }).click();
    const panel = page.getByRole('dialog', { name: 'Find servers' });
    expect(cloud.visits).toHaveLength(before);
    await panel.getByLabel('Hosts').fill(new URL(cloud.address).host);
    await panel.getByRole('button', { name: 'Look', exact: true }).click();
    await panel.getByText('Added', { exact: true }).waitFor();
    const other = await openStubCloud();
    await panel.getByLabel('Hosts').fill(new URL(other.address).host);
    await panel.getByRole('button', { name: 'Look', exact: true }).click();
    await panel.getByText(/1 server answered/).waitFor();
    await panel.getByRole('button', { name: /^Add / }).click();
    await panel.getByText('Added', { exact: true }).waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(PICTURES, 'providers-find.png') });
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Close' }).click();
    await row(page, new URL(other.address).host).getByText('On this device').waitFor();
    await other.close();
    await page.context().close();
  });

  it('offers a key of the environment, and uses it without ever reading it out', async () => {
    const page = await open();
    const offer = page.getByRole('region', { name: 'Keys found in the environment' });
    await offer.getByText('GROQ_API_KEY, ends in …LMNO').waitFor();
    await offer.getByRole('button', { name: 'Use the key of Groq' }).click();
    const panel = page.getByRole('dialog', { name: 'Add a provider' });
    expect(await panel.getByLabel('Key from').inputValue()).toBe('GROQ_API_KEY');
    await panel.getByLabel('Base address').fill(`${cloud.address}/v1`);
    await panel.getByRole('button', { name: 'Add and test' }).click();
    await page.getByRole('dialog', { name: 'Groq is added' }).getByRole('button', { name: 'Close' }).last().click();
    await row(page, 'Groq')
      .getByText(/GROQ_API_KEY …LMNO/)
      .waitFor();
    await offer.waitFor({ state: 'detached' });
    expect(heard.join()).not.toContain(FROM_OUTSIDE);
    await page.context().close();
  });

  it('says that a search leaves, and where nothing may leave, why it cannot be', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Get models' }).click();
    const search = page.getByRole('region', { name: 'Search Hugging Face' });
    await search.getByText(/A search leaves this device: huggingface\.co sees/).waitFor();
    await started.cli('policy', 'stay', 'on');
    await search.getByText(/is on, so nothing can be searched/).waitFor();
    expect(await search.getByRole('searchbox').isDisabled()).toBe(true);
    expect(
      await page
        .getByRole('button', { name: /^Download / })
        .first()
        .isDisabled(),
    ).toBe(true);
    await page.getByRole('tab', { name: 'Providers' }).click();
    await page.getByText(/nothing here is asked or sent anything/).waitFor();
    await started.cli('policy', 'stay', 'off');
    await page.getByText(/get only what your rules let out/).waitFor();
    await page.context().close();
  });

  it.each(['wide', 'narrow'] as const)('has no barrier and looks right, %s', async (size) => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open(size, scheme);
      await row(page, 'Stub').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.screenshot({ path: join(PICTURES, `providers-${size}-${scheme}.png`) });
      await page.getByRole('button', { name: 'Open Stub' }).click();
      await page.getByRole('dialog', { name: 'Stub', exact: true }).waitFor();
      await page.waitForTimeout(300);
      expect(await findBarriers(page)).toEqual([]);
      await page.screenshot({ path: join(PICTURES, `provider-${size}-${scheme}.png`) });
      await page.context().close();
    }
  });
});
