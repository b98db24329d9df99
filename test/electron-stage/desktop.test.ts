import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, isAlive } from '../e2e/lintel-process.ts';

import { type Desktop, PAGE_MS, RUNS_ON, startDesktop, TEST_MS } from './desktop.ts';
import type { ItemView } from './menu.ts';

const ASK_KEYS = 'CommandOrControl+Shift+Space';
const onStage = it.skipIf(RUNS_ON !== 'stage');

/** What comes about by itself, however long this computer takes. */
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: PAGE_MS });

let dataFolder: string;
let desktop: Desktop;
let page: Page;

async function start(environment: Record<string, string> = {}, argv: readonly string[] = []): Promise<void> {
  desktop = await startDesktop({ dataFolder, environment, argv });
  if (argv.includes('--hidden')) return;
  page = await desktop.page();
  page.setDefaultTimeout(PAGE_MS);
  await box().waitFor();
}

const box = (on = page) => on.getByRole('textbox', { name: 'Message' });
const chips = (on: Page | Locator = page) => on.getByRole('button', { name: /^Route: .* · \$0/ });

async function askFor(text: string, on = page): Promise<void> {
  await box(on).fill(text);
  await box(on).press('Enter');
  // Only the turns in sight are on the page: the last two are this question and its answer, in the small window the answer alone.
  const turns = on.getByRole('article');
  await soon(async () => (await turns.allTextContents()).at(-2) ?? text).toContain(text);
  await chips(turns.last()).waitFor();
  // A route is shown for what failed, too.
  await on.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  expect(await on.getByRole('alert').allTextContents()).toEqual([]);
}

const trayItem = async (id: string): Promise<ItemView | undefined> => (await desktop.look()).trayMenu?.find((item) => item.id === id);
const clickTray = (id: string) => desktop.ask({ act: 'click', menu: 'tray', id });

/** What the page reads of the window's API, as its own code would. */
const read = (path: string, on = page) =>
  on.evaluate(async (at) => (await fetch(at)).json() as Promise<Record<string, never>>, `/ui${path}`);
const change = (method: string, path: string, body: object, on = page) =>
  on.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
      const response = await fetch(`/ui${path}`, { method, headers, body: JSON.stringify(body) });
      return { status: response.status, reply: (await response.json()) as Record<string, never> };
    },
    { method, path, body },
  );

describe(`the desktop program, on ${RUNS_ON === 'stage' ? 'the stage' : 'Electron'}`, { timeout: TEST_MS }, () => {
  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'lintel-desktop-'));
    await start();
  }, TEST_MS);
  afterAll(async () => {
    await desktop.quit();
    rmSync(dataFolder, { recursive: true, force: true });
  }, TEST_MS);

  it('starts without a port, and answers a prompt by a model in a process of its own', async () => {
    await askFor('What is a privacy tag?');
    expect(await chips().last().textContent()).toMatch(/On this device · /);
    const state = await read('/state');
    expect(state.address).toBeUndefined();
    expect(state.dataFolder).toBe(dataFolder);
  });

  it('keeps a tag with its conversation over a reload', async () => {
    await page.getByRole('button', { name: 'Tag: none' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'private' }).click();
    await page.keyboard.press('Escape');
    // As long as it is open, its keys are not the message's.
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await askFor('A private matter');
    await page.reload();
    await page.getByRole('button', { name: 'Tag: private' }).waitFor();
  });

  it('gives its page the desktop’s few calls, and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      calls: Object.keys(window.lintelDesktop ?? {}).sort(),
      node: [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process],
    }));
    expect(seen.calls).toEqual(
      ['actOnUpdate', 'badge', 'control', 'listen', 'notify', 'pickFiles', 'pickFolder', 'platform', 'reveal', 'show', 'update'].sort(),
    );
    expect(seen.node).toEqual(['undefined', 'undefined']);
  });

  onStage('refuses calls with anything but what they take', async () => {
    const refused = await page.evaluate(async () => {
      const calls = window.lintelDesktop as unknown as Record<string, (...input: unknown[]) => Promise<unknown>>;
      const tries = [
        calls.reveal?.('relative/path'),
        calls.reveal?.(''),
        calls.badge?.(-1),
        calls.control?.('eject'),
        calls.notify?.('x'.repeat(201), ''),
        calls.pickFiles?.({ kind: 'any' }),
        calls.show?.('x'.repeat(65)),
      ];
      return (await Promise.allSettled(tries)).map(({ status }) => status);
    });
    expect(new Set(refused)).toEqual(new Set(['rejected']));
    expect((await desktop.look()).revealed).toEqual([]);
  });

  onStage('picks files, reveals one and counts on its icon', async () => {
    await desktop.ask({ act: 'pick', paths: ['/models/one.gguf'] });
    expect(await page.evaluate(() => window.lintelDesktop?.pickFiles('model'))).toEqual(['/models/one.gguf']);
    await desktop.ask({ act: 'pick', paths: [] });
    expect(await page.evaluate(() => window.lintelDesktop?.pickFolder())).toBeUndefined();
    await page.evaluate(() => window.lintelDesktop?.reveal('/models/one.gguf'));
    await page.evaluate(() => window.lintelDesktop?.badge(3));
    const look = await desktop.look();
    expect([look.revealed, look.badge]).toEqual([['/models/one.gguf'], 3]);
  });

  onStage('opens its port from the tray, answers other apps there, pauses and closes it', async () => {
    expect(await trayItem('port')).toMatchObject({ label: 'Turn the port on' });
    // A free one, so that no other Lintel of this computer is in the way.
    expect((await change('PUT', '/port', { isOpen: true, port: 0, isKept: false })).status).toBe(200);
    await soon(() => trayItem('port')).toMatchObject({ label: 'Pause the port' });
    const { address } = (await read('/port')) as unknown as { address: string };
    expect((await desktop.look()).tooltip).toBe(`Lintel · Port: ${address}`);
    expect((await fetch(`${address}/health`)).status).toBe(200);
    expect((await fetch(`${address}/v1/models`)).status).toBe(401);
    await clickTray('port');
    await soon(() => trayItem('port-state')).toMatchObject({ label: 'The port is off', isEnabled: false });
    await expect(fetch(`${address}/health`)).rejects.toThrow();
  });

  // Where it is set from outside, nothing here can turn it off.
  it.skipIf(RUNS_ON !== 'stage' || process.env.LINTEL_STAY_ON_DEVICE === '1')(
    'keeps everything on this device from the tray, and the window sees it',
    async () => {
      expect(await trayItem('stay')).toMatchObject({ isChecked: false });
      await clickTray('stay');
      await soon(() => trayItem('stay')).toMatchObject({ isChecked: true });
      expect(await read('/policy')).toMatchObject({ stayOnDevice: true });
      await clickTray('stay');
      await soon(() => trayItem('stay')).toMatchObject({ isChecked: false });
    },
  );

  onStage('follows its settings at once: tray, keys, language', async () => {
    await change('PATCH', '/settings', { desktop: { tray: false, askShortcut: 'Alt+Shift+L' }, window: { language: 'de' } });
    await soon(async () => (await desktop.look()).shortcuts).toEqual(['Alt+Shift+L']);
    const look = await desktop.look();
    expect(look.trayMenu).toBeUndefined();
    expect(look.applicationMenu[0]?.label).toBe('Datei');
    // What Electron does by role has no name of Electron's own, which is English.
    const labels = look.applicationMenu.flatMap(({ items = [] }) => items.map(({ label }) => label));
    expect(labels).toEqual(expect.arrayContaining(['Kopieren', 'Größer', 'Vollbild', 'Minimieren', 'Lintel beenden']));
    await change('PATCH', '/settings', { desktop: { tray: null, askShortcut: null }, window: { language: null } });
    await soon(async () => (await desktop.look()).shortcuts).toEqual([ASK_KEYS]);
    expect((await desktop.look()).trayMenu).toBeDefined();
    expect((await change('PATCH', '/settings', { desktop: { askShortcut: 'rm -rf' } })).status).toBe(400);
  });

  onStage('does nothing with a link before the person has said yes', async () => {
    await desktop.ask({ act: 'open-url', url: 'lintel://chat?text=Summarise+the+news' });
    const question = page.getByRole('alertdialog');
    await question.getByText('Summarise the news').waitFor();
    expect(await page.locator('textarea').inputValue()).toBe('');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await box().inputValue()).toBe('');
    await desktop.ask({ act: 'open-url', url: 'lintel://chat?text=Summarise+the+news' });
    await question.getByRole('button', { name: 'Put it there' }).click();
    await soon(() => box().inputValue()).toBe('Summarise the news');
    await desktop.ask({ act: 'open-url', url: 'lintel://page/models' });
    await question.getByRole('button', { name: 'Open' }).click();
    await soon(() => page.url()).toMatch(/#\/models$/);
    await desktop.ask({ act: 'open-url', url: 'lintel://model?ref=file:///etc/passwd' });
    await desktop.ask({ act: 'open-url', url: 'lintel://run?cmd=x' });
    await soon(() => desktop.errors()).toMatch(/a link was not understood.*\n.*a link was not understood/);
    expect(await question.count()).toBe(0);
    await page.goto(page.url().replace(/#.*/, ''));
    await box().fill('');
  });

  onStage('hands what a second start brings to the first, which asks', async () => {
    const second = startDesktop({ dataFolder, argv: ['lintel://page/privacy'] });
    await expect(second).rejects.toThrow(/ended with 0 before/);
    const question = page.getByRole('alertdialog');
    await question.getByText('Open Privacy?').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    const file = startDesktop({ dataFolder, argv: ['file:///home/someone/My%20models/tiny.gguf'] });
    await expect(file).rejects.toThrow(/ended with 0 before/);
    await question.getByText('/home/someone/My models/tiny.gguf').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
  });

  onStage('answers a quick question in a small window, and goes on with it in the large one', async () => {
    expect(await desktop.ask({ act: 'press', keys: ASK_KEYS })).toBe(true);
    const small = await desktop.page('#/ask');
    await askFor('How far is far?', small);
    expect(await small.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 420]);
    await small.getByRole('button', { name: 'Go on in Lintel' }).click();
    await page.getByRole('article', { name: 'Your message' }).getByText('How far is far?').waitFor();
    expect((await desktop.look()).windows.map(({ isVisible }) => isVisible)).toEqual([true, false]);
    await desktop.ask({ act: 'press', keys: ASK_KEYS });
    await soon(async () => (await desktop.look()).windows.map(({ isVisible }) => isVisible)).toEqual([true, true]);
    await small.keyboard.press('Escape');
    await soon(async () => (await desktop.look()).windows.map(({ isVisible }) => isVisible)).toEqual([true, false]);
  });

  onStage('tells of an answer that came while nobody looked, without a word of it', async () => {
    await page.evaluate(() => {
      document.hasFocus = () => false;
    });
    await desktop.ask({ act: 'leave' });
    await askFor('What is said here stays here');
    await soon(async () => (await desktop.look()).notifications).toEqual([
      { title: 'Lintel has an answer', body: 'Open Lintel to read it.' },
    ]);
    expect((await desktop.look()).badge).toBe(1);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await soon(async () => (await desktop.look()).badge).toBe(0);
    await clickTray('open');
    await change('PATCH', '/settings', { desktop: { notifications: false } });
    await desktop.ask({ act: 'leave' });
    await askFor('And this, too');
    expect((await desktop.look()).notifications).toHaveLength(1);
    await change('PATCH', '/settings', { desktop: { notifications: null } });
    await clickTray('open');
  });

  onStage('opens links of answers outside, and neither navigates nor opens windows', async () => {
    await page.evaluate(() => {
      for (const url of ['https://example.org/', 'file:///etc/passwd']) window.open(url, '_blank', 'noopener');
    });
    await soon(async () => (await desktop.look()).opened).toEqual(['https://example.org/']);
    const at = page.url();
    await page.evaluate(() => location.assign('https://example.org/')).catch(() => undefined);
    await page.waitForTimeout(200);
    expect(page.url()).toBe(at);
    const fetched = await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'came',
        () => 'refused',
      ),
    );
    expect(fetched).toBe('refused');
  });

  onStage(
    'runs its windows without a way to the system, keeps crashes here, and checks no spelling that it would have to fetch',
    async () => {
      const look = await desktop.look();
      for (const { preferences } of look.windows)
        expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: true });
      expect(look.windows[0]?.state).toEqual({ name: 'main', isKept: true });
      expect(look.crashes).toEqual({ uploadToServer: false });
      expect(look.crashFolder).toBe(join(dataFolder, 'crashes'));
      expect(look.isSpellChecked).toBe(process.platform === 'darwin');
    },
  );

  it.skipIf(RUNS_ON !== 'stage' || process.platform === 'darwin')(
    'checks spelling by the dictionaries that the person put there',
    async () => {
      const dictionaries = join(dataFolder, 'window', 'Dictionaries');
      mkdirSync(dictionaries);
      for (const name of ['de-DE-3-0.bdic', 'en-GB-10-1.bdic', 'tlh-1-0.bdic', 'notes.txt']) writeFileSync(join(dictionaries, name), '');
      await change('PATCH', '/settings', { desktop: { spellCheck: true } });
      await soon(async () => (await desktop.look()).isSpellChecked).toBe(true);
      const look = await desktop.look();
      expect([[...look.spellingLanguages].sort(), look.dictionarySource]).toEqual([['de', 'en-GB'], 'https://dictionaries.invalid/']);
      await change('PATCH', '/settings', { desktop: { spellCheck: false } });
      await soon(async () => (await desktop.look()).isSpellChecked).toBe(false);
      await change('PATCH', '/settings', { desktop: { spellCheck: null } });
    },
  );

  onStage('looks at this computer anew when it wakes', async () => {
    for (const event of ['suspend', 'resume', 'on-battery', 'on-ac'] as const) await desktop.ask({ act: 'power', event });
    expect((await read('/state')).hardware).toBeDefined();
    expect(desktop.errors()).not.toMatch(/error/i);
  });

  it('ends with nothing left running', async () => {
    await askFor('One more');
    const workers = await childrenOf(desktop.pid);
    expect(workers.length).toBeGreaterThan(0);
    expect(await desktop.quit()).toBe(0);
    await soon(() => workers.filter(isAlive)).toEqual([]);
    expect(existsSync(join(dataFolder, 'instance.json'))).toBe(false);
  });
});

describe.skipIf(RUNS_ON !== 'stage')('keys on the desktop', { timeout: TEST_MS }, () => {
  const KEY = 'sk-made-up-0123456789abcdef';
  const folder = () => join(dataFolder, 'secrets');
  const written = () => readdirSync(folder()).map((name) => readFileSync(join(folder(), name), 'utf8'));
  const addKey = () =>
    change('POST', '/providers', { kind: 'openai-compatible', name: 'Mine', baseUrl: 'http://127.0.0.1:9/v1', zone: 'device', key: KEY });

  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'lintel-keys-'));
  });
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
  // Also what a failed test left running, which would hold the folder of the next.
  afterEach(async () => void (await desktop.quit()));

  it('are sealed by the keyring, those that lay open before as well, and are there at the next start', async () => {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(join(dataFolder, 'hub-token'), 'hf_lay_open', { mode: 0o600 });
    await start();
    expect(await read('/secrets')).toMatchObject({ by: 'keyring', isLocked: false });
    expect((await addKey()).status).toBe(200);
    for (const text of [...written(), readFileSync(join(dataFolder, 'hub-token'), 'utf8')])
      expect(text).toMatch(/^lintel-sealed\.1\.keyring\./);
    await desktop.quit();
    await start();
    expect(await read('/secrets')).toMatchObject({ by: 'keyring', isLocked: false });
    expect(JSON.stringify(await read('/providers'))).toContain(KEY.slice(-4));
    expect(await read('/hub/token')).toMatchObject({ hasToken: true });
    await desktop.quit();
  });

  it('can go back to files and under a passphrase, one copy each time', async () => {
    await start();
    expect((await change('PUT', '/secrets', { by: 'file' })).reply).toMatchObject({ by: 'file' });
    expect(written()).toEqual([KEY]);
    expect((await change('PUT', '/secrets', { by: 'passphrase' })).status).toBe(400);
    expect((await change('PUT', '/secrets', { by: 'passphrase', passphrase: 'a lintel over the door' })).status).toBe(200);
    expect(written()).toHaveLength(1);
    expect(written()[0]).toMatch(/^lintel-sealed\.1\.passphrase\./);
    for (const name of readdirSync(folder())) expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
    await desktop.quit();
  });

  it('wait for their passphrase, which the window asks for', async () => {
    desktop = await startDesktop({ dataFolder });
    page = await desktop.page();
    page.setDefaultTimeout(PAGE_MS);
    const dialog = page.getByRole('dialog', { name: 'Your keys are locked' });
    await dialog.getByLabel('Passphrase').fill('something else entirely');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await dialog.getByText('This is not the passphrase').waitFor();
    expect(JSON.stringify(await read('/providers'))).not.toContain(KEY.slice(-4));
    await dialog.getByLabel('Passphrase').fill('a lintel over the door');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(JSON.stringify(await read('/providers'))).toContain(KEY.slice(-4));
    await desktop.quit();
  });

  it.each(['basic_text', 'gnome_libsecret:closed'])(
    'are asked about where the keyring protects nothing (%s), and last only so long until the person has chosen',
    async (LINTEL_STAGE_KEYRING) => {
      rmSync(dataFolder, { recursive: true, force: true });
      mkdirSync(dataFolder);
      desktop = await startDesktop({ dataFolder, environment: { LINTEL_STAGE_KEYRING } });
      page = await desktop.page();
      page.setDefaultTimeout(PAGE_MS);
      const dialog = page.getByRole('dialog', { name: 'How your keys are kept' });
      await dialog.waitFor();
      expect((await addKey()).status).toBe(200);
      expect(existsSync(folder()) ? written() : []).toEqual([]);
      await dialog.getByLabel('In files that only you can read').check();
      await dialog.getByRole('button', { name: 'Keep them so' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(written()).toEqual([KEY]);
      await desktop.quit();
    },
  );
});

describe.skipIf(RUNS_ON !== 'stage')('a start by the desktop itself', { timeout: TEST_MS }, () => {
  it('opens no window, goes on in the tray, and opens one when asked', async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'lintel-hidden-'));
    await start({}, ['--hidden']);
    await soon(async () => (await desktop.look()).trayMenu?.length).toBeGreaterThan(0);
    expect((await desktop.look()).windows).toEqual([]);
    await clickTray('open');
    page = await desktop.page();
    await box().waitFor();
    await change('PATCH', '/settings', { desktop: { staysInTray: true } });
    await page.evaluate(() => void window.lintelDesktop?.control('close'));
    await soon(async () => (await desktop.look()).windows).toEqual([]);
    await clickTray('quit');
    expect(await desktop.exited).toBe(0);
    rmSync(dataFolder, { recursive: true, force: true });
  });
});
