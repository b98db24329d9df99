import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  readHeldOut,
  readHeldOutFollowUps,
  readHeldOutOffTopic,
  readOffTopic,
  readOffTopicSaid,
  readRefusal,
  readTopics,
} from '../../../tools/starter-model/material.ts';
import { overlaps } from '../../../tools/starter-model/overlap.ts';
import { judge } from '../../../tools/starter-model/verdict.ts';

const TRAINER = join(import.meta.dirname, '..', '..', '..', 'tools', 'starter-model');
const topics = readTopics();
const names = new Set(topics.map(({ name }) => name));

test('there are enough topics, phrasings, second turns and held-out prompts', () => {
  expect(names.size).toBe(topics.length);
  expect(topics.length).toBeGreaterThanOrEqual(80);
  for (const { name, phrasings, said } of topics) expect(phrasings.length + said.length, name).toBeGreaterThanOrEqual(100);
  expect(topics.filter(({ followUps }) => followUps.length > 0).length).toBeGreaterThanOrEqual(25);
  expect(readOffTopic().length).toBeGreaterThan(100);
  expect(readOffTopicSaid().length).toBeGreaterThan(1000);
  const heldOut = readHeldOut();
  expect(new Set(heldOut.keys())).toEqual(names);
  for (const [name, phrasings] of heldOut) expect(phrasings.length, name).toBeGreaterThanOrEqual(3);
  expect(readHeldOutOffTopic().length).toBeGreaterThanOrEqual(200);
});

test('every second turn leads to a topic that there is', () => {
  for (const { name, followUps } of topics) for (const { topic } of followUps) expect(names, name).toContain(topic);
  for (const { topic } of readHeldOutFollowUps()) if (topic !== 'off-topic') expect(names).toContain(topic);
});

test('every answer has one to five sentences, its own key facts and nothing that contradicts; the refusal has none', () => {
  const refusal = readRefusal();
  for (const topic of topics) {
    const sentences = topic.answer.split(/[.!?](?:\s|$)/).filter((sentence) => sentence !== '');
    expect(sentences.length, topic.name).toBeLessThanOrEqual(5);
    expect(sentences.length, topic.name).toBeGreaterThanOrEqual(2);
    const said = (text: string) => judge('', topic, { text, tokens: 1, ended: true }, refusal).isRight;
    expect(said(topic.answer), topic.name).toBe(true);
    expect(said(refusal), topic.name).toBe(false);
  }
});

test('an answer that leaves out a fact, contradicts, repeats itself or comes to no end is none', () => {
  const topic = topics.find(({ name }) => name === 'tag-private');
  if (topic === undefined) throw new Error('There is no such topic.');
  const verdict = (text: string, rest = {}) => judge('', topic, { text, tokens: 40, ended: true, ...rest }, readRefusal());
  expect(verdict(topic.answer)).toMatchObject({ isRight: true, runsOn: false });
  expect(verdict(topic.answer.replaceAll('not even masked', 'masked')).isRight).toBe(false);
  expect(verdict(`${topic.answer} Your network only.`).isRight).toBe(false);
  expect(verdict(`${topic.answer} ${topic.answer}`).runsOn).toBe(true);
  expect(verdict(topic.answer, { tokens: 201 }).runsOn).toBe(true);
  expect(verdict(topic.answer, { ended: false }).runsOn).toBe(true);
});

test('no held-out phrasing can come up in training, and the trainer does not read them', () => {
  expect(overlaps()).toEqual([]);
  const scripts = readdirSync(TRAINER).filter((file) => file.endsWith('.py'));
  expect(scripts).toContain('train.py');
  for (const script of scripts) expect(readFileSync(join(TRAINER, script), 'utf8')).not.toMatch(/evaluation/i);
});
