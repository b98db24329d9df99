import { afterEach, expect, test } from 'vitest';
import { createLocalFleet } from '../../../electron/engines/local/fleet.ts';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import type { Graphics } from '../../../electron/engines/local/graphics.ts';
import type { FromWorker } from '../../../electron/engines/local/protocol.ts';
import { createExperience } from '../../../shared/routing/experience.ts';
import { speedAt } from '../../../shared/routing/speed.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { BOXED_MODEL, createSubject, type LocalSubject } from './subject.ts';

let subject: LocalSubject;
afterEach(() => subject.dispose());

const say = (maxOutputTokens: number) => ask(subject.engine, subject.targetId, requestOf('Hello.', { maxOutputTokens }));

test('what workers compute is counted to the end of their work, and stays counted when they are gone', async () => {
  subject = createSubject();
  expect(subject.local.computedMs()).toBe(0);
  await say(60);
  const told = () => subject.said.findLast((message) => message.type === 'alive')?.computedMs;
  await expect.poll(() => subject.local.computedMs()).toBeGreaterThan(0);
  await expect.poll(() => told() === subject.local.computedMs()).toBe(true);
  const once = subject.local.computedMs();
  await say(60);
  await expect.poll(() => subject.local.computedMs()).toBeGreaterThan(once);
  const twice = subject.local.computedMs();
  await subject.local.unload(subject.targetId);
  expect(subject.local.computedMs()).toBe(twice);
  await say(2);
  await expect.poll(() => subject.local.computedMs()).toBeGreaterThan(twice);
});

test('the graphics card is as the worker that uses it last saw it', async () => {
  const card = (freeBytes: number): Graphics => ({ name: 'A card', totalBytes: 8e9, freeBytes });
  let tell: (message: FromWorker) => void = () => undefined;
  subject = createSubject(BOXED_MODEL, {
    launch(entry) {
      const worker = forkWorker(entry);
      return {
        ...worker,
        onMessage(listener) {
          tell = listener;
          worker.onMessage(listener);
        },
      };
    },
  });
  await say(2);
  expect(subject.local.graphics()).toBeUndefined();
  tell({ type: 'graphics', graphics: card(6e9) });
  expect(subject.local.graphics()).toEqual(card(6e9));
  tell({ type: 'graphics', graphics: card(5e9) });
  expect(subject.local.graphics()?.freeBytes).toBe(5e9);
  await subject.local.unload(subject.targetId);
  expect(subject.local.graphics()).toBeUndefined();
});

test('targets carry what was learned of them, and the threads that they begin with', () => {
  subject = createSubject();
  const experience = createExperience();
  const file = { ...{ path: BOXED_MODEL, bytes: 1, modifiedAt: 1, parameters: 1, contextLength: 2048 } };
  const models = ['a', 'b'].map((id) => ({ ...file, id, name: id }));
  const fleet = createLocalFleet({ models: () => models }, subject.local, {
    settings: (id) => (id === 'b' ? { threads: 3 } : undefined),
    speed: experience.curveOf,
    loadMs: experience.loadMsOf,
  });
  experience.learn('a', {
    ...{ load: 0, isHere: true, inputTokens: 100, cachedTokens: 0, outputTokens: 50, queueMs: 0, loadMs: 700 },
    ...{ promptTokensPerSecond: 200, tokensPerSecond: 20, firstTokenMs: 1250 },
  });
  const [a, b] = fleet.targets();
  expect(a?.loadMs).toBe(700);
  expect(speedAt(a?.speed ?? { bands: [] }, 0, 2, a?.threads ?? 0)?.speed.tokensPerSecond).toBeCloseTo(20);
  expect(b).not.toHaveProperty('speed');
  expect(b).not.toHaveProperty('loadMs');
  expect([a?.threads, b?.threads]).toEqual([expect.any(Number), 3]);
  expect(a?.threads).toBeGreaterThanOrEqual(1);
});
