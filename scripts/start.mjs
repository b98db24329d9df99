// @ts-check
// npm start: the desktop window where Electron can run, the same window in a browser where it cannot.
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { downloadRuntime, electronFolder, findRuntime, hasDisplay, runDesktop } from './electron-runtime.mjs';
import { cacheCompiled, runtimeFor } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {readonly string[]} argv */
async function start(argv) {
  endWithNpm();
  cacheCompiled();
  const { buildIfStale } = await import('./build.mjs');
  await buildIfStale();
  if (argv.includes('--headless')) return void (await startHeadless(argv));

  const display = hasDisplay(process.platform, process.env);
  const here = display && !argv.includes('--no-open') ? 'the window opens in your browser' : 'the window is served at the address below';
  if (!display) return await startInBrowser(argv, `There is no display here, so ${here}.`);

  const runtime = await findOrDownload();
  if ('missing' in runtime) {
    return await startInBrowser(argv, `The Electron runtime is not here and cannot be downloaded now (${runtime.missing}), so ${here}.`);
  }
  const { code, refused } = await runDesktop(runtime.path, [root, ...argv]);
  if (refused) return await startInBrowser(argv, `The desktop window could not start (exit code ${code}), so ${here}.`);
  process.exitCode = code;
}

/**
 * A signal to npm ends the shell that npm put between, which does not pass it on: this process then
 * has a new parent, and ends as if the signal had reached it. (Windows ends the whole tree by itself.)
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** @returns {Promise<{ path: string } | { missing: string }>} the runtime's executable, or why there is none */
async function findOrDownload() {
  const folder = electronFolder();
  if (folder === undefined) return { missing: 'the electron package is not installed' };
  const path = findRuntime(folder);
  if (path !== undefined) return { path };

  const skip = new AbortController();
  const onInterrupt = () => skip.abort(new Error('you skipped the download'));
  process.on('SIGINT', onInterrupt);
  try {
    return { path: await downloadRuntime(folder, { signal: skip.signal }) };
  } catch (error) {
    // npm echoes a terminal's Ctrl-C: let the echo pass before anything else listens for it.
    if (skip.signal.aborted) await sleep(500);
    return { missing: reasonOf(error) };
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/**
 * @param {readonly string[]} argv
 * @param {string} why one plain line
 */
async function startInBrowser(argv, why) {
  process.stderr.write(`${why}\n`);
  // Chromium's flag: only a window has a use for it.
  const ready = await startHeadless(argv.filter((flag) => flag !== '--no-sandbox'));
  if (ready === undefined || argv.includes('--no-open') || !hasDisplay(process.platform, process.env)) return;
  const { default: open } = await import('open');
  try {
    await open(ready.address);
  } catch (error) {
    process.stderr.write(`No browser could be opened (${reasonOf(error)}). Open ${ready.address} yourself.\n`);
  }
}

/**
 * Runs Lintel in this process, with no second one to start and wait for.
 * @param {readonly string[]} argv
 * @returns {Promise<{ address: string } | undefined>}
 */
async function startHeadless(argv) {
  const headless = await import(pathToFileURL(join(root, 'dist', 'main', 'headless.js')).href);
  return headless.startHeadless(argv);
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; its cause says why.
  const cause = /** @type {NodeJS.ErrnoException | undefined} */ (error.cause);
  return (cause?.message || cause?.code || error.message).replace(/\.$/, '');
}

const argv = process.argv.slice(2);
if (!(await runtimeFor(fileURLToPath(import.meta.url), argv))) await start(argv);
