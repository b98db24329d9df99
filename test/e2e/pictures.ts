// npm run pictures: takes the README's pictures from the real program.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { startLintel } from './lintel-process.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images');
mkdirSync(folder, { recursive: true });
const [browser, started] = await Promise.all([launchBrowser(), startLintel({ port: 5468, environment: { LINTEL_BOX_DIR: '' } })]);

for (const scheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: scheme, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.goto(started.address);
  await page.getByRole('button', { name: 'Tag: none' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'private' }).click();
  await page.keyboard.press('Escape');
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill('Draft a note to my doctor about last week’s results.');
  await box.press('Enter');
  const chip = page.getByRole('button', { name: /^Route: .* · \$0/ });
  await chip.click();
  await page.getByRole('button', { name: 'Close the explanation' }).waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `window-${scheme}.png`) });
  await context.close();
}
await browser.close();
await started.stop();
