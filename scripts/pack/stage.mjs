// @ts-check
// npm run pack:stage -- [linux-x64]: puts together in dist/app what electron-builder then only wraps.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { filesFor } from './files.mjs';
import { licencesOf } from './licences.mjs';
import { ownTarget, targetNamed } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Where newer packages are found and whose signature they must have. Without both a package looks for none.
 * @param {NodeJS.ProcessEnv} env `LINTEL_UPDATE_FEED` an https address, `LINTEL_UPDATE_KEY` an Ed25519 public key as PEM
 * @returns {string | undefined}
 */
export function updateSource({ LINTEL_UPDATE_FEED: feed, LINTEL_UPDATE_KEY: key }) {
  if (!feed || !key) return undefined;
  if (!feed.startsWith('https://')) throw new Error('LINTEL_UPDATE_FEED must begin with https://.');
  return stringify({ provider: 'generic', url: feed, updaterCacheDirName: 'lintel-updater', publicKey: key });
}

const MODULES = 'node_modules/';

/**
 * @param {string} name of the target
 * @param {string} folder where it is put; what is there is deleted
 * @param {string} [modules] where the packages of npm's are put: electron-builder takes none from a folder named node_modules
 */
export function stage(name, folder, modules = join(folder, MODULES)) {
  const { files, missing } = filesFor(root, targetNamed(name));
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} is not installed, so ${name} cannot be packaged here. Run npm ci on that system.`);
  const { text, faults } = licencesOf(root);
  if (faults.length > 0) throw new Error(`These parts may not be given on, or do not say how:\n${faults.join('\n')}`);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, from] of files) {
    const to = path.startsWith(MODULES) ? join(modules, path.slice(MODULES.length)) : join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
  const { version, description, license, type, main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = { name: 'lintel', productName: 'Lintel', version, description, license, type, main, desktopName: 'lintel.desktop' };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  writeFileSync(join(folder, 'LICENCES.txt'), text);
  const source = updateSource(process.env);
  if (source !== undefined) writeFileSync(join(folder, 'resources', 'app-update.yml'), source);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2] ?? ownTarget();
  stage(name, join(root, 'dist', 'app'), join(root, 'dist', 'app', 'modules'));
  process.stdout.write(`${name} is in dist/app.\n`);
}
