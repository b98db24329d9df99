// @ts-check
// Builds dist/renderer (the window) and dist/main (everything that runs on Node or in Electron's main process).
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', 'built');
const SOURCES = ['shared', 'electron', 'renderer', 'scripts', 'package.json', 'package-lock.json'];

/** Builds all parts, for people to use, wherever it is called from: a test's own environment would build React's development. */
export async function build() {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildParts();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function buildParts() {
  const { build: viteBuild } = await import('vite');
  await viteBuild({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
  for (const config of ['vite.config.ts', 'vite.worker.config.ts', 'vite.preload.config.ts'])
    await viteBuild({ configFile: join(root, 'electron', config), logLevel: 'warn' });
  writeFileSync(stamp, '');
}

/** Builds when there is no build yet. */
export async function ensureBuilt() {
  if (existsSync(stamp)) return;
  process.stderr.write('Building Lintel, once…\n');
  await build();
}

/** Builds when a source is newer than the build. */
export async function buildIfStale() {
  if (existsSync(stamp) && newest(SOURCES.map((name) => join(root, name))) <= statSync(stamp).mtimeMs) return;
  process.stderr.write('Building Lintel…\n');
  await build();
}

/**
 * The newest modification time under some paths, in milliseconds since the epoch.
 * @param {string[]} paths
 * @returns {number}
 */
function newest(paths) {
  let time = 0;
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    time = Math.max(time, stats.mtimeMs);
    if (stats.isDirectory()) time = Math.max(time, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return time;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await (process.argv.includes('--if-stale') ? buildIfStale() : build());
