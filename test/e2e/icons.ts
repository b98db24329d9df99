// npm run icons: draws the program's icons from the window's own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'resources', 'icons');
/** Of packages alone. Desktops of Linux look in a folder for each of some sizes, none of which is the largest here. */
const packaged = join(root, 'packaging', 'resources', 'icons');
for (const at of [folder, packaged]) mkdirSync(at, { recursive: true });

const beam = readFileSync(join(root, 'renderer', 'icon.svg'), 'utf8');
/** On macOS the system gives it the colour of the menu bar: only its shape counts. */
const shape = beam.replaceAll(/fill="#\w+"/g, 'fill="#000"');
/** A tile around it, as docks and start menus show programs. */
const tile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect x="2" y="2" width="36" height="36" rx="8" fill="#f6f6f5"/><g transform="translate(8 8)">${beam.replace(/<title>.*<\/title>/, '')}</g></svg>`;

const ICONS = [
  { file: join(folder, 'icon.png'), svg: tile, size: 1024 },
  { file: join(folder, 'tray.png'), svg: beam, size: 32 },
  { file: join(folder, 'trayTemplate.png'), svg: shape, size: 16 },
  { file: join(folder, 'trayTemplate@2x.png'), svg: shape, size: 32 },
  ...[16, 24, 32, 48, 64, 128, 256, 512].map((size) => ({ file: join(packaged, `${size}x${size}.png`), svg: tile, size })),
];

const browser = await launchBrowser();
for (const { file, svg, size } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(file, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
