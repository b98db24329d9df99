// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version: string, license?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Entry
 * @typedef {{ path: string, name: string, version: string, licence: string | undefined, isThere: boolean }} Package
 */

/**
 * The packages that some others need, by the lockfile, themselves included.
 * @param {string} root the project's folder
 * @param {readonly string[]} names
 * @returns {readonly { path: string, name: string, version: string, licence: string | undefined }[]} sorted by path
 */
export function closureOf(root, names) {
  /** @type {{ packages: Record<string, Entry> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  /** @type {Map<string, Entry>} */
  const found = new Map();

  /** @param {string} from @param {string} name */
  const lookUp = (from, name) => {
    for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
      const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
      if (packages[path] !== undefined) return path;
      if (base === '') return undefined;
    }
  };
  /** @param {string | undefined} path */
  const walk = (path) => {
    const entry = path === undefined ? undefined : packages[path];
    if (path === undefined || entry === undefined || found.has(path)) return;
    found.set(path, entry);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) walk(lookUp(path, name));
  };
  for (const name of names) walk(lookUp('', name));
  return [...found]
    .map(([path, { version, license }]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
