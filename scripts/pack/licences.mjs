// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closureOf } from './packages.mjs';

/** Licences under which a part may be given on with Lintel. */
const ALLOWED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'CC-BY-4.0',
    'Unlicense',
    'Zlib',
  ],
  ...[
    'Python-2.0',
    '(MIT OR CC0-1.0)',
    '(MIT OR Apache-2.0)',
    'MIT AND ISC',
    '(BSD-2-Clause OR MIT OR Apache-2.0)',
    'BSD',
    '(BSD-3-Clause OR GPL-2.0)',
  ],
  ...['(MPL-2.0 OR Apache-2.0)', '(AFL-2.1 OR BSD-3-Clause)'],
]);

/** Parts that were looked at one by one. */
const LOOKED_AT = /** @type {Record<string, string>} */ ({
  // Only its file says so.
  khroma: 'MIT',
});

/** Parts of parts that the window’s build leaves out. */
const LEFT_OUT = new Set(['elkjs']);

const RULE = '='.repeat(78);

/**
 * One text with the licence of every part that Lintel is made of: what is bundled into it and what lies beside it.
 * @param {string} root the project's folder
 * @returns {{ text: string, faults: readonly string[] }} `faults`: parts that may not be given on, or do not say how
 */
export function licencesOf(root) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const faults = [];
  const parts = [];
  /** @type {Set<string>} */
  const seen = new Set();
  for (const { path, name, version } of closureOf(root, Object.keys(dependencies))) {
    if (LEFT_OUT.has(name) || seen.has(`${name}@${version}`) || !existsSync(join(root, path, 'package.json'))) continue;
    seen.add(`${name}@${version}`);
    const { license, licenses, author, homepage } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const said = LOOKED_AT[name] ?? license?.type ?? license ?? licenses?.[0]?.type ?? '';
    const licence = String(said);
    if (!ALLOWED.has(licence) && LOOKED_AT[name] === undefined)
      faults.push(`${name} ${version}: ${licence === '' ? 'says nothing of its licence' : licence}`);
    const who = String(author?.name ?? author ?? '');
    const texts = readdirSync(join(root, path))
      .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
      .sort()
      .map((file) => readFileSync(join(root, path, file), 'utf8').trim());
    parts.push(
      [
        `${name} ${version}`,
        `Licence: ${licence}`,
        ...(who === '' ? [] : [`Author: ${who}`]),
        ...(homepage ? [`${homepage}`] : []),
        '',
        ...texts,
      ].join('\n'),
    );
  }
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const head =
    'Lintel is made of the parts below. Electron and Chromium bring their own in LICENSE.electron.txt and LICENSES.chromium.html.';
  return { text: `Lintel\n\n${own}\n\n${RULE}\n${head}\n${parts.map((part) => `${RULE}\n${part}\n`).join('\n')}`, faults };
}
