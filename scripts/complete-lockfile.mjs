// @ts-check
// node scripts/complete-lockfile.mjs, after `npm install`: adds to package-lock.json the optional packages of
// other systems that the registry at hand did not offer. npm leaves them out then, and `npm ci` refuses a
// lockfile without them, on every system. An entry added here has no integrity until an install elsewhere adds it.
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {{ version: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Entry
 */

const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  mac: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win: 'win32',
  win32: 'win32',
};
const PROCESSORS = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  armv7l: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
};

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isResolved(path, name)) continue;
    if (!/^\d/.test(version)) throw new Error(`${name} is wanted as ${version}; only an exact version can be added.`);
    packages[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...systemOf(name) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages added to package-lock.json`);

/**
 * Whether a package is found from another, as Node looks it up.
 * @param {string} from
 * @param {string} name
 */
function isResolved(from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`] !== undefined) return true;
    if (base === '') return false;
  }
}

/**
 * What a package is for, read from its name.
 * @param {string} name such as `@scope/thing-linux-arm64-musl`
 */
function systemOf(name) {
  const words = (name.split('/').at(-1) ?? name).split('-');
  /** @param {Record<string, string>} known */
  const found = (known) => words.flatMap((word) => known[word] ?? []);
  const [os, cpu] = [found(SYSTEMS), found(PROCESSORS)];
  if (cpu.length === 0) throw new Error(`It is not clear which system ${name} is for.`);
  const libc = words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {};
  return { ...(os.length === 0 ? {} : { os }), cpu, ...libc };
}
