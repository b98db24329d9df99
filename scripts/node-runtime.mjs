// @ts-check
// Runs on any Node from 18 on, so that an old one can hand over to the bundled one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

/** The first Node whose `node:sqlite` needs no flag. */
const OLDEST = { major: 22, minor: 13 };

/**
 * True when Lintel runs on this version of Node, such as '24.21.0'.
 * @param {string} version
 */
export function isSuitableNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/**
 * The Node that came with the project's dependencies, if it is there.
 * @param {string} root the project's folder
 */
export function bundledNode(root) {
  const path = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : undefined;
}

/**
 * Runs this same script and its arguments once more, on the bundled Node. Resolves with the exit code.
 * @param {string} root the project's folder
 */
export async function runOnBundledNode(root) {
  const node = bundledNode(root);
  if (node === undefined) {
    process.stderr.write(
      `Lintel needs Node ${OLDEST.major}.${OLDEST.minor} or newer and this is ${process.versions.node}. Run "npm ci", which brings a Node of its own.\n`,
    );
    return 1;
  }
  const end = await follow(spawn(node, process.argv.slice(1), { stdio: 'inherit' }));
  return end.code;
}

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** Milliseconds within which a repeated signal is an echo: a terminal and npm both deliver one Ctrl-C. */
const ECHO = 1000;

/**
 * Passes signals on to a child and waits for its end. A second signal that is no echo is passed on too.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, asked: boolean }>} exit code (128 + number for a signal), and whether a signal asked for the end
 */
export function follow(child) {
  let last = Number.NEGATIVE_INFINITY;
  let asked = false;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    asked = true;
    const now = performance.now();
    if (now - last > ECHO) child.kill(signal);
    last = now;
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  /** @type {Promise<{ code: number, asked: boolean }>} */
  const end = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), asked }));
  });
  return end.finally(() => {
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}
