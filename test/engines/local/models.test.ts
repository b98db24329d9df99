import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ChatRequest } from '../../../shared/chat/request.ts';
import { type ModelShape, makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** One chat on a model of this shape; what it answered and the state it left. */
async function tryModel(shape: ModelShape, request: ChatRequest) {
  const path = join(folder, 'model.gguf');
  await writeFile(path, makeModel(shape));
  const subject = createSubject(path);
  try {
    const answer = await ask(subject.engine, subject.targetId, request);
    return { ...answer, state: subject.local.state('boxed') };
  } finally {
    await subject.dispose();
  }
}

const text = (value: string) => [{ type: 'text' as const, text: value }];

test('a model made for a long context gets the window that memory is kept for', async () => {
  const { state, finish } = await tryModel(PRESETS.long, requestOf('Hello.', { maxOutputTokens: 3 }));
  expect(finish?.reason).toBe('length');
  expect(state.contextWindow).toBe(32_768);
});

test('a model without a chat template answers in a general format', async () => {
  const sampling = { temperature: 0 };
  const { text, finish } = await tryModel({ ...PRESETS.starter, chatTemplate: '' }, requestOf('Hello.', { maxOutputTokens: 10, sampling }));
  expect(finish).toBeDefined();
  expect(text).not.toBe('');
});

test('a template without a system role still gets the system message', async () => {
  const chatTemplate =
    "{% for message in messages %}{% if message['role'] == 'system' %}{{ raise_exception('No system role.') }}{% endif %}" +
    "{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";
  const messages = [{ role: 'user' as const, content: text('Hello.') }];
  const without = await tryModel({ ...PRESETS.starter, chatTemplate }, requestOf('', { messages, maxOutputTokens: 3 }));
  const system = { role: 'system' as const, content: text('Be kind to the people by the river.') };
  const withSystem = await tryModel(
    { ...PRESETS.starter, chatTemplate },
    requestOf('', { messages: [system, ...messages], maxOutputTokens: 3 }),
  );
  expect(withSystem.finish?.usage.inputTokens).toBeGreaterThan((without.finish?.usage.inputTokens ?? Number.NaN) + 8);
});
