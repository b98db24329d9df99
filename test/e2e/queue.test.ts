import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
/** Long enough that whoever is answered first is still being answered when the others stand in line. */
const SCRIPT = Array.from({ length: 6_000 }, (_, index) => ` word${index}`);

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const dataFolder = newDataFolder();
  mkdirSync(join(dataFolder, 'models'));
  writeFileSync(join(dataFolder, 'models', 'Talker.gguf'), makeModel({ ...PRESETS.long, name: 'Talker', script: SCRIPT }));
  [browser, started] = await Promise.all([launchBrowser(), startLintel({ dataFolder })]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

it('says how many are before one, that one is next, and that it is read', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(started.address);
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.waitFor();
  // Two windows more, of which the first is answered and the second waits.
  await page.evaluate(async () => {
    const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
    const { models } = (await (await fetch('/ui/state')).json()) as { models: { id: string; name: string }[] };
    const id = models.find(({ name }) => name === 'Talker')?.id ?? '';
    const body = JSON.stringify({ sequences: 1, keepAliveMs: -1 });
    await fetch(`/ui/models/${encodeURIComponent(id)}/settings`, { method: 'PATCH', headers, body });
    const ask = async (text: string, isAnswered: boolean) => {
      const stop = new AbortController();
      const response = await fetch('/ui/chat', { method: 'POST', headers, body: JSON.stringify({ text, model: id }), signal: stop.signal });
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      for (let said = ''; !said.includes(isAnswered ? '"type":"text"' : '"type":"queued"'); )
        said += decoder.decode((await reader?.read())?.value, { stream: true });
      void (async () => {
        while ((await reader?.read().catch(() => ({ done: true })))?.done !== true);
      })();
      return stop;
    };
    const others = [await ask('The first', true), await ask('The second', false)];
    Object.assign(window, { others });
  });
  await page.getByRole('button', { name: /Automatic/ }).click();
  await page.getByRole('menuitemradio', { name: /Talker/ }).click();
  await box.fill('The third');
  await page.getByRole('progressbar', { name: /context window this takes: .* of 32,768 tokens$/ }).waitFor();
  await box.press('Enter');
  const place = page.getByRole('article', { name: 'Answer' }).getByRole('status');
  await place.filter({ hasText: 'Talker is busy. 1 before you.' }).waitFor();
  await page.screenshot({ path: join(PICTURES, 'queue-wide-light.png') });
  const leave = (index: number) => page.evaluate((at) => (window as unknown as { others: AbortController[] }).others[at]?.abort(), index);
  await leave(1);
  await place.filter({ hasText: 'Talker is busy. You are next.' }).waitFor();
  await leave(0);
  await page.getByRole('article', { name: 'Answer' }).getByText('word0 word1').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await place.filter({ hasText: 'busy' }).count()).toBe(0);
  await context.close();
}, 180_000);
