import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newDataFolder } from './lintel-process.ts';

const root = join(import.meta.dirname, '..', '..');

// Windows ends the whole tree by itself.
it.skipIf(process.platform === 'win32')('npm start ends within 5 s when npm alone gets SIGTERM', async () => {
  const dataFolder = newDataFolder();
  const flags = ['--headless', '--no-open', '--port', '0', '--data-dir', dataFolder];
  const npm = spawn('npm', ['start', '--silent', '--', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise<string>((resolve, reject) => {
    npm.stdout.on('data', (bytes) => {
      const ready = /^lintel ready (\S+)$/m.exec(String(bytes))?.[1];
      if (ready !== undefined) resolve(ready);
    });
    npm.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  expect((await fetch(`${address}/health`)).status).toBe(200);
  npm.kill('SIGTERM');
  const answers = () =>
    fetch(`${address}/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 5_000, interval: 100 }).toBe(false);
  await expect.poll(() => existsSync(join(dataFolder, 'instance.json')), { timeout: 5_000 }).toBe(false);
  rmSync(dataFolder, { recursive: true, force: true });
});
