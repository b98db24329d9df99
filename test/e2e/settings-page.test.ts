import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openBackup } from '../../electron/ledger/backup.ts';
import type { UpdateView } from '../../shared/api/desktop.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let started: LintelProcess;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [started, browser] = await Promise.all([startLintel(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await started.stop();
});

async function open(address: string, size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${started.address}/${address}`);
  await page.getByRole('main').waitFor();
  return page;
}

const themeOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);

it('changes how the window looks, at once and for the next time', async () => {
  const page = await open('#/settings/appearance');
  expect(await themeOf(page)).toBe('light');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  await expect.poll(() => themeOf(page)).toBe('dark');
  await page.getByRole('combobox', { name: 'Text size' }).selectOption('125 %');
  await expect.poll(() => page.evaluate(() => document.documentElement.style.fontSize)).toBe('125%');
  await page.reload();
  expect(await themeOf(page)).toBe('dark');
  const other = await open('#/settings/appearance');
  await expect.poll(() => themeOf(other)).toBe('dark');
  await other.getByRole('combobox', { name: 'Theme' }).selectOption('High contrast');
  await expect.poll(() => themeOf(other)).toBe('contrast-light');
  await other.getByRole('combobox', { name: 'Theme' }).selectOption('As the system');
  await other.getByRole('combobox', { name: 'Text size' }).selectOption('100 %');
  await expect.poll(() => themeOf(other)).toBe('light');
  await page.context().close();
  await other.context().close();
});

it('speaks German once it is chosen', async () => {
  const page = await open('#/settings');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await page.getByRole('tab', { name: 'Tastenkürzel' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.screenshot({ path: join(PICTURES, 'settings-german.png') });
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Wie das System');
  await page.getByRole('tab', { name: 'Shortcuts' }).waitFor();
  await page.context().close();
});

it('finds settings by a word of theirs', async () => {
  const page = await open('#/settings');
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('proxy');
  await page.getByText('1 setting found').waitFor();
  await page.getByRole('textbox', { name: 'Proxy' }).fill('not an address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').filter({ hasText: 'proxy' }).waitFor();
  await page.context().close();
});

it('opens the palette by keys, and gives an action other keys', async () => {
  const page = await open('#/settings/shortcuts');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('routing');
  await page.screenshot({ path: join(PICTURES, 'palette.png') });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Routing', exact: true }).waitFor({ state: 'attached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('button', { name: 'Change shortcuts' }).click();
  const keys = page.getByRole('button', { name: /^Keys of “Go to Privacy”/ });
  await keys.click();
  await page.keyboard.press('Control+k');
  await page.getByRole('alert').filter({ hasText: 'is taken by “Command palette”' }).waitFor();
  await keys.click();
  await page.keyboard.press('Control+Shift+p');
  await expect.poll(() => keys.textContent()).toBe('Ctrl+Shift+P');
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('heading', { name: 'Privacy', exact: true }).waitFor({ state: 'attached' });
  await page.context().close();
});

it('says what belongs to the desktop program where that does not run', async () => {
  const page = await open('#/settings/desktop');
  await page.getByText('These belong to Lintel’s desktop program.').waitFor();
  expect(await page.getByRole('tabpanel').getByRole('switch').count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('tray');
  await page.getByText('0 settings found').waitFor();
  await page.context().close();
});

it('sets the desktop program where it runs', async () => {
  const context = await browser.newContext({ viewport: SIZES.wide });
  await context.addInitScript(() => {
    const asked: string[] = [];
    let view: UpdateView = { phase: 'idle' };
    const program = {
      platform: 'linux',
      update: async () => view,
      actOnUpdate: async (act: string) => {
        asked.push(act);
        view =
          act === 'look' ? { phase: 'found', version: '9.9.9', notes: 'New things.' } : { phase: 'loading', version: '9.9.9', share: 0.25 };
        return view;
      },
      listen: () => () => undefined,
      badge: async () => undefined,
      notify: async () => undefined,
    };
    Object.assign(window, { lintelDesktop: program, asked });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${started.address}/#/settings/desktop`);
  const kept = async () =>
    (await page.evaluate(async () => ((await (await fetch('/ui/settings')).json()) as { desktop: object }).desktop)) as Record<
      string,
      unknown
    >;
  const flips = [
    ['Start with the computer', 'autostart', true],
    ['Icon in the tray', 'tray', false],
    ['Go on in the tray', 'staysInTray', true],
    ['Tell of answers', 'notifications', false],
    ['Check spelling', 'spellCheck', false],
  ] as const;
  for (const [name, setting, flipped] of flips) {
    const one = page.getByRole('switch', { name });
    expect(await one.isChecked()).toBe(!flipped);
    await one.click();
    await expect.poll(async () => (await kept())[setting]).toBe(flipped);
  }
  const keys = page.getByRole('button', { name: /^Keys for a quick question/ });
  expect(await keys.textContent()).toBe('Ctrl+Shift+Space');
  await keys.click();
  await page.keyboard.press('k');
  await page.getByRole('alert').filter({ hasText: 'Use Ctrl, Alt or Cmd' }).waitFor();
  await keys.click();
  await page.keyboard.press('Alt+Shift+L');
  await expect.poll(async () => (await kept()).askShortcut).toBe('Alt+Shift+L');
  await keys.click();
  await page.keyboard.press('Backspace');
  await expect.poll(async () => (await kept()).askShortcut).toBe('');
  await page.getByRole('button', { name: 'Usual keys' }).click();
  await expect.poll(async () => (await kept()).askShortcut).toBe(undefined);
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByText('Lintel 9.9.9 is there.').waitFor();
  // It is asked over the window, too; who puts it off still finds it here.
  await page.getByRole('dialog', { name: 'Lintel 9.9.9' }).getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: 'Get it', exact: true }).click();
  await page.getByText(/^Fetching Lintel 9\.9\.9: 25\s?%\.$/).waitFor();
  expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual(['look', 'get']);
  await page.screenshot({ path: join(PICTURES, 'settings-desktop-program.png') });
  const off = page.getByRole('switch', { name: 'Look for a newer Lintel' });
  await off.click();
  await expect.poll(async () => (await kept()).updates).toBe(false);
  expect(await page.getByText('Fetching Lintel').count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  for (const [name] of flips) await page.getByRole('switch', { name }).click();
  await off.click();
  await expect.poll(async () => Object.keys(await kept())).toEqual([]);
  await context.close();
});

it('keeps keys another way once it is said what that means', async () => {
  const page = await open('#/settings/data');
  const setting = page.getByRole('listitem').filter({ hasText: 'How keys are kept' });
  await setting.getByText('In files that only you can read').waitFor();
  await setting.getByText('whoever can read your files can read them').waitFor();
  await setting.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog', { name: 'How keys are kept' });
  expect(await dialog.getByRole('radio').count()).toBe(3);
  await dialog.getByRole('radio', { name: /^Under a passphrase/ }).check();
  const action = dialog.getByRole('button', { name: 'Keep them so' });
  await dialog.getByLabel(/^New passphrase/).fill('a lintel over the door');
  await dialog.getByLabel('The same once more').fill('a lintel over the floor');
  await dialog.getByRole('alert').filter({ hasText: 'The two are not the same.' }).waitFor();
  expect(await action.isDisabled()).toBe(true);
  await dialog.getByLabel('The same once more').fill('a lintel over the door');
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(PICTURES, 'settings-keeping.png') });
  await action.click();
  await dialog.waitFor({ state: 'detached' });
  await setting.getByText('Under a passphrase').waitFor();
  const token = join(started.dataFolder, 'hub-token');
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.getByRole('textbox', { name: 'Hub token' }).fill('hf_made_up_for_this');
  await page.getByRole('listitem').filter({ hasText: 'Hub token' }).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove the token' }).waitFor();
  expect(readFileSync(token, 'utf8')).toMatch(/^lintel-sealed\.1\.passphrase\./);
  await page.getByRole('tab', { name: 'Data' }).click();
  await setting.getByRole('button', { name: 'Change…' }).click();
  await dialog.getByRole('radio', { name: /^In files that only you can read/ }).check();
  await dialog.getByText('Choose this only where the disk is encrypted').waitFor();
  await action.click();
  await dialog.waitFor({ state: 'detached' });
  expect(readFileSync(token, 'utf8')).toBe('hf_made_up_for_this');
  await page.context().close();
});

it('sends nothing to a collector before there is one, and shows its headers never again', async () => {
  const page = await open('#/settings/network');
  const traces = page.getByRole('switch', { name: 'Send traces' });
  await traces.waitFor();
  expect([await traces.isChecked(), await traces.isDisabled()]).toEqual([false, true]);
  const saveIn = (name: string) => page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Save' });
  await page.getByRole('textbox', { name: 'OpenTelemetry collector' }).fill('http://127.0.0.1:9');
  await saveIn('OpenTelemetry collector').click();
  await expect.poll(() => traces.isChecked()).toBe(true);
  await page.getByRole('switch', { name: 'Send counts' }).click();
  const telemetry = () => page.evaluate(async () => ((await (await fetch('/ui/settings')).json()) as { telemetry: unknown }).telemetry);
  await expect.poll(telemetry).toEqual({ endpoint: 'http://127.0.0.1:9', metrics: false });
  const headers = page.getByRole('textbox', { name: 'Headers for the collector' });
  await headers.fill('no headers at all');
  await saveIn('Headers for the collector').click();
  await page.getByRole('alert').filter({ hasText: 'These are no headers' }).waitFor();
  await headers.fill('authorization=Bearer%20made-up');
  await saveIn('Headers for the collector').click();
  await page.getByText('Headers are kept.').waitFor();
  await page.reload();
  await page.getByText('Headers are kept.').waitFor();
  expect(await page.content()).not.toContain('made-up');
  await page.getByRole('button', { name: 'Remove the headers' }).click();
  await page.getByText('There are none.').first().waitFor();
  await page.getByRole('textbox', { name: 'OpenTelemetry collector' }).fill('');
  await saveIn('OpenTelemetry collector').click();
  await expect.poll(() => traces.isDisabled()).toBe(true);
  await page.context().close();
});

it('tells where the port is, and leads to Apps, where other computers are let in only once there is a key', async () => {
  const page = await open('#/settings/network');
  await page.getByText(`The port is open at ${started.address}.`).waitFor();
  await page.getByText('Other computers are kept out.').waitFor();
  await page.getByRole('button', { name: 'Port and other computers, in Apps' }).click();
  const letIn = page.getByRole('switch', { name: 'Let other computers in' });
  await page.getByText('Make a key first').waitFor();
  expect(await letIn.isDisabled()).toBe(true);
  await started.createKey('laptop');
  await expect.poll(() => letIn.isDisabled(), { timeout: 10_000 }).toBe(false);
  await letIn.click();
  const question = page.getByRole('alertdialog');
  await page.screenshot({ path: join(PICTURES, 'apps-let-in.png') });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await letIn.isChecked()).toBe(false);
  await page.context().close();
});

it.each(['wide', 'narrow'] as const)(
  'has no barrier and looks right, %s',
  async (size) => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open('#/settings', size, scheme);
      for (const tab of ['General', 'Appearance', 'Shortcuts', 'Desktop', 'Network', 'Data', 'About']) {
        await page.getByRole('tab', { name: tab }).click();
        // What belongs to the desktop program is said so in a browser, in a sentence.
        await page.getByRole('tabpanel', { name: tab }).locator('li, p').first().waitFor();
        expect(await findBarriers(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
        await page.screenshot({ path: join(PICTURES, `settings-${tab.toLowerCase()}-${size}-${scheme}.png`) });
      }
      await page.context().close();
    }
  },
  90_000,
);

it('saves a backup, takes it in again, and deletes everything once the word is typed', async () => {
  const page = await open('#/settings/data');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Make a backup' }).click();
  const file = join(started.dataFolder, '..', `saved-${Date.now()}.backup`);
  onTestFinished(() => rmSync(file, { force: true }));
  await (await download).saveAs(file);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(file);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(/is in place once Lintel starts anew/).waitFor();
  expect(existsSync(join(started.dataFolder, 'restored.db'))).toBe(true);
  expect(JSON.parse(openBackup(file).settings)).toMatchObject({ otherApps: expect.any(Object) });
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete everything' });
  expect(await dialog.getByRole('button', { name: 'Delete everything now' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete everything now' }).click();
  await dialog.getByText('Everything is deleted').waitFor();
  await expect
    .poll(() => readdirSync(started.dataFolder).filter((name) => /lintel\.db|settings|restored/.test(name)), { timeout: 8_000 })
    .toEqual([]);
  await page.context().close();
});
