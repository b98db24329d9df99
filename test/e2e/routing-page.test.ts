import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PolicyView, RehearsalView } from '../../shared/api/views.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
  for (const words of ['Name a colour.', 'Name another one.']) await started.cli('chat', words);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
});

async function open(path: string, size: keyof typeof SIZES = 'wide', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${started.address}/${path}`);
  return page;
}

const policy = async () => JSON.parse((await started.cli('policy', 'show', '--json')).stdout) as PolicyView;

async function withoutRules(): Promise<void> {
  const file = join(started.dataFolder, 'no-rules.json');
  writeFileSync(file, JSON.stringify({ rules: [] }));
  await started.cli('policy', 'apply', file);
}

it('rehearses an edit before it is saved, and saves nothing until told to', async () => {
  const before = await policy();
  const page = await open('#/routing/objective');
  await page.getByRole('radio', { name: /Cheapest/ }).check();
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByText('Your last 2 requests would have gone where they went.').waitFor();
  await page.getByRole('tab', { name: 'Rules' }).click();
  await page.getByRole('textbox', { name: 'A model that is never used' }).fill('*');
  await page.keyboard.press('Enter');
  await bar.getByText('2 of your last 2 requests would have gone elsewhere. 2 would have had no answer.').waitFor();
  await page.getByRole('img', { name: 'Went: 2 on this device. Would have gone: 2 not sent.' }).waitFor();
  await page.getByRole('region', { name: 'Requests that would have gone elsewhere' }).getByText('Not sent').first().waitFor();
  expect((await policy()).version).toBe(before.version);
  await page.getByRole('button', { name: 'Use * again' }).click();
  await bar.getByText('Your last 2 requests would have gone where they went.').waitFor();
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  expect(await policy()).toMatchObject({ version: before.version + 1, objective: 'cheapest', excluded: [] });
  await page.context().close();
});

it('lists versions, and goes back after showing what that would change', async () => {
  const before = await policy();
  const file = join(started.dataFolder, 'changes.json');
  for (const objective of ['fastest', 'cheapest']) {
    writeFileSync(file, JSON.stringify({ objective }));
    await started.cli('policy', 'apply', file);
  }
  const page = await open('#/routing/versions');
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions
    .getByRole('listitem')
    .filter({ hasText: `Version ${before.version + 2}` })
    .getByText('In force')
    .waitFor();
  await versions.getByRole('button', { name: 'Go back to version 1…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back to version 1' });
  await dialog.getByRole('listitem').first().waitFor();
  await page.screenshot({ path: join(PICTURES, 'versions.png'), animations: 'disabled' });
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Go back', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Objective' }).click();
  await page.getByRole('radio', { name: /Balanced/, checked: true }).waitFor();
  expect(await policy()).toMatchObject({ version: before.version + 3, objective: 'balanced' });
  await page.context().close();
});

it('runs the policy’s own examples on an edit, and saves one that breaks them only when told to', async () => {
  const file = join(started.dataFolder, 'examples.json');
  writeFileSync(file, JSON.stringify({ tests: [{ name: 'Home answers', prompt: { text: 'Hello' }, expect: { zone: 'device' } }] }));
  await started.cli('policy', 'apply', file);
  const page = await open('#/routing/objective');
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await page.getByRole('radio', { name: /Private first/ }).check();
  await bar.getByText('Your example comes out as it must.').waitFor();
  await page.getByRole('tab', { name: 'Rules' }).click();
  await page.getByRole('textbox', { name: 'A model that is never used' }).fill('*');
  await page.keyboard.press('Enter');
  await bar.getByText(/Your example “Home answers” fails/).waitFor();
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.getByRole('button', { name: 'Save all the same' }).waitFor();
  expect((await policy()).excluded).toEqual([]);
  await bar.getByRole('button', { name: 'Save all the same' }).click();
  await bar.waitFor({ state: 'detached' });
  expect((await policy()).excluded).toEqual(['*']);
  writeFileSync(file, JSON.stringify({ tests: [], excluded: [] }));
  await started.cli('policy', 'apply', file);
  await page.context().close();
});

it('writes, checks, orders, switches and removes rules by keyboard and pointer alike', async () => {
  const page = await open('#/routing');
  await page.getByRole('button', { name: 'Begin a list of rules' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('form', { name: 'A new rule' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Busy');
  const condition = form.getByRole('textbox', { name: 'When' });
  await form.locator('.cm-content').waitFor();
  await condition.click();
  await page.keyboard.type('hardware.batt');
  const proposed = form.getByRole('option', { name: /hardware\.battery/ });
  await proposed.waitFor();
  await page.screenshot({ path: join(PICTURES, 'routing-completion.png'), animations: 'disabled' });
  await page.keyboard.press('Escape');
  await proposed.waitFor({ state: 'detached' });
  await condition.fill('"');
  await page.keyboard.type('inter');
  await form.getByRole('option', { name: /internal/ }).click();
  expect(await condition.innerText()).toBe('"internal" in tags');
  await condition.fill('hardware.cpus > 0.8');
  await form.getByText(/^1:1: .*hardware\.cpu/).waitFor();
  await form.locator('.cm-lintRange-error', { hasText: 'hardware.cpus' }).waitFor();
  expect(await form.getByRole('button', { name: 'Keep the rule' }).isDisabled()).toBe(true);
  await form.getByRole('textbox', { name: 'When' }).fill('hardware.cpu > 0.8');
  await form.getByRole('combobox', { name: 'Aims for' }).selectOption('fastest');
  await form.getByRole('group', { name: 'These first' }).getByRole('checkbox', { name: 'your network' }).check();
  await page.screenshot({ path: join(PICTURES, 'routing-form.png'), animations: 'disabled' });
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Keep the rule' }).press('Enter');
  await page.getByText('prefers your network and aims for “Fastest”').waitFor();
  const adding = page.getByRole('button', { name: 'Add a rule' });
  expect(await adding.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  expect(await adding.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Work stays');
  await form.locator('.cm-content').waitFor();
  await form.getByRole('textbox', { name: 'When' }).fill('"internal" in tags');
  await form.getByRole('combobox', { name: 'It may go no further than' }).selectOption('lan');
  await form.getByRole('button', { name: 'Keep the rule' }).click();
  await page.getByRole('button', { name: 'Move Work stays up' }).press('Enter');
  await page.getByRole('switch', { name: 'Busy' }).press('Space');
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  const [list] = (await policy()).rules;
  expect(list).toMatchObject({
    match: 'all',
    rules: [
      { name: 'Work stays', when: '"internal" in tags' },
      { name: 'Busy', disabled: true },
    ],
  });
  expect(list?.rules.map((rule) => rule.then)).toEqual([{ ceiling: 'lan' }, { objective: 'fastest', prefer: { zones: ['lan'] } }]);
  await page.getByRole('button', { name: 'Remove Busy' }).click();
  await bar.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('switch', { name: 'Busy' }).waitFor();
  await page.context().close();
});

it('starts a rule from a template, copies it, drags it, and undoes a removal', async () => {
  await withoutRules();
  const page = await open('#/routing');
  await page.getByRole('button', { name: 'Begin a list of rules' }).click();
  const template = page.getByRole('combobox', { name: 'Start from a template' }).last();
  for (const name of ['Private at night', 'Health stays here', 'Spare the battery']) {
    await template.selectOption({ label: name });
    await page.getByRole('button', { name: 'Keep the rule' }).click();
    await page.getByRole('switch', { name }).waitFor();
  }
  await page.getByText('When it holds somebody’s health → then it keeps it on this device').waitFor();
  const switches = page.getByRole('switch');
  const names = async () => (await switches.evaluateAll((all) => all.map((one) => one.closest('li')?.textContent ?? ''))).filter(Boolean);
  // By hand: a helper that looks what lies under the pointer finds the rule that is being dragged.
  const handle = page.getByTitle('Drag Spare the battery to another place');
  const target = page.getByRole('listitem').filter({ hasText: 'Private at night' });
  await handle.scrollIntoViewIfNeeded();
  const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 16, (from?.y ?? 0) + 16);
  await page.mouse.down();
  await page.mouse.move((from?.x ?? 0) + 16, (to?.y ?? 0) + 8, { steps: 6 });
  await page.screenshot({ path: join(PICTURES, 'routing-drag-wide.png') });
  await page.mouse.up();
  await expect.poll(async () => (await names())[0], { timeout: 10_000 }).toMatch(/^Spare the battery/);
  await page.getByRole('button', { name: 'Duplicate Private at night' }).press('Enter');
  await page.getByRole('switch', { name: 'Private at night, copy' }).waitFor();
  await page.getByRole('button', { name: 'Remove Health stays here' }).press('Enter');
  await page.getByText('Health stays here is removed.').waitFor();
  const undo = page.getByRole('button', { name: 'Undo' });
  expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.screenshot({ path: join(PICTURES, 'routing-undo.png'), animations: 'disabled' });
  expect(await findBarriers(page)).toEqual([]);
  await undo.press('Enter');
  expect((await names()).map((text) => /^(.*?)When/.exec(text)?.[1])).toEqual([
    'Spare the battery',
    'Private at night',
    'Private at night, copy',
    'Health stays here',
  ]);
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Discard' }).click();
  await page.context().close();
});

it('moves a rule by keyboard with a word of where it is, and by a finger', async () => {
  await withoutRules();
  const context = await browser.newContext({ viewport: SIZES.narrow, hasTouch: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${started.address}/#/routing`);
  await page.getByRole('button', { name: 'Begin a list of rules' }).click();
  const template = page.getByRole('combobox', { name: 'Start from a template' }).last();
  for (const name of ['Private at night', 'Health stays here', 'Spare the battery']) {
    await template.selectOption({ label: name });
    await page.getByRole('button', { name: 'Keep the rule' }).click();
    await page.getByRole('switch', { name }).waitFor();
  }
  const order = () => page.getByRole('switch').evaluateAll((all) => all.map((one) => one.closest('label')?.textContent));
  const heard = page.locator('[aria-live], [role=status]');
  const handle = page.getByRole('button', { name: 'Move Spare the battery', exact: true });
  expect(await handle.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent)).toMatch(
    /^Space picks it up/,
  );
  const steps = [
    [' ', 'Spare the battery is picked up: place 3 of 3.'],
    ['ArrowUp', 'Spare the battery: place 2 of 3.'],
    ['ArrowUp', 'Spare the battery: place 1 of 3.'],
    ['Escape', 'Spare the battery is back at place 3 of 3.'],
    [' ', 'Spare the battery is picked up: place 3 of 3.'],
    ['Home', 'Spare the battery: place 1 of 3.'],
    [' ', 'Spare the battery is put down at place 1 of 3.'],
  ] as const;
  await handle.focus();
  for (const [key, sentence] of steps) {
    await page.keyboard.press(key);
    await heard.filter({ hasText: sentence }).first().waitFor({ state: 'attached' });
    expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);
  }
  expect((await order()).slice(-3)).toEqual(['Spare the battery', 'Private at night', 'Health stays here']);

  const finger = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  const middleOf = async (name: string) => {
    const button = page.getByRole('button', { name, exact: true });
    await button.scrollIntoViewIfNeeded();
    const { x = 0, y = 0, width = 0, height = 0 } = (await button.boundingBox()) ?? {};
    return { x: x + width / 2, y: y + height / 2 };
  };
  const from = await middleOf('Move Spare the battery');
  const to = await middleOf('Move Private at night');
  await touch('touchStart', [from]);
  for (let step = 1; step <= 8; step++) await touch('touchMove', [{ x: from.x, y: from.y + ((to.y + 20 - from.y) * step) / 8 }]);
  await page.screenshot({ path: join(PICTURES, 'routing-drag-narrow.png') });
  await touch('touchEnd', []);
  await expect
    .poll(async () => (await order()).slice(-3), { timeout: 10_000 })
    .toEqual(['Private at night', 'Spare the battery', 'Health stays here']);
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Discard' }).click();
  await context.close();
}, 180_000);

it.each([
  ['wide', 'light'],
  ['narrow', 'dark'],
] as const)('speaks German, %s and %s', async (size, scheme) => {
  await withoutRules();
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme, locale: 'de-DE' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${started.address}/#/routing`);
  await page.getByRole('button', { name: 'Eine Liste von Regeln beginnen' }).click();
  for (const label of ['Nachts privat', 'Gesundheit bleibt hier', 'Akku schonen', 'Kosten je Anfrage begrenzen']) {
    await page.getByRole('combobox', { name: 'Mit einer Vorlage beginnen' }).selectOption({ label });
    await page.getByRole('button', { name: 'Regel übernehmen' }).click();
  }
  await page.getByText('Wenn: darin steht jemandes Gesundheit').waitFor();
  await page.screenshot({ path: join(PICTURES, `routing-rules-german-${size}.png`), animations: 'disabled' });
  await page.getByRole('tab', { name: 'Ausprobieren' }).click();
  await page.getByRole('textbox', { name: 'Prompt' }).fill('Meine IBAN ist DE89 3704 0044 0532 0130 00.');
  await page.getByText('Gefunden: eine IBAN.').waitFor();
  await page.screenshot({ path: join(PICTURES, `routing-try-german-${size}.png`), animations: 'disabled' });
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await context.close();
});

it('rehearses a file from the command line', async () => {
  const file = join(started.dataFolder, 'edited.yaml');
  writeFileSync(file, 'excluded:\n  - "*"\n');
  const { code, stdout } = await started.cli('policy', 'rehearse', file, '--last', '10', '--json');
  expect(code).toBe(0);
  const { summary, rows } = JSON.parse(stdout) as RehearsalView;
  expect(summary).toMatchObject({
    requests: 2,
    moved: 2,
    lost: 2,
    leaks: 0,
    was: { byZone: { device: 2 } },
    would: { byZone: { none: 2 } },
  });
  expect(rows[0]).toMatchObject({ was: { status: 'done', place: { zone: 'device' } }, moved: true });
  const told = await started.cli('policy', 'rehearse', file);
  expect(told.stdout).toMatch(/^Of the last 2 requests 2 would have gone elsewhere, and 2 would have had no answer\.$/m);
  expect(told.stdout).toMatch(/^TIME +TASK +TOKENS +WENT +WOULD +COST +FOUND$/m);
  writeFileSync(file, JSON.stringify({ objective: 'dearest' }));
  expect((await started.cli('policy', 'rehearse', file)).code).toBe(2);
});

it('tries a prompt under circumstances set by hand, and keeps what must hold as an example', async () => {
  const page = await open('#/routing/try');
  const decision = page.getByRole('region', { name: 'Where it would go' });
  await decision.getByText('Type a prompt to see where it would go.').waitFor();
  await page.getByRole('textbox', { name: 'Prompt' }).fill('Pay DE89 3704 0044 0532 0130 00 today.');
  await decision.getByText('Found: an IBAN.').waitFor();
  await decision.getByText('Permitted, best first').waitFor();
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/ui/plan') && (request.postData() ?? '').includes('"cpu"')),
    page.getByRole('checkbox', { name: 'Other programs keep the processor busy' }).check(),
  ]);
  expect(asked.postDataJSON()).toMatchObject({ whatIf: { cpu: 0.9 }, app: 'window', model: 'auto' });
  await page.getByRole('combobox', { name: 'Model' }).fill('no-such-model');
  await decision.getByText('Not sent').waitFor();
  await page.getByRole('combobox', { name: 'Model' }).fill('auto');
  await page.getByRole('checkbox', { name: 'private', exact: true }).check();
  await decision.getByText('Permitted, best first').waitFor();
  await page.screenshot({ path: join(PICTURES, 'routing-try.png'), animations: 'disabled' });
  await page.getByRole('button', { name: 'Add as an example' }).click();
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByText('Your example comes out as it must.').waitFor();
  await page.getByText('Holds', { exact: true }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  expect((await policy()).tests).toMatchObject([{ expect: { ceiling: 'device' }, prompt: { text: expect.stringContaining('DE89') } }]);
  await page.getByRole('button', { name: 'Run them' }).click();
  await page.getByText('Holds', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Remove Pay DE89/ }).click();
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.waitFor({ state: 'detached' });
  await page.context().close();
});

it('writes the policy to a file, and takes one in as a draft only where it can be used', async () => {
  const page = await open('#/routing/versions');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  expect(download.suggestedFilename()).toBe('lintel-policy.yaml');
  const chosen = page.getByRole('main').locator('input[type=file]');
  await chosen.setInputFiles({ name: 'bad.yaml', mimeType: 'application/yaml', buffer: Buffer.from('rules: nothing\n') });
  await page.getByRole('alert').getByText(/rules/).waitFor();
  await chosen.setInputFiles({ name: 'good.yaml', mimeType: 'application/yaml', buffer: Buffer.from('objective: fastest\n') });
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  await bar.getByText(/would have gone where they went/).waitFor();
  await page.getByRole('tab', { name: 'Objective' }).click();
  await page.getByRole('radio', { name: /Fastest/, checked: true }).waitFor();
  await bar.getByRole('button', { name: 'Discard' }).click();
  await page.context().close();
});

/** No place beyond this computer is to be had here: the rehearsal that the window hears of tells of some. */
async function pretendPlaces(page: Page): Promise<void> {
  await page.route('**/ui/policy/rehearsal', async (route) => {
    const real = (await (await route.fetch()).json()) as RehearsalView;
    const far = { targetId: 'far', name: 'A model far away', zone: 'cloud' } as const;
    const [row] = real.rows;
    if (row === undefined) throw new Error('There is no request to rehearse.');
    const rows = Array.from({ length: 14 }, (_, index) => ({
      ...row,
      requestId: `r${index}`,
      moved: true,
      would: { place: far, expected: { costNanoDollars: 2_100_000, firstTokenMs: 400, totalMs: 2300 }, sentence: '' },
      ...(index === 1
        ? { leak: { to: 'cloud' as const, ceiling: 'device' as const, findings: [{ type: 'iban' as const, count: 1 }] } }
        : {}),
    }));
    const summary: RehearsalView['summary'] = {
      requests: 120,
      was: { byZone: { device: 80, lan: 20, trusted: 8, cloud: 10, none: 2 }, costNanoDollars: 41_000_000, medianMs: 3100 },
      would: { byZone: { device: 60, lan: 20, trusted: 8, cloud: 31, none: 1 }, costNanoDollars: 92_000_000, medianMs: 2400 },
      flows: [
        { from: 'device', to: 'device', count: 60 },
        { from: 'device', to: 'cloud', count: 20 },
        { from: 'lan', to: 'lan', count: 20 },
        { from: 'trusted', to: 'trusted', count: 8 },
        { from: 'cloud', to: 'cloud', count: 10 },
        { from: 'none', to: 'cloud', count: 1 },
        { from: 'none', to: 'none', count: 1 },
      ],
      moved: 21,
      lost: 0,
      leaks: 1,
      leaked: [{ type: 'iban', count: 1 }],
    };
    await route.fulfill({ json: { ...real, rows, summary } });
  });
}

it.each([
  ['wide', 'light'],
  ['wide', 'dark'],
  ['narrow', 'light'],
  ['narrow', 'dark'],
] as const)('is accessible, %s and %s', async (size, scheme) => {
  const page = await open('#/routing/objective', size, scheme);
  await pretendPlaces(page);
  await page.getByRole('radio', { name: /Your own/ }).check();
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('heading', { name: 'What this would have changed' }).waitFor();
  await page.screenshot({ path: join(PICTURES, `routing-${size}-${scheme}.png`), animations: 'disabled' });
  await page.getByRole('img', { name: /^Went: 80 on this device/ }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Show 4 more' }).click();
  await page.getByRole('heading', { name: 'What this would have changed' }).evaluate((head) => head.scrollIntoView());
  await page.screenshot({ path: join(PICTURES, `rehearsal-${size}-${scheme}.png`), animations: 'disabled' });
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().close();
});
