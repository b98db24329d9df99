// @ts-check
// npm run pack:check: what would be in each package, and what is wrong with it, without Electron and without a build of it.
// npm run pack:check -- --built FILE: whether an archive that was built holds just that.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listArchive } from './archive.mjs';
import { checkConfig } from './check-config.mjs';
import { checkFiles, inMib } from './check-files.mjs';
import { filesFor } from './files.mjs';
import { licencesOf } from './licences.mjs';
import { ownTarget, TARGETS, targetNamed } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Written at packaging, not copied. */
const WRITTEN = ['package.json', 'LICENCES.txt', 'resources/app-update.yml'];
/** What must lie beside the archive: native code opens it. */
const UNPACKED = /^(?:node_modules|resources)\/|^dist\/main\/(?:worker|inspection|documents|worker-chunks\/)|^package\.json$/;

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

/** @returns {string[]} every fault of every package */
function checkAll() {
  const { faults: ofConfig, isSchemaChecked } = checkConfig(root);
  const { faults: ofLicences } = licencesOf(root);
  const faults = [...ofConfig.map((fault) => `electron-builder.yml: ${fault}`), ...ofLicences.map((fault) => `licences: ${fault}`)];
  say(
    `electron-builder.yml: ${isSchemaChecked ? 'checked by its schema, too' : 'electron-builder is not installed in packaging/, so its schema was not asked'}`,
  );
  for (const name of Object.keys(TARGETS)) {
    const target = targetNamed(name);
    const { files, missing } = filesFor(root, target);
    const { faults: ofFiles, bytes, ownBytes } = checkFiles(files, target, root);
    faults.push(...ofFiles.map((fault) => `${name}: ${fault}`));
    const rest = missing.length === 0 ? '' : `; not installed here: ${missing.join(', ')}`;
    say(`${name}: ${files.size} files, ${inMib(bytes)} of ${inMib(target.mostBytes)}, ${inMib(ownBytes)} of them Lintel’s own${rest}`);
  }
  return faults;
}

/** @param {string} archive @param {string} name */
function checkBuilt(archive, name) {
  const wanted = new Set([...filesFor(root, targetNamed(name)).files.keys(), ...WRITTEN]);
  const packed = listArchive(archive);
  const there = new Set(packed.map(({ path }) => path));
  say(`${archive}: ${packed.length} files`);
  return [
    ...[...wanted].filter((path) => !there.has(path) && path !== 'resources/app-update.yml').map((path) => `${path} is not in it`),
    ...packed.filter(({ path }) => !wanted.has(path)).map(({ path }) => `${path} does not belong there`),
    ...packed.filter(({ path, isUnpacked }) => UNPACKED.test(path) && !isUnpacked).map(({ path }) => `${path} is inside the archive`),
    ...packed.filter(({ path, isUnpacked }) => !UNPACKED.test(path) && isUnpacked).map(({ path }) => `${path} is outside of the archive`),
  ];
}

const [flag, archive, name = ownTarget()] = process.argv.slice(2);
if (!existsSync(join(root, 'dist', 'main', 'main.js'))) {
  process.stderr.write('There is no build yet. Run: npm run build\n');
  process.exitCode = 2;
} else {
  const faults = flag === '--built' && archive !== undefined ? checkBuilt(archive, name) : checkAll();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
