// @ts-check
// npm run pack:start -- PROGRAM: whether the program that was packaged starts, answers by a model in a process of
// its own, and ends with nothing left. What a package forbids itself shows here alone: no test runs with its fuses.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const lintel = fileURLToPath(new URL('../../bin/lintel.mjs', import.meta.url));
const START_MS = 60_000;
const END_MS = 15_000;

const [program] = process.argv.slice(2);
if (program === undefined) throw new Error('Name the program: npm run pack:start -- release/linux-unpacked/lintel');
const folder = mkdtempSync(join(tmpdir(), 'lintel-packaged-'));
const card = join(folder, 'instance.json');

const child = spawn(program, ['--hidden', '--port', '0', '--data-dir', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
/** @type {Promise<number | null>} */
const exited = new Promise((resolve, reject) => {
  child.once('error', reject);
  child.once('exit', resolve);
});

/** @returns {boolean} whether its port is open */
const isOpen = () => existsSync(card) && JSON.parse(readFileSync(card, 'utf8')).address !== undefined;

async function check() {
  for (const until = Date.now() + START_MS; !isOpen(); await sleep(200)) {
    if (Date.now() > until) throw new Error('It did not open its port.');
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
  }
  const { stdout } = await run(process.execPath, [lintel, 'chat', '--data-dir', folder, '--json', 'What is a privacy tag?']);
  const { text, answer } = JSON.parse(stdout);
  if (answer.target?.zone !== 'device' || text.trim() === '') throw new Error(`It answered with ${stdout}`);
  process.stdout.write(`It answered by ${answer.target.name}, on this device.\n`);
  child.kill('SIGTERM');
  const code = await Promise.race([exited, sleep(END_MS, 'too late', { ref: false })]);
  // On Windows a signal is the end of a process, and there is nothing more to be seen.
  if (process.platform === 'win32') return;
  if (code !== 0 || existsSync(card)) throw new Error(`It did not end as it should: ${code}.`);
  process.stdout.write('It ended with nothing left.\n');
}

try {
  await check();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  child.kill('SIGKILL');
  await exited.catch(() => undefined);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
