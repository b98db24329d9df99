import { expect, test } from 'vitest';
import { kvBytesPerToken, shapeOf } from '../../electron/models/gguf-shape.ts';

const tensors = { parameters: 1, tensorBytes: 1000, layerBytes: 700, expertBytes: 0, embeddingBytes: 300, outputBytes: 0, dataBytes: 1000 };
type Metadata = Parameters<typeof shapeOf>[0];
const metadata = (architecture: string, entries: Record<string, number | readonly number[]>): Metadata =>
  new Map(Object.entries(entries).map(([key, value]) => [`${architecture}.${key}`, value]));

test('grouped queries share keys: 36 layers of 8 heads with 128 numbers, as Qwen3 4B has', () => {
  const header = metadata('qwen3', {
    block_count: 36,
    embedding_length: 2560,
    'attention.head_count': 32,
    'attention.head_count_kv': 8,
    'attention.key_length': 128,
    'attention.value_length': 128,
  });
  expect(kvBytesPerToken(header, 'qwen3')).toBe(36 * 8 * (128 + 128) * 2);
  const shape = shapeOf(header, 'qwen3', tensors);
  expect(shape).toMatchObject({ layers: 36, fullBytesPerToken: 147_456, recurrentBytes: 0, outputBytes: 300 });
  expect(shape.window).toBeUndefined();
});

test('five of six layers of Gemma 3 see a window only', () => {
  const header = metadata('gemma3', {
    block_count: 34,
    embedding_length: 2560,
    'attention.head_count': 8,
    'attention.head_count_kv': 4,
    'attention.key_length': 256,
    'attention.value_length': 256,
    'attention.sliding_window': 1024,
  });
  const perLayer = 4 * 512 * 2;
  const shape = shapeOf(header, 'gemma3', tensors);
  expect(shape.fullBytesPerToken).toBe(5 * perLayer);
  expect(shape.window).toEqual({ tokens: 1024, bytesPerToken: 29 * perLayer });
});

test('recurrent layers keep a state instead of keys, in a hybrid for some layers', () => {
  const mamba = metadata('mamba', {
    block_count: 64,
    embedding_length: 2560,
    'attention.head_count': 0,
    'ssm.inner_size': 5120,
    'ssm.state_size': 16,
    'ssm.conv_kernel': 4,
  });
  expect(shapeOf(mamba, 'mamba', tensors)).toMatchObject({ fullBytesPerToken: 0, recurrentBytes: 64 * 4 * (3 * 5120 + 16 * 5120) });
  const hybrid = metadata('granitehybrid', {
    block_count: 4,
    embedding_length: 1024,
    'attention.head_count': 8,
    'attention.head_count_kv': [0, 0, 2, 0],
    'ssm.inner_size': 2048,
    'ssm.state_size': 128,
    'ssm.conv_kernel': 4,
    'ssm.group_count': 1,
  });
  const shape = shapeOf(hybrid, 'granitehybrid', tensors);
  expect(shape.fullBytesPerToken).toBe(2 * 2 * 256);
  expect(shape.recurrentBytes).toBe(3 * 4 * (3 * (2048 + 256) + 128 * 2048));
});

test('a mixture of experts tells how many a token goes to, and a hostile header counts as nothing', () => {
  const mixture = metadata('qwen3moe', {
    block_count: 48,
    embedding_length: 2048,
    'attention.head_count': 32,
    'attention.head_count_kv': 4,
    expert_count: 128,
    expert_used_count: 8,
  });
  expect(shapeOf(mixture, 'qwen3moe', tensors).experts).toEqual({ count: 128, used: 8 });
  const hostile = metadata('x', {
    block_count: 1e15,
    embedding_length: -5,
    'attention.head_count': 0,
    expert_count: 0,
    expert_used_count: 9,
  });
  const shape = shapeOf(hostile, 'x', tensors);
  expect(shape.experts).toBeUndefined();
  expect(Number.isFinite(shape.fullBytesPerToken)).toBe(true);
});
