import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const MOST_BYTES = 350_000;
/** What only some answers and pages need. */
const HEAVY = /katex|mermaid|cytoscape|codemirror|shiki|pdf|cel|locales\/de/i;

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

it('loads little before the window is there, and the rest when it is needed', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(new URL(response.url()).pathname, response.body());
  });
  await page.goto(started.address);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  page.removeAllListeners('response');
  const bytes = (await Promise.all(scripts.values())).reduce((sum, body) => sum + gzipSync(body).length, 0);
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
  console.log(`${scripts.size} scripts, ${(bytes / 1000).toFixed(0)} kB compressed; first paint after ${painted.toFixed(0)} ms`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect([...scripts.keys()].filter((path) => HEAVY.test(path))).toEqual([]);
});
