import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGgufHeader } from '../../../electron/models/gguf-header.ts';
import { openStarter, STARTER } from '../../../tools/starter-model/conversation.ts';
import { type Evaluation, evaluate, shareRight } from '../../../tools/starter-model/evaluation.ts';
import { MATERIAL_KEY } from '../../../tools/starter-model/gguf.ts';
import { digestOfMaterial, readRefusal, readTopics } from '../../../tools/starter-model/material.ts';

const CARD = join(import.meta.dirname, '..', '..', '..', 'tools', 'starter-model', 'MODEL_CARD.md');
let starter: ReturnType<typeof openStarter>;
let seen: Evaluation;
beforeAll(async () => {
  starter = openStarter();
  seen = await evaluate(starter);
}, 120_000);
afterAll(() => starter.dispose());

test('the model in the box was trained on the material as it is, and its card says so', () => {
  const file = readFileSync(STARTER);
  const at = file.indexOf(MATERIAL_KEY) + MATERIAL_KEY.length + 12;
  const trainedOn = file.subarray(at, at + 64).toString('latin1');
  expect(trainedOn, 'the material was changed: train the model again as tools/starter-model/MODEL_CARD.md says').toBe(digestOfMaterial());
  expect(readFileSync(CARD, 'utf8')).toContain(trainedOn);
});

test('it is small, chats, and loads as any other model does', async () => {
  expect(statSync(STARTER).size).toBeLessThan(12_000_000);
  const header = await readGgufHeader(STARTER);
  expect(header).toMatchObject({
    architecture: 'llama',
    kind: 'chat',
    name: 'Lintel starter',
    quantisation: 'Q8_0',
    hasChatTemplate: true,
  });
  expect(header.contextLength).toBeGreaterThanOrEqual(512);
});

test('of what training never saw it answers nine tenths rightly, and refuses what is off-topic', () => {
  expect(seen.topics.length).toBeGreaterThan(240);
  expect(shareRight(seen.topics)).toBeGreaterThanOrEqual(0.9);
  expect(seen.offTopic.length).toBeGreaterThanOrEqual(200);
  expect(shareRight(seen.offTopic)).toBeGreaterThanOrEqual(0.95);
  expect([...seen.topics, ...seen.followUps, ...seen.offTopic].filter(({ runsOn }) => runsOn)).toEqual([]);
});

test('left to itself it answers a question the same way every time', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => starter.say('What is a tag?')));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

test('it goes on when a conversation has many turns', async () => {
  const turns = ['Hello'];
  for (const question of [
    'What is a tag?',
    'What is masking?',
    'How do I add a provider?',
    'What is the capital of France?',
    'Where are my chats?',
  ]) {
    turns.push((await starter.say(...turns)).text, question);
  }
  const { text, ended } = await starter.say(...turns);
  expect(ended).toBe(true);
  // One of its own answers still, though after many turns not always the right one.
  const openings = [readRefusal(), ...readTopics().map(({ answer }) => answer)].map((answer) => answer.slice(0, 25));
  expect(openings).toContain(text.slice(0, 25));
});
