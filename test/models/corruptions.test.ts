import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInspector, type Inspector } from '../../electron/models/inspector.ts';
import { BOXED_MODEL } from '../engines/local/subject.ts';
import { INSPECTION_ENTRY } from '../fakes/library.ts';

const HUGE = [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 2n ** 40n, 2n ** 32n, 10_000_000n];

let folder: string;
let boxed: Buffer;
let inspector: Inspector;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-corrupt-'));
  boxed = await readFile(BOXED_MODEL);
  inspector = createInspector({ entry: INSPECTION_ENTRY });
});
afterAll(async () => {
  await inspector.close();
  await rm(folder, { recursive: true });
});

const after = (text: string, bytes = 0) => boxed.indexOf(text) + text.length + bytes;

/** Where a tensor's record has its dimensions, type and offset; the boxed model's matrices have two dimensions. */
const tensor = (name: string) => {
  const dimensions = after(name);
  return { dimensions, first: dimensions + 4, second: dimensions + 12, type: dimensions + 20, offset: dimensions + 24 };
};

function changed(...writes: [at: number, value: bigint | number][]): Buffer {
  const copy = Buffer.from(boxed);
  for (const [at, value] of writes) {
    if (typeof value === 'bigint') copy.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    else copy.writeUInt32LE(value, at);
  }
  return copy;
}

/** Damaged copies of the boxed model, each with whether it must be refused. */
function corruptions(): { name: string; bytes: Buffer; refused: boolean }[] {
  const all: { name: string; bytes: Buffer; refused: boolean }[] = [];
  const add = (name: string, bytes: Buffer, refused = true) => all.push({ name, bytes, refused });
  for (let cut = 0; cut < 60; cut++) add(`cut ${cut}`, boxed.subarray(0, Math.floor((boxed.length * cut ** 3) / 60 ** 3)));
  for (let flip = 0; flip < 60; flip++) {
    const bit = (flip * 7919) % (8 * 2000);
    const copy = Buffer.from(boxed);
    copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    add(`bit ${bit}`, copy, false);
  }
  for (const value of HUGE) {
    add(`${value} tensors`, changed([8, value]));
    add(`${value} entries`, changed([16, value]));
    add(`a key of ${value} bytes`, changed([24, value]));
    add(`a list of ${value} texts`, changed([after('tokenizer.ggml.tokens', 8), value]));
    add(`a text of ${value} bytes in a list`, changed([after('tokenizer.ggml.tokens', 16), value]));
  }
  for (const name of ['token_embd.weight', 'output.weight', 'blk.0.attn_q.weight', 'blk.1.ffn_up.weight']) {
    const at = tensor(name);
    for (const value of HUGE) {
      add(`${name} is ${value} wide`, changed([at.first, value]));
      // Past the end, whether aligned or not.
      add(`${name} starts at ${value}`, changed([at.offset, value - (value % 32n)]));
    }
    add(`${name} has no width`, changed([at.first, 0n]));
    add(`${name} has no height`, changed([at.second, 0n]));
    add(`${name} starts on an odd byte`, changed([at.offset, boxed.readBigUInt64LE(at.offset) + 1n]));
    add(`${name} has 9 dimensions`, changed([at.dimensions, 9]));
    add(`${name} has a row that its blocks do not divide`, changed([at.type, 12], [at.first, 65n]));
  }
  const one = boxed.readBigUInt64LE(tensor('blk.0.attn_q.weight').offset);
  add('two tensors at one place', changed([tensor('blk.1.ffn_up.weight').offset, one]));
  add('one tensor inside another', changed([tensor('blk.1.ffn_up.weight').offset, one + 32n]));
  return all;
}

describe('200 damaged model files', () => {
  test('each ends soon with a fault or a model, in a thread that leaves the event loop alone', { timeout: 120_000 }, async () => {
    const files = corruptions();
    expect(files.length).toBeGreaterThanOrEqual(200);
    const pathOf = (index: number) => join(folder, `${index}.gguf`);
    await Promise.all(files.map(({ bytes }, index) => writeFile(pathOf(index), bytes)));
    const memory = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 10 });
    let worst = 0;
    delay.enable();
    for (const [index, { name, refused }] of files.entries()) {
      const since = performance.now();
      const inspection = await inspector.inspect(pathOf(index));
      worst = Math.max(worst, performance.now() - since);
      if (refused) expect(inspection, name).toHaveProperty('fault');
      if ('fault' in inspection) expect(inspection.fault, name).toMatch(/^[A-Z].*\.$/s);
    }
    delay.disable();
    expect(worst).toBeLessThan(2_000);
    // Milliseconds. The most is generous, since the system may take the processor away from a test at any time.
    expect(delay.percentile(90) / 1e6).toBeLessThan(100);
    expect(delay.max / 1e6).toBeLessThan(1_500);
    expect(process.memoryUsage().rss - memory).toBeLessThan(600 * 2 ** 20);
  });
});
