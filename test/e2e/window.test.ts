import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { childrenOf, hasSignals, type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
});
afterAll(async () => {
  await browser.close();
  await started.stop();
});

let context: BrowserContext;
let page: Page;
/** What a good page never does: an error on its console, or a request to anywhere but here. */
let complaints: string[];
beforeEach(() => open());
afterEach(async () => {
  expect(complaints).toEqual([]);
  await context.close();
});

async function open(size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(started.address)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(started.address);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

const box = () => page.getByRole('textbox', { name: 'Message' });
const answers = () => page.getByRole('article', { name: 'Answer' });
/** The chips of answers that have ended: they name their cost. */
const chips = () => page.getByRole('button', { name: /^Route: .* · \$0/ });
const chip = () => chips().last();
async function ask(text: string): Promise<void> {
  const before = await chips().count();
  await box().fill(text);
  await box().press('Enter');
  await expect.poll(() => chips().count(), { timeout: 20_000 }).toBe(before + 1);
}

describe('the window', () => {
  it('answers a typed prompt, says where it came from, and explains', async () => {
    await ask('What is a privacy tag?');
    expect((await answers().last().textContent())?.length).toBeGreaterThan(3);
    expect(await chip().textContent()).toMatch(/On this device · Lintel starter · [\d.]+ m?s · \$0/);
    await chip().click();
    const panel = page.getByRole('complementary', { name: 'Why this route' });
    const words = await panel.textContent();
    expect(words).toContain('Stayed on this device because Lintel starter is the only model you have.');
    for (const fact of ['Tokens in', 'Tokens out', 'First token after', 'Total', 'Cost', 'Expected', 'Happened', 'Permitted', 'Serves'])
      expect(words).toContain(fact);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Route: /);
  });

  it('predicts the route while typing, with what was found', async () => {
    await box().fill('Pay DE89 3704 0044 0532 0130 00 today');
    const prediction = page.getByRole('button', { name: /^Prediction: On this device/ });
    await prediction.waitFor();
    await prediction.click();
    await expect
      .poll(() => page.getByRole('complementary', { name: 'Why this route' }).textContent())
      .toContain('because it holds an IBAN');
  });

  it('keeps a conversation over a reload, renames it and deletes it', async () => {
    await ask('Remember this one');
    await page.reload();
    await page.getByRole('article', { name: 'Your message' }).getByText('Remember this one').waitFor();
    await page.getByRole('button', { name: 'Change “Remember this one”' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: /^New name of/ }).fill('A better name');
    await page.keyboard.press('Enter');
    const list = page.getByRole('navigation', { name: 'Conversations' });
    await list.getByText('A better name').waitFor();
    await page.getByRole('button', { name: 'Change “A better name”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(() => list.getByText('A better name').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  });

  it.skipIf(!hasSignals)('stops an answer, keeps what came, and says so', async () => {
    await ask('Warm up');
    const [worker = 0] = await childrenOf(started.pid);
    // Hold the model still, so that there is surely something left to stop.
    process.kill(worker, 'SIGSTOP');
    await box().fill('Go on');
    await box().press('Enter');
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
    process.kill(worker, 'SIGCONT');
    await expect.poll(() => answers().last().textContent()).toMatch(/stopped/i);
    await ask('Still there?');
  });

  it.skipIf(!hasSignals)('shows a failed answer in place, with a way to try again that works', async () => {
    await ask('Warm up');
    const [worker = 0] = await childrenOf(started.pid);
    process.kill(worker, 'SIGSTOP');
    await box().fill('This one will fail');
    await box().press('Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.waitForTimeout(200);
    process.kill(worker, 'SIGKILL');
    await answers()
      .last()
      .getByText(/stopped unexpectedly/)
      .waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(
        () =>
          answers()
            .last()
            .getByRole('button', { name: /^Route: On this device/ })
            .count(),
        { timeout: 20_000 },
      )
      .toBe(1);
  });

  it('keeps the text of a prompt that is too long to be answered, and says why', async () => {
    await box().fill('word '.repeat(3_000));
    await box().press('Enter');
    await answers()
      .last()
      .getByText(/3007 tokens/)
      .waitFor();
  });

  it('carries a tag through the conversation', async () => {
    await page.getByRole('button', { name: 'Tag: none' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'private' }).click();
    await page.keyboard.press('Escape');
    await ask('A private matter');
    await page.reload();
    await page.getByRole('button', { name: 'Tag: private' }).waitFor();
    await chip().click();
    await expect
      .poll(() => page.getByRole('complementary', { name: 'Why this route' }).textContent())
      .toContain('because it is tagged “private”');
  });

  it('runs no markup and loads nothing that a model has written', async () => {
    const owned = 'document.title=`owned`';
    const hostile = [
      `<img src=x onerror="${owned}"> <script>${owned}</script> <svg onload="${owned}"></svg> <iframe srcdoc="<script>parent.${owned}</script>"></iframe>`,
      '![a picture](http://127.0.0.1:1/pixel.png) ![another](data:image/svg+xml,x)',
      `[click](javascript:${owned}) [file](file:///etc/passwd) [data](data:text/html,x) [fine](https://example.org/)`,
      '<style>body { display: none }</style><base href="http://127.0.0.1:1/">',
    ].join('\n\n');
    const database = new DatabaseSync(join(started.dataFolder, 'lintel.db'), { timeout: 2_000 });
    database.exec(`INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('hostile', 'Hostile', 1, 1)`);
    const insert = database.prepare(
      `INSERT INTO messages (id, conversation_id, position, role, text, status, created_at) VALUES (?, 'hostile', ?, ?, ?, 'done', 1)`,
    );
    insert.run('h1', 1, 'user', 'Write something');
    insert.run('h2', 2, 'assistant', hostile);
    database.close();
    await page.goto(`${started.address}/#hostile`);
    await page.reload();
    await answers().last().getByText('fine').waitFor();
    await page.waitForTimeout(300);
    expect(await page.title()).not.toContain('owned');
    expect(await page.locator('article img, article script, article iframe, article svg[onload], article style').count()).toBe(0);
    const links = await answers()
      .last()
      .locator('a')
      .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]));
    for (const [href, rel, target] of links) {
      expect(href).toMatch(/^(https?:|mailto:)/);
      expect(rel).toContain('noreferrer');
      expect(target).toBe('_blank');
    }
    expect(links.map(([href]) => href)).toContain('https://example.org/');
  });

  it('runs no script that was slipped into the page, and calls nobody but its own Lintel', async () => {
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.head.append(script);
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="data:," onerror="document.title = `owned`"><form action="http://127.0.0.1:1/"></form>';
      document.body.append(holder);
      const frame = document.createElement('iframe');
      frame.src = '/';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const called = await fetch('http://127.0.0.1:1/').then(
        () => 'answered',
        () => 'refused',
      );
      const evaluated = (() => {
        try {
          return String(new Function('return "ran"')());
        } catch {
          return 'refused';
        }
      })();
      return { title: document.title, called, evaluated };
    });
    expect(outcome).toEqual({ title: expect.not.stringContaining('owned'), called: 'refused', evaluated: 'refused' });
    const refusals = complaints.filter((complaint) => /Content Security Policy/.test(complaint));
    for (const rule of ['script-src', 'connect-src']) expect(refusals.join('\n')).toContain(rule);
    complaints = [];
  });

  it('works by keyboard alone', async () => {
    await page.keyboard.type('Typed without a mouse');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('button', { name: /^Route: On this device/ }).count(), { timeout: 20_000 }).toBe(1);
    await page.keyboard.press('Alt+n');
    await expect.poll(() => answers().count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message');
  });

  it('says when Lintel is gone, and recovers by itself', async () => {
    await ask('While it is there');
    await context.setOffline(true);
    await page.getByRole('status', { name: 'Connection' }).getByText('Lintel is not answering').waitFor({ timeout: 20_000 });
    await context.setOffline(false);
    await page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await ask('Back again');
    complaints = complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED'));
  });
});

describe.each([
  ['wide', 'light'],
  ['wide', 'dark'],
  ['narrow', 'light'],
  ['narrow', 'dark'],
] as const)('%s, %s', (size, scheme) => {
  it('has nothing for axe to find, and nothing wider than the screen', async () => {
    await open(size, scheme);
    const look = async (name: string) => {
      await page.screenshot({ path: join(PICTURES, `${name}-${size}-${scheme}.png`) });
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await look('empty');
    await ask('What is a ceiling?');
    await ask('And a tag?');
    await look('conversation');
    await chip().click();
    await page.getByRole('button', { name: 'Close the explanation' }).waitFor();
    await page.waitForTimeout(250);
    await look('explanation');
  });
});
