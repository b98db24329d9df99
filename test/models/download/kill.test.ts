import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Journal, readJournal } from '../../../electron/models/download/journal.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { libraryOf } from '../../fakes/library.ts';
import { type ServedFile, startHub } from './hub-server.ts';

const KILLS = 18;

test('a download killed at many moments ends byte for byte right and fetches nothing twice that was finished', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-kill-'));
  const tail = new Uint8Array(6 * 2 ** 20).map((_, index) => (index * 2_654_435_761) >>> 24);
  const bytes = Buffer.concat([makeModel(PRESETS.starter), tail]);
  const served: ServedFile = { bytes, etag: '"one"', slowMs: 12 };
  const hub = await startHub(new Map([['river-Q4_0.gguf', served]]));
  const parts = join(folder, '.downloads');
  const journalOf = async (): Promise<Journal | undefined> => {
    const [name] = (await readdir(parts).catch(() => [])).filter((one) => one.endsWith('.json'));
    return name === undefined ? undefined : await readJournal(join(parts, name));
  };
  const start = () =>
    spawn(process.execPath, [fileURLToPath(new URL('./child.ts', import.meta.url)), folder, hub.url, 'hf:river/models:Q4_0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const end = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    let kills = 0;
    let withFinished = 0;
    for (; kills < KILLS; kills++) {
      const known = new Set((await journalOf())?.files[0]?.done);
      if (known.size > 0) withFinished++;
      const before = hub.asked.length;
      const child = start();
      const ended = end(child);
      // Dies some pieces later, in the middle of others; later still while none was finished, as on a busy computer.
      const enough = before + 3 + Math.floor(Math.random() * 5) + (known.size === 0 ? kills : 0);
      while (hub.asked.length < enough && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 3));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      expect(await ended, 'the process was killed, not finished').toBeNull();
      expect((await readdir(folder)).filter((name) => name.endsWith('.gguf'))).toEqual([]);
      expectNoneAgain(hub.asked.slice(before), known);
    }
    const known = new Set((await journalOf())?.files[0]?.done);
    const before = hub.asked.length;
    delete (served as { slowMs?: number }).slowMs;
    expect(await end(start())).toBe(0);
    expectNoneAgain(hub.asked.slice(before), known);
    expect(kills).toBe(KILLS);
    expect(withFinished).toBeGreaterThan(KILLS / 2);
    expect(bytes.equals(await readFile(join(folder, 'river-Q4_0.gguf')))).toBe(true);
    expect(await readdir(parts)).toEqual([]);
    const library = libraryOf(folder);
    await library.rescan();
    expect(library.models().map(({ id, fault }) => ({ id, fault }))).toEqual([{ id: 'river-q4_0', fault: undefined }]);
  } finally {
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** No request for bytes of a piece that the journal called finished; the first byte is the probe. */
function expectNoneAgain(asked: readonly { range?: string }[], finished: ReadonlySet<number>): void {
  const pieces = asked
    .map(({ range }) => /^bytes=(\d+)-(\d+)$/.exec(range ?? ''))
    .filter((range) => range !== null && range[0] !== 'bytes=0-0')
    .map((range) => Math.floor(Number(range?.[1]) / (64 * 1024)));
  expect(pieces.filter((piece) => finished.has(piece))).toEqual([]);
}
