// npm run pictures: takes the pictures of docs/clients from the real program, a client's card each.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPES } from '../../shared/api/client-recipes.ts';
import { launchBrowser } from './browser.ts';
import { startLintel } from './lintel-process.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images', 'clients');
mkdirSync(folder, { recursive: true });
const [browser, started] = await Promise.all([launchBrowser(), startLintel({ port: 5468 })]);
const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
await page.goto(`${started.address}/#/apps/setup`);
for (const { id, name } of RECIPES) {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('region', { name, exact: true }).screenshot({ path: join(folder, `${id}.png`) });
}
await browser.close();
await started.stop();
