import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

const whole = makeModel(PRESETS.starter);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-damaged-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The file with a text in it replaced by another of the same length. */
function renamed(from: string, to: string): Buffer {
  const file = Buffer.from(whole);
  const at = file.indexOf(from);
  if (at < 0 || from.length !== to.length) throw new Error(`Cannot replace ${from}.`);
  file.write(to, at, 'latin1');
  return file;
}

/** The file with a 32-bit value of the header changed. */
function changed(key: string, value: number): Buffer {
  const file = Buffer.from(whole);
  // A key is followed by its type and then its value.
  file.writeUInt32LE(value, file.indexOf(key) + key.length + 4);
  return file;
}

/** Bits flipped all over the header, by a fixed pattern. */
function flipped(seed: number): Buffer {
  const file = Buffer.from(whole);
  for (let count = 0; count < 3; count++) {
    const at = 64 + ((seed * 7919 + count * 104_729) % 30_000);
    file[at] = (file[at] ?? 0) ^ (1 << ((seed + count) % 8));
  }
  return file;
}

const DAMAGES: readonly (readonly [string, Buffer])[] = [
  ['half of it', whole.subarray(0, whole.length / 2)],
  ['nothing but zeros', Buffer.alloc(100_000)],
  ['an architecture that nobody knows', renamed('llama', 'lamma')],
  ['a tensor under another name', renamed('blk.1.attn_q.weight', 'blk.1.attn_x.weight')],
  ['more layers than there are', changed('llama.block_count', 3)],
  ['a width that fits nothing', changed('llama.embedding_length', 80)],
  ['heads that do not divide it', changed('llama.attention.head_count', 7)],
  ['no heads', changed('llama.attention.head_count', 0)],
  ['a vocabulary of another size', changed('llama.vocab_size', 12)],
  ['an end token outside the vocabulary', changed('tokenizer.ggml.eos_token_id', 4_000_000)],
  ['a rope of odd width', changed('llama.rope.dimension_count', 13)],
  ['a tokenizer that nobody knows', renamed('tokenizer.ggml.model', 'tokenizer.ggml.xodel')],
  ...Array.from({ length: 8 }, (_, seed) => [`flipped bits, ${seed}`, flipped(seed)] as const),
];

// What gets past the library's reader, or changed since it looked, meets llama.cpp: in a process of its own.
test.each(DAMAGES)('a file with %s is an error in words or an answer, and the next model works', async (name, file) => {
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.gguf`);
  await writeFile(path, file);
  const subject = createSubject(path);
  try {
    const { error, finish } = await ask(subject.engine, subject.targetId, requestOf('Hello.', { maxOutputTokens: 3 }));
    if (error === undefined) expect(finish).toBeDefined();
    else {
      expect(['model-load-failed', 'engine-crashed', 'out-of-memory', 'bad-request', 'model-faulty']).toContain(error.code);
      expect(error.message).toMatch(/^[“A-Z].+\.$/s);
      expect(error.message).not.toMatch(/undefined|\[object|at .*\.ts:/);
    }
    expect(subject.local.state('boxed').inFlight).toBe(0);
  } finally {
    await subject.dispose();
  }
});
