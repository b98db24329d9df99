import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInstance, takeInstance } from '../../electron/platform/instance.ts';

const source = join(import.meta.dirname, '..', '..', 'electron', 'platform', 'instance.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-instance-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the folder and holds it until it is killed or its time is over. */
async function holder(kind: 'app' | 'command', forMs = 60_000) {
  const script = `const { takeInstance } = await import(${JSON.stringify(source)});
    const held = await takeInstance(${JSON.stringify(folder)}, '${kind}');
    held.announce('http://127.0.0.1:1');
    console.log('held');
    setTimeout(() => { held.release(); process.exit(); }, ${forMs});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    pid: child.pid,
    async kill() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe('the lock of a data folder', () => {
  it('names who holds it, and refuses another app', async () => {
    const other = await holder('app');
    expect(findInstance(folder)).toMatchObject({ pid: other.pid, holder: 'app', address: 'http://127.0.0.1:1' });
    await expect(takeInstance(folder, 'app')).rejects.toThrow(/already running at http:\/\/127\.0\.0\.1:1/);
    await other.kill();
  });

  it('waits for a command to end', async () => {
    await holder('command', 400);
    const taken = await takeInstance(folder, 'command');
    expect(taken.token).toMatch(/^[\w-]{43}$/);
    taken.release();
  });

  it('is free as soon as its holder is killed, and the card left behind is not believed', async () => {
    const other = await holder('app');
    await other.kill();
    // The pid in a card that was left behind may belong to anyone by now.
    const card = JSON.parse(readFileSync(join(folder, 'instance.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'instance.json'), JSON.stringify({ ...card, pid: process.pid }));
    expect(findInstance(folder)).toBeUndefined();
    (await takeInstance(folder, 'app')).release();
  });

  it('keeps the token from other users', async () => {
    const taken = await takeInstance(folder, 'app');
    expect(statSync(join(folder, 'instance.json')).mode & 0o077).toBe(0);
    taken.release();
    expect(findInstance(folder)).toBeUndefined();
  });

  it('is not upset by those who only look', async () => {
    const looking = setInterval(() => findInstance(folder), 1);
    for (let turn = 0; turn < 20; turn++) (await takeInstance(folder, 'app')).release();
    clearInterval(looking);
  });
});
