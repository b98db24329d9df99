// @ts-check
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { follow } from './follow.mjs';

/**
 * The folder of the installed `electron` package, which is there without its runtime after `npm ci`.
 * @returns {string | undefined}
 */
export function electronFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined; // installed without development dependencies
  }
}

/**
 * Whether a window can be shown at all.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * The runtime's executable, if it is whole and of the package's own version: the same test as electron's install.js.
 * @param {string} folder of the `electron` package
 * @returns {string | undefined}
 */
export function findRuntime(folder) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return existing(join(given, executable()));
  try {
    if (readFileSync(join(folder, 'path.txt'), 'utf8') !== executable()) return undefined;
  } catch {
    return undefined; // never installed
  }
  return wholeRuntime(join(folder, 'dist'), folder);
}

/**
 * Downloads the runtime and puts it where electron's install.js would. What is cached is not downloaded again, and the
 * mirror, proxy and cache settings of `@electron/get` apply. Throws when that fails; then nothing is left installed.
 * @param {string} folder of the `electron` package
 * @param {{ signal: AbortSignal, answerWithin?: number, stalledAfter?: number, output?: Output }} options times in milliseconds
 * @returns {Promise<string>} the executable
 * @typedef {{ write(text: string): unknown, isTTY?: boolean }} Output
 */
export async function downloadRuntime(folder, { signal, answerWithin = 3000, stalledAfter = 30_000, output = process.stderr }) {
  const { downloadArtifact } = await fromElectron('@electron/get');
  const { extract } = await fromElectron('@electron-internal/extract-zip');
  const archive = await downloadArtifact({
    version: readJson(folder, 'package.json').version,
    artifactName: 'electron',
    platform: process.platform,
    checksums: readJson(folder, 'checksums.json'),
    cacheRoot: process.env.electron_config_cache,
    downloader: {
      /** @param {string} url @param {string} target */
      download: (url, target) => fetchToFile(url, target, { signal, answerWithin, stalledAfter, output }),
    },
  });
  signal.throwIfAborted();
  // Unpacked beside its place and moved there whole: an interrupted start never finds half a runtime.
  const partial = mkdtempSync(join(folder, 'dist.partial-'));
  try {
    await extract(archive, { dir: partial });
    signal.throwIfAborted();
    if (wholeRuntime(partial, folder) === undefined) throw new Error(`${archive} holds no Electron of the version that was asked for`);
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    renameSync(partial, join(folder, 'dist'));
    writeFileSync(join(folder, 'path.txt'), executable());
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return join(folder, 'dist', executable());
}

/**
 * Runs the desktop app and waits for its end.
 * @param {string} runtime the executable
 * @param {readonly string[]} argv the app's folder and its flags
 * @returns {Promise<{ code: number, refused: boolean }>} `refused`: it ended at once and in failure, unasked
 */
export async function runDesktop(runtime, argv) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env; // set in terminals inside Electron programs
  const started = performance.now();
  // In a group of its own it gets each signal once, from `follow`; a second one would cut its closing short.
  const child = spawn(runtime, argv, { stdio: ['ignore', 'inherit', 'inherit'], env, detached: process.platform !== 'win32' });
  try {
    const { code, asked } = await follow(child);
    return { code, refused: code !== 0 && !asked && performance.now() - started < 3000 };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return { code: 1, refused: true };
  }
}

/**
 * @param {string} url
 * @param {string} target
 * @param {{ signal: AbortSignal, answerWithin: number, stalledAfter: number, output: Output }} options
 */
async function fetchToFile(url, target, { signal, answerWithin, stalledAfter, output }) {
  const { host } = new URL(url);
  const watch = new AbortController();
  const late = setTimeout(() => watch.abort(new Error(`${host} did not answer within ${answerWithin / 1000} s`)), answerWithin);
  const stalled = setTimeout(
    () => watch.abort(new Error(`${host} sent nothing for ${stalledAfter / 1000} s`)),
    answerWithin + stalledAfter,
  );
  const either = AbortSignal.any([signal, watch.signal]);
  const progress = progressOn(output);
  try {
    const response = await fetch(url, { signal: either });
    clearTimeout(late);
    if (!response.ok || response.body === null) throw new Error(`${host} answered ${response.status} for ${url}`);
    output.write(`Downloading the Electron runtime from ${host}. Press Ctrl-C to go on without it.\n`);
    const total = Number(response.headers.get('content-length'));
    await pipeline(
      Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body)),
      async function* (chunks) {
        for await (const chunk of chunks) {
          stalled.refresh();
          progress.add(chunk.length, total);
          yield chunk;
        }
      },
      createWriteStream(target),
      { signal: either },
    );
  } catch (error) {
    throw either.aborted ? either.reason : error;
  } finally {
    clearTimeout(late);
    clearTimeout(stalled);
    progress.end();
  }
}

/**
 * One line that rewrites itself on a terminal; elsewhere a line each tenth.
 * @param {Output} output
 */
function progressOn(output) {
  let done = 0;
  let shown = '';
  return {
    /** @param {number} bytes @param {number} total bytes, 0 when not known */
    add(bytes, total) {
      done += bytes;
      const percent = Math.floor((done / total) * 100);
      const text =
        total > 0
          ? `${output.isTTY ? percent : percent - (percent % 10)} % of ${Math.ceil(total / 1e6)} MB`
          : `${Math.floor(done / 1e7)}0 MB`;
      if (text !== shown) output.write(output.isTTY ? `\r${text}` : `${text}\n`);
      shown = text;
    },
    end() {
      if (output.isTTY && shown !== '') output.write('\n');
    },
  };
}

/**
 * @param {string} dist the unpacked runtime
 * @param {string} folder of the `electron` package
 */
function wholeRuntime(dist, folder) {
  const version = join(dist, 'version');
  if (!existsSync(version) || readFileSync(version, 'utf8').trim().replace(/^v/, '') !== readJson(folder, 'package.json').version)
    return undefined;
  return existing(join(dist, executable()));
}

/** Where the executable is inside a runtime, as electron's install.js has it. */
function executable() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} path */
function existing(path) {
  return existsSync(path) ? path : undefined;
}

/** @param {string[]} path */
function readJson(...path) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

/**
 * What electron brings along for its own install script, found from electron's place and loaded only when needed.
 * @param {string} name
 */
function fromElectron(name) {
  const require = createRequire(import.meta.url);
  return import(pathToFileURL(createRequire(require.resolve('electron/package.json')).resolve(name)).href);
}
