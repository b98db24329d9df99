import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const start = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
/** A file system of a few megabytes that only the process itself sees; it takes the right to mount one. */
const mayMount = spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' }).status === 0;

async function startOnDisk(size: string, ballast = 0) {
  const disk = mkdtempSync(join(tmpdir(), 'lintel-disk-'));
  const command = `mount -t tmpfs -o size=${size} tmpfs ${disk} && head -c ${ballast} /dev/zero > ${disk}/ballast && exec ${process.execPath} ${start} --headless --no-open --port 0 --data-dir ${disk}/data`;
  const child = spawn('unshare', ['-m', 'sh', '-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (bytes) => (errors += bytes));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (bytes) => resolve(/ready (\S+)/.exec(String(bytes))?.[1]));
    exited.then(() => resolve(undefined));
  });
  return {
    address,
    errors: () => errors,
    /** Frees the room that the ballast takes. */
    makeRoom: () => execFileSync('nsenter', ['-m', '-t', String(child.pid), 'rm', join(disk, 'ballast')]),
    exited,
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      rmdirSync(disk);
      return code;
    },
  };
}

describe.skipIf(!mayMount)('a full disk', () => {
  it('refuses what cannot be stored with a sentence, keeps what is, and goes on when there is room', async () => {
    const started = await startOnDisk('4m', 1_500_000);
    const cookie = (await fetch(`${started.address}/`)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const call = (method: string, path: string, body?: object) =>
      fetch(`${started.address}/ui${path}`, {
        method,
        headers: { cookie, 'x-lintel-window': '1', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const stored = async () => (await (await call('GET', '/conversations')).json()) as { id: string }[];
    let kept = 0;
    let refused: Response | undefined;
    while (refused === undefined && kept < 20) {
      const response = await call('POST', '/chat', { text: 'x'.repeat(400_000) });
      if (response.ok) {
        await response.text();
        kept += 1;
      } else refused = response;
    }
    expect(refused?.status).toBe(507);
    expect(await refused?.json()).toMatchObject({
      error: { code: 'storage-full', message: expect.stringContaining('Free some space and try again') },
    });
    // The question may have found room, and what is written of it afterwards none: then it is kept all the same.
    expect([kept, kept + 1]).toContain((await stored()).length);
    started.makeRoom();
    const again = await call('POST', '/chat', { text: 'x'.repeat(400_000) });
    expect(again.status).toBe(200);
    await again.text();
    expect(await started.stop()).toBe(0);
  });

  it('says so when it is full from the start', async () => {
    const started = await startOnDisk('8k');
    expect(started.address).toBeUndefined();
    expect(await started.stop()).toBe(1);
    expect(started.errors()).toMatch(/disk .* is full|free space/);
    expect(started.errors()).not.toContain('    at ');
  });
});
