// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// node:sqlite without a flag, and what it offers, date from 22.16.
const NEEDED = /** @type {const} */ ([22, 16]);

const isEnough = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
};

/**
 * Hands a program over to the bundled Node where the running one is too old, with the same
 * arguments, terminal, signals and exit code. Answers whether it did.
 * @param {string} program path of the script to run again
 * @param {string[]} argv
 * @returns {Promise<boolean>}
 */
export async function runtimeFor(program, argv) {
  if (isEnough()) return false;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, import.meta.url));
  if (!existsSync(bundled)) {
    process.stderr.write(
      `Lintel needs Node ${NEEDED.join('.')} or newer and this is ${process.versions.node}. Run “npm ci --ignore-scripts=false” in Lintel’s folder: it brings its own. Or install Node 24.\n`,
    );
    process.exitCode = 1;
    return true;
  }
  const child = spawn(bundled, [program, ...argv], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return true;
}

/**
 * Keeps compiled code between runs, for this process and the workers it starts. In Lintel's own
 * folder: in the system's shared one, others could plant code.
 */
export function cacheCompiled() {
  const folder = fileURLToPath(new URL('../dist/.compile-cache', import.meta.url));
  module.enableCompileCache(folder);
  process.env.NODE_COMPILE_CACHE = folder;
}
