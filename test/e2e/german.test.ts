import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PAGES } from '../../renderer/stores/address.ts';
import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, lintel, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'german');
const SECRET = `Mein Passwort ist ${['hunter2', 'Xy9', 'qLm'].join('-')}!`;
/** With the switch on from outside nothing may leave. */
const stays = process.env.LINTEL_STAY_ON_DEVICE === '1';

let browser: Browser;
let started: LintelProcess;
let cloud: StubCloud;
let page: Page;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started, cloud] = await Promise.all([launchBrowser(), startLintel(), openStubCloud()]);
  const provider = [
    '--name',
    'Stub',
    '--kind',
    'openai-compatible',
    '--base-url',
    `${cloud.address}/v1`,
    '--zone',
    'cloud',
    '--models',
    'echo',
  ];
  const price = ['--price-in', '2.5', '--price-out', '10', '--key-env', 'STUB_KEY', '--data-dir', started.dataFolder];
  await lintel(['providers', 'add', ...provider, ...price], { environment: { STUB_KEY: ['sk', 'stub', '0123456789abcdef'].join('-') } });
  expect((await started.cli('budget', 'set', '--scope', 'total', '--window', 'day', '--usd', '0.000001')).code).toBe(0);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'de-DE' });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(started.address);
  await box().waitFor();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await started?.stop();
  await cloud?.close();
});

const box = () => page.getByRole('textbox', { name: 'Nachricht' });

/** English words that no German text of the window has. What people, models and files are called is left out, as is code. */
const ENGLISH =
  /\b(?:the|and|of|with|cannot|because|this|that|from|your|you|are|has|been|which|again|its|than|nothing|answer|could|would)\b/i;
async function englishLeft(picture: string): Promise<readonly string[]> {
  await page.screenshot({ path: join(PICTURES, `${picture}.png`) });
  const lines = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const own of copy.querySelectorAll('code, pre, bdi, script, style, .answer, .font-mono')) own.remove();
    const texts: string[] = [];
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    for (const named of copy.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(named.getAttribute(name) ?? '');
    return texts;
  });
  // A licence keeps its name.
  return lines.filter((line) => ENGLISH.test(line.replaceAll('Terms of Use', '')));
}

async function ask(text: string): Promise<void> {
  await box().fill(text);
  await box().press('Enter');
  await page
    .getByRole('button', { name: /^Weg: .*\$/ })
    .last()
    .waitFor();
}

it('says every page in German', async () => {
  const left: Record<string, readonly string[]> = {};
  for (const [name, tabs] of Object.entries(PAGES)) {
    for (const tab of tabs.length === 0 ? [undefined] : tabs) {
      const place = tab === undefined ? name : `${name}/${tab}`;
      await page.goto(`${started.address}/#/${place}`);
      await page.waitForTimeout(1_000);
      const english = await englishLeft(place.replace('/', '-'));
      if (english.length > 0) left[place] = english;
    }
  }
  expect(left).toEqual({});
}, 180_000);

it.skipIf(stays)(
  'says a decision in German: what keeps a prompt here, whom the budget keeps out, what the rules did',
  async () => {
    await page.goto(started.address);
    await box().fill(SECRET);
    await page.getByText('Bleibt auf diesem Gerät, denn der Prompt enthält einen Schlüssel oder ein Passwort.').first().waitFor();
    expect(await englishLeft('predicted')).toEqual([]);
    await ask(SECRET);
    await page
      .getByRole('button', { name: /^Weg: .*\$/ })
      .last()
      .click();
    await page.getByText('und dieser Prompt darf höchstens auf diesem Gerät beantwortet werden').first().waitFor();
    expect(await englishLeft('explanation')).toEqual([]);
    await page.goto(`${started.address}/#/`);
    await page.reload();
    await ask('Was ist ein Dach?');
    await page
      .getByRole('button', { name: /^Weg: .*\$/ })
      .last()
      .click();
    await page
      .getByText(/und in deinem Budget von .* pro Tag sind noch/)
      .first()
      .waitFor();
    expect(await englishLeft('budget')).toEqual([]);
  },
  120_000,
);
