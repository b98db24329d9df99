import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { issuePermit } from '../../shared/routing/permit.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import type { Ability } from '../../shared/routing/target.ts';
import { ask, chat, fold, never, permitFor, requestOf } from './chat.ts';

/** An engine under test. */
export interface Subject {
  readonly engine: Engine;
  readonly targetId: string;
  /** What the target says it can do. */
  readonly abilities: readonly Ability[];
  /** More tokens than the target's context window holds, as text. */
  readonly overlongText: string;
  dispose(): Promise<void>;
}

/** What every engine keeps, whatever runs behind it. */
export function engineConformance(name: string, create: () => Promise<Subject>): void {
  describe(`${name} keeps the engine port's promises`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await create();
    });
    afterAll(() => subject.dispose());

    test('an answer is one start, then text, then one finish with its usage', async () => {
      const answer = await ask(subject.engine, subject.targetId, requestOf('Hello there.', { maxOutputTokens: 20 }));
      expect(answer.error).toBeUndefined();
      expect(answer.events[0]).toMatchObject({ type: 'start' });
      expect(answer.events.filter((event) => event.type === 'start' || event.type === 'finish')).toHaveLength(2);
      expect(answer.text).not.toBe('');
      expect(answer.finish?.usage.inputTokens).toBeGreaterThan(0);
      expect(answer.finish?.usage.outputTokens).toBeGreaterThanOrEqual(answer.tokens);
      expect(answer.start?.queueMs).toBeGreaterThanOrEqual(0);
      expect(answer.start?.loadMs).toBeGreaterThanOrEqual(0);
    });

    test('the limit on output tokens ends the answer with reason length', async () => {
      const { finish } = await ask(
        subject.engine,
        subject.targetId,
        requestOf('Go on.', { maxOutputTokens: 3, sampling: { temperature: 0 } }),
      );
      expect(finish).toMatchObject({ reason: 'length', usage: { outputTokens: 3 } });
    });

    test('without a permit for this request and target nothing runs', async () => {
      const request = requestOf('Secret.');
      const other = requestOf('Other.');
      const forged = Object.freeze({ id: 'x', masked: false, requestId: request.id, targetId: subject.targetId, zone: 'device' as const });
      for (const permit of [forged, permitFor(other, subject.targetId), permitFor(request, 'another-target')]) {
        const reading = async () => {
          for await (const event of subject.engine.chat(permit, request, never)) expect(event).toBeUndefined();
        };
        await expect(reading()).rejects.toThrow(/No permit/);
      }
      expect(() => issuePermit({ permitted: [] } as never, { targetId: 'x', name: 'x', zone: 'device' }, false)).toThrow();
    });

    test('a signal that is aborted already gives a cancelled finish and no text', async () => {
      const answer = await ask(subject.engine, subject.targetId, requestOf('Hello.'), AbortSignal.abort());
      expect(answer.text).toBe('');
      expect(answer.finish?.reason).toBe('cancelled');
    });

    test('cancelling mid-stream ends it with reason cancelled and what was used', async () => {
      const controller = new AbortController();
      const events = [];
      for await (const event of chat(
        subject.engine,
        subject.targetId,
        requestOf('Tell me a long story.', { sampling: { temperature: 0 } }),
        controller.signal,
      )) {
        events.push(event);
        if (event.type === 'text') controller.abort();
      }
      const { finish, tokens } = fold(events);
      expect(finish?.reason).toBe('cancelled');
      expect(finish?.usage.outputTokens).toBeGreaterThanOrEqual(tokens);
      expect(finish?.usage.inputTokens).toBeGreaterThan(0);
    });

    test('a reader may leave half-way, and the engine answers the next', async () => {
      for await (const event of chat(
        subject.engine,
        subject.targetId,
        requestOf('Tell me a long story.', { sampling: { temperature: 0 } }),
      )) {
        if (event.type === 'text') break;
      }
      const { finish } = await ask(subject.engine, subject.targetId, requestOf('Again.', { maxOutputTokens: 5 }));
      expect(finish).toBeDefined();
    });

    test('what it says it can do, it does', async () => {
      const tool = { name: 'look', parameters: { type: 'object', properties: { at: { enum: ['sea', 'sky'] } }, required: ['at'] } };
      const say = (rest: Partial<ChatRequest>) => ask(subject.engine, subject.targetId, requestOf('Look.', rest));
      if (subject.abilities.includes('tools')) {
        const { events, finish } = await say({ tools: [tool], toolChoice: 'required', parallelToolCalls: false });
        const pieces = events.filter((event) => event.type === 'tool-call');
        expect(pieces[0]).toMatchObject({ index: 0, name: 'look', isFirst: true });
        expect(['sea', 'sky']).toContain(JSON.parse(pieces.map((piece) => piece.arguments).join('')).at);
        expect(finish?.reason).toBe('tool-calls');
      }
      if (subject.abilities.includes('json')) {
        const { text } = await say({ output: { type: 'json-schema', schema: tool.parameters } });
        expect(['sea', 'sky']).toContain(JSON.parse(text).at);
      }
      if (subject.abilities.includes('logprobs')) {
        const { events } = await say({ logprobs: 2, maxOutputTokens: 3 });
        const rated = events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []));
        expect(rated.length).toBeGreaterThan(0);
        for (const { logprob, top } of rated) {
          expect(logprob).toBeLessThanOrEqual(0);
          expect(top).toHaveLength(2);
        }
      }
      if (subject.abilities.includes('choices')) {
        const { events, finish } = await say({ choices: 2, maxOutputTokens: 4 });
        expect(finish?.reasons).toHaveLength(2);
        expect(new Set(events.flatMap((event) => ('choice' in event ? [event.choice] : [])))).toEqual(new Set([0, 1]));
      }
    });

    test('a prompt longer than the context window is an error event, not a throw', async () => {
      const { error, events } = await ask(subject.engine, subject.targetId, requestOf(subject.overlongText));
      expect(events).toHaveLength(1);
      expect(error).toMatchObject({ code: 'context-overflow', retryable: false });
    });
  });
}
