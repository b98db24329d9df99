import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGgufHeader } from '../../electron/models/gguf-header.ts';
import { type Value, writeGguf } from '../../tools/boxed-model/gguf-writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-kinds-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function header(metadata: Record<string, string | number>) {
  const values = Object.entries(metadata).map(([key, value]): [string, Value] => [
    key,
    typeof value === 'string' ? { type: 'string', value } : { type: 'u32', value },
  ]);
  const path = join(folder, 'model.gguf');
  await writeFile(
    path,
    writeGguf(Object.fromEntries(values), [{ name: 't', type: 'F32', columns: 4, rows: 1, fill: (row) => row.fill(1) }]),
  );
  return readGgufHeader(path);
}

describe('what a model file is for', () => {
  test.each([
    ['chat', { 'general.architecture': 'llama', 'llama.context_length': 128 }],
    ['embedding', { 'general.architecture': 'nomic-bert', 'nomic-bert.context_length': 128, 'nomic-bert.pooling_type': 1 }],
    ['embedding', { 'general.architecture': 'bert', 'bert.context_length': 128 }],
    ['embedding', { 'general.architecture': 'qwen3', 'qwen3.context_length': 128, 'qwen3.pooling_type': 3 }],
    ['rerank', { 'general.architecture': 'bert', 'bert.context_length': 128, 'bert.pooling_type': 4 }],
    ['projector', { 'general.architecture': 'clip', 'general.type': 'mmproj' }],
    ['adapter', { 'general.architecture': 'llama', 'general.type': 'adapter', 'adapter.type': 'lora' }],
  ])('%s', async (kind, metadata) => {
    expect(await header(metadata)).toMatchObject({ kind });
  });

  test.each([
    ['{% if tools %}{{ tools }}{% endif %}', true, false],
    ['{{ message.tool_calls }}<think>{{ x }}</think>', true, true],
    ['{% if enable_thinking %}x{% endif %}', false, true],
    ['{{ message.content }} stools', false, false],
  ])('a template %s', async (template, hasTools, hasReasoning) => {
    const facts = { 'general.architecture': 'llama', 'llama.context_length': 128, 'tokenizer.chat_template': template };
    expect(await header(facts)).toMatchObject({ hasChatTemplate: true, hasTools, hasReasoning });
  });
});
