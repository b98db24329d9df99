import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { BOXED_MODEL } from '../boxed-model.ts';
import { childrenOf, hasSignals, isAlive, type LintelProcess, lintel, newDataFolder, spawnLintel, startLintel } from './lintel-process.ts';

const root = join(import.meta.dirname, '..', '..');
const folders: string[] = [];
const running: LintelProcess[] = [];
afterEach(async () => {
  for (const started of running.splice(0)) await started.stop();
  for (const folder of folders.splice(0)) {
    if (existsSync(folder)) chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  }
});

const folder = () => {
  const made = newDataFolder();
  folders.push(made);
  return made;
};
const start = async (options: Parameters<typeof startLintel>[0] = {}) => {
  const started = await startLintel(options);
  running.push(started);
  return started;
};
/** Starts a Lintel that is expected to fail. */
async function fail(dataFolder: string): Promise<{ code: number | null; errors: string }> {
  const child = spawnLintel({ dataFolder });
  let errors = '';
  child.stderr?.on('data', (bytes) => (errors += bytes));
  return { code: await new Promise((resolve) => child.once('exit', resolve)), errors };
}
/**
 * Asks over the window's API, as the command line does, and reads until `until` is true of what has come so far.
 * @param hold awaited before it leaves
 */
async function ask(
  address: string,
  dataFolder: string,
  text: string,
  until: (answer: string) => boolean = () => false,
  hold: (answer: string) => Promise<void> = async () => {},
): Promise<string> {
  const { token } = JSON.parse(readFileSync(join(dataFolder, 'instance.json'), 'utf8')) as { token: string };
  const response = await fetch(`${address}/ui/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-lintel-window': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  let answer = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    answer += decoder.decode(bytes, { stream: true });
    if (!until(answer)) continue;
    await hold(answer);
    break;
  }
  return answer;
}

describe('start and end', () => {
  it.skipIf(!hasSignals)('ends cleanly on SIGTERM within 5 s, with no process left and nothing half-written', async () => {
    const started = await start();
    await ask(started.address, started.dataFolder, 'Hello');
    const workers = await childrenOf(started.pid);
    expect(workers.length).toBeGreaterThan(0);
    const began = Date.now();
    started.kill('SIGTERM');
    expect(await started.exited).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(workers.filter(isAlive)).toEqual([]);
    expect(existsSync(join(started.dataFolder, 'instance.json'))).toBe(false);
    expect(existsSync(join(started.dataFolder, 'lintel.db-wal'))).toBe(false);
  });

  it('takes the next free port when its own is taken, and says so', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    const started = await start({ port });
    expect(Number(new URL(started.address).port)).toBeGreaterThan(port);
    expect(started.errors()).toContain(`Port ${port} is taken by another program, so Lintel answers on ${new URL(started.address).port}.`);
    blocker.close();
  });

  it('refuses a second Lintel on the same data folder, naming the first, which goes on', async () => {
    const first = await start();
    const second = await fail(first.dataFolder);
    expect(second.code).toBe(1);
    expect(second.errors).toContain(`already running at ${first.address}`);
    expect(second.errors).toContain('--data-dir');
    expect((await fetch(`${first.address}/health`)).status).toBe(200);
  });

  it('says what to do about a data folder it cannot write to', async () => {
    const readOnly = folder();
    chmodSync(readOnly, 0o500);
    const isRoot = process.getuid?.() === 0;
    const argv = [join(root, 'scripts', 'start.mjs'), '--headless', '--no-open', '--port', '0', '--data-dir', readOnly];
    // Root passes every permission check unless it gives that right up.
    const [program, rest] = isRoot
      ? ['setpriv', ['--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all', process.execPath, ...argv]]
      : [process.execPath, argv];
    const outcome = await new Promise<{ code: number; errors: string }>((resolve) => {
      try {
        execFileSync(program, rest, { stdio: 'pipe' });
        resolve({ code: 0, errors: '' });
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: Buffer };
        resolve({ code: status, errors: String(stderr) });
      }
    });
    expect(outcome).toMatchObject({ code: 1, errors: expect.stringContaining(readOnly) });
    expect(outcome.errors).toContain('Check its permissions, or choose another with --data-dir');
  });

  it('refuses a wrong flag with exit code 2', async () => {
    const child = spawnLintel({ dataFolder: folder(), port: -1 });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2);
  });
});

describe('damage', () => {
  it('sets a damaged database aside, says so to the person, and works', async () => {
    const dataFolder = folder();
    writeFileSync(join(dataFolder, 'lintel.db'), 'no database at all '.repeat(1_000));
    const started = await start({ dataFolder });
    expect(started.errors()).toContain('The database was damaged');
    const aside = readdirSync(dataFolder).find((name) => name.startsWith('lintel.db.damaged-')) ?? '';
    expect(readFileSync(join(dataFolder, aside), 'utf8')).toBe('no database at all '.repeat(1_000));
    const status = JSON.parse((await started.cli('status', '--json')).stdout) as { notices: { text: string }[] };
    expect(status.notices[0]?.text).toContain(aside);
    expect(await ask(started.address, dataFolder, 'Hello')).toContain('"status":"done"');
  });

  it('lists damaged model files with their fault, refuses them by name, and serves the others', async () => {
    const dataFolder = folder();
    mkdirSync(join(dataFolder, 'models'), { recursive: true });
    copyFileSync(BOXED_MODEL, join(dataFolder, 'models', 'short.gguf'));
    truncateSync(join(dataFolder, 'models', 'short.gguf'), 200_000);
    writeFileSync(join(dataFolder, 'models', 'noise.gguf'), Buffer.alloc(50_000, 7));
    const started = await start({ dataFolder });
    const key = await started.createKey();
    const chat = (model: string) =>
      fetch(`${started.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 4 }),
      });
    for (const model of ['short', 'noise']) {
      const response = await chat(model);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ error: { code: 'model_faulty', message: expect.stringMatching(/\w{4}.*\.$/) } });
    }
    expect((await chat('auto')).status).toBe(200);
    const listed = (await (await fetch(`${started.address}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).json()) as {
      data: { id: string }[];
    };
    expect(listed.data.map((model) => model.id)).toEqual([
      'auto',
      'auto:private',
      'auto:fast',
      'auto:cheap',
      'auto:best',
      'lintel-starter',
    ]);
  });
});

describe.skipIf(!hasSignals)('kill -9', () => {
  it('loses neither the question nor what had arrived half a second before, and leaves no worker', async () => {
    const dataFolder = folder();
    const first = await startLintel({ dataFolder });
    await ask(first.address, dataFolder, 'Warm up');
    const [worker = 0] = await childrenOf(first.pid);
    // The model is held still as soon as it speaks, so that the answer is caught half-way; a short one may slip through.
    const hasEnded = (answer: string) => answer.includes('"type":"end"');
    let arrived = '';
    for (let attempt = 0; attempt < 20 && arrived === ''; attempt++) {
      await ask(
        first.address,
        dataFolder,
        'Tell me everything',
        (soFar) => {
          if (!soFar.includes('"type":"text"') || hasEnded(soFar)) return hasEnded(soFar);
          process.kill(worker, 'SIGSTOP');
          return true;
        },
        async (soFar) => {
          if (hasEnded(soFar)) return;
          arrived = soFar;
          await new Promise((resolve) => setTimeout(resolve, 500));
          first.kill('SIGKILL');
          await first.exited;
        },
      ).catch(() => 'its connection ended with it');
    }
    process.kill(worker, 'SIGCONT');
    await expect.poll(() => isAlive(worker)).toBe(false);
    const database = new DatabaseSync(join(dataFolder, 'lintel.db'), { readOnly: true });
    const [reply, question] = database.prepare('SELECT role, text, status FROM messages ORDER BY rowid DESC LIMIT 2').all();
    database.close();
    const text = arrived
      .split('\n')
      .filter((line) => line.includes('"type":"text"'))
      .map((line) => (JSON.parse(line) as { text: string }).text)
      .join('');
    expect(text).not.toBe('');
    expect(question).toEqual({ role: 'user', text: 'Tell me everything', status: 'done' });
    expect(reply?.status).toBe('streaming');
    expect(reply?.text).toContain(text);

    const second = await start({ dataFolder });
    const answer = await ask(second.address, dataFolder, 'Still there?');
    expect(answer).toContain('"status":"done"');
    const after = new DatabaseSync(join(dataFolder, 'lintel.db'), { readOnly: true });
    expect(after.prepare(`SELECT count(*) AS open FROM messages WHERE status = 'streaming'`).get()).toEqual({ open: 0 });
    expect(after.prepare(`SELECT count(*) AS open FROM requests WHERE status = 'open'`).get()).toEqual({ open: 0 });
    expect(after.prepare(`SELECT count(*) AS kept FROM messages WHERE status = 'interrupted' AND text <> ''`).get()).toEqual({ kept: 1 });
    after.close();
  });
});

describe('the command line', () => {
  it('exits 2 on bad usage, 1 on failure, and prints JSON on stdout alone', async () => {
    const dataFolder = folder();
    expect((await lintel(['no-such-command'])).code).toBe(2);
    expect((await lintel(['keys', 'create', '--data-dir', dataFolder])).code).toBe(2);
    const failed = await lintel(['keys', 'revoke', 'nobody', '--data-dir', dataFolder, '--json']);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'not-found' } });
    expect((await lintel(['--help'])).code).toBe(0);
  });
});
