import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import type { AnswerEvent } from '../../shared/routing/record.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import { crash, fakePorts, finish, request, start, target, text } from '../fakes/ports.ts';

const plain: Dialect<ChatRequest, AnswerEvent[]> = {
  normalise: (asked) => asked,
  respond: async (_plan, events) => Array.fromAsync(events),
};
const ask = (ports: Ports, asked = request('Hello'), signal = new AbortController().signal) => route(asked, plain, ports, signal);
const endOf = (events: AnswerEvent[]) => events.find((event) => event.type === 'end')?.answer;
const textOf = (events: AnswerEvent[]) => events.map((event) => (event.type === 'text' ? event.text : '')).join('');

describe('route', () => {
  it('answers, meters and records one attempt', async () => {
    const ports = fakePorts([target('a')], { a: [start, text('he'), text('llo'), finish] });
    const events = await ask(ports);
    expect(events.map((event) => event.type)).toEqual(['start', 'text', 'text', 'end']);
    expect(endOf(events)).toMatchObject({
      status: 'done',
      target: { targetId: 'a', zone: 'device' },
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    expect(ports.recorded.opened).toHaveLength(1);
    expect(ports.recorded.attempts).toMatchObject([{ number: 1, outcome: 'answered' }]);
    expect(ports.recorded.answers).toHaveLength(1);
  });

  it('falls back unseen when a target fails before its first token', async () => {
    const ports = fakePorts([target('a', { quality: 1 }), target('b')], { a: [start, crash], b: [start, text('from b'), finish] });
    const events = await ask(ports);
    expect(textOf(events)).toBe('from b');
    const sentence = 'Stayed on this device: a could not answer (its engine stopped), so b did.';
    expect(events[0]).toMatchObject({ type: 'start', target: { targetId: 'b' }, sentence });
    expect(endOf(events)?.sentence).toBe(sentence);
    expect(ports.recorded.answers[0]?.sentence).toBe(sentence);
    expect(ports.recorded.attempts.map((attempt) => attempt.outcome)).toEqual(['failed', 'answered']);
  });

  it('tries the next target with a larger window where a prompt turns out too long for the first', async () => {
    const long: ChatEvent = { type: 'error', error: { code: 'context-overflow', message: 'Too long.', retryable: false } };
    const fleet = [target('a', { quality: 1 }), target('alike', { quality: 0.9 }), target('b', { quality: 0.1, contextWindow: 4096 })];
    const ports = fakePorts(fleet, { a: [long], b: [start, text('from b'), finish] });
    expect(textOf(await ask(ports))).toBe('from b');
    expect([...ports.recorded.reached.keys()]).toEqual(['a', 'b']);
  });

  it('sends nothing where, against all expectation, not everything can be masked, and tries the next', async () => {
    const [trusted, cloud] = [target('trusted', { zone: 'trusted' }), target('cloud', { zone: 'cloud' })];
    // Always finds the letter behind what was masked, so no masked text is ever clean.
    const scanner: Ports['scanner'] = (words) => {
      const at = words.search(/^H|(?<=\])[a-z ]/);
      return at === -1 ? [] : [{ type: 'email', start: at, end: at + 1, confidence: 1, validator: 'test' }];
    };
    const asked = request('Hello to all of you out there');
    const alone = { ...fakePorts([cloud]), scanner };
    expect(endOf(await ask(alone, asked))?.error?.code).toBe('not-maskable');
    expect(alone.recorded.reached.size).toBe(0);
    const both = { ...fakePorts([cloud, trusted], { trusted: [start, crash] }), scanner };
    expect(endOf(await ask(both, asked))?.status).toBe('failed');
    expect([...both.recorded.reached.keys()]).toEqual(['trusted']);
  });

  it('masks what goes further than it might, puts the values back, and keeps what stands for what', async () => {
    const echo: Engine = {
      async *chat(_permit, { messages }) {
        yield start;
        const words = messages.flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : ''))).join('');
        for (const letter of words) yield text(letter);
        yield finish;
      },
    };
    const ports = fakePorts([target('cloud', { zone: 'cloud' })], { cloud: echo });
    const asked = request('Mail anna@example.org and ANNA@example.org', { conversationId: 'c1' });
    const events = await ask(ports, asked);
    expect(ports.recorded.reached.get('cloud')?.[0]).toContain('Mail [EMAIL_1] and [EMAIL_1]');
    expect(textOf(events)).toBe('Mail anna@example.org and anna@example.org');
    expect(events[0]).toMatchObject({ sentence: 'Goes to the cloud with 2 findings masked because cloud is the only model you have.' });
    expect(ports.vault.read('c1')).toEqual([{ placeholder: '[EMAIL_1]', value: 'anna@example.org', type: 'email' }]);
  });

  it('tells the plan’s own sentence when its first target answers, and stores it once', async () => {
    const events = await ask(fakePorts([target('a')]));
    expect(events[0]).toMatchObject({ type: 'start', sentence: 'Stayed on this device because a is the only model you have.' });
    expect(endOf(events)).not.toHaveProperty('sentence');
  });

  it('claims no answer when every target failed', async () => {
    const fleet = [target('a', { quality: 1 }), target('b')];
    const answer = endOf(await ask(fakePorts(fleet, { a: [start, crash], b: [start, crash] })));
    expect(answer).toMatchObject({ status: 'failed', target: { targetId: 'b' }, error: { code: 'engine-crashed' } });
    expect(answer).not.toHaveProperty('sentence');
  });

  it('does not fall back once text has left, and ends as an error', async () => {
    const ports = fakePorts([target('a', { quality: 1 }), target('b')], { a: [start, text('half'), crash] });
    const events = await ask(ports);
    expect(textOf(events)).toBe('half');
    expect(endOf(events)).toMatchObject({ status: 'failed', error: { code: 'engine-crashed', retryable: true } });
    expect(ports.recorded.reached.has('b')).toBe(false);
  });

  it.each<ChatEvent>([
    { type: 'reasoning', text: 'Hm.', tokens: 1 },
    { type: 'tool-call', index: 0, id: 'call_1', name: 'look', isFirst: true, arguments: '', tokens: 1 },
  ])('nor once $type has left', async (piece) => {
    const ports = fakePorts([target('a', { quality: 1 }), target('b')], { a: [start, piece, crash] });
    const events = await ask(ports);
    const { tokens: _, ...told } = piece as Extract<ChatEvent, { tokens: number }>;
    expect(events).toContainEqual(told);
    expect(endOf(events)).toMatchObject({ status: 'failed', error: { code: 'engine-crashed' } });
    expect(ports.recorded.reached.has('b')).toBe(false);
  });

  it('passes on what the engine measured, and why each of several answers ended', async () => {
    const telemetry = { promptTokensPerSecond: 900, tokensPerSecond: 40, memoryBytes: 5e8 };
    const ended: ChatEvent = { ...finish, reasons: ['stop', 'length'], telemetry } as ChatEvent;
    const events = await ask(fakePorts([target('a')], { a: [start, text('x'), ended] }));
    expect(endOf(events)).toMatchObject({ finishReasons: ['stop', 'length'], timings: telemetry });
  });

  it('never falls back to a target above the ceiling', async () => {
    const ports = fakePorts([target('home'), target('far', { zone: 'cloud' })], { home: [start, crash] });
    const events = await ask(ports, request('Hello', { tags: ['private'] }));
    expect(endOf(events)).toMatchObject({ status: 'failed', error: { code: 'engine-crashed' } });
    expect(ports.recorded.reached.has('far')).toBe(false);
  });

  it.each([
    [
      'an unknown model',
      request('Hi', { model: 'nope' }),
      [target('a')],
      'unknown-model',
      'There is no model “nope”. Use “auto” or one of: a.',
    ],
    [
      'nothing within the ceiling',
      request('Hi', { tags: ['private'] }),
      [target('a', { zone: 'cloud' })],
      'no-permitted-target',
      'this device',
    ],
    ['a prompt far too long', request('word '.repeat(9_000)), [target('a')], 'context-overflow', '2,048'],
    [
      'a damaged model by name',
      request('Hi', { model: 'a' }),
      [target('a', { fault: 'Its file is cut short.' })],
      'model-faulty',
      'cut short',
    ],
    ['no model at all', request('Hi'), [], 'no-permitted-target', 'Put a GGUF file'],
  ])('answers %s with an error that says so, and reaches nobody', async (_name, asked, fleet, code, words) => {
    const ports = fakePorts(fleet);
    const answer = endOf(await ask(ports, asked));
    expect(answer).toMatchObject({ status: 'failed', error: { code } });
    expect(answer?.error?.message).toContain(words);
    expect(ports.recorded.reached.size).toBe(0);
  });

  it('turns what an engine throws, and an engine that just stops, into an error event', async () => {
    const thrower = fakePorts([target('a')], {
      a: {
        // biome-ignore lint/correctness/useYield: an engine that fails before its first event
        async *chat() {
          throw new Error('secret detail');
        },
      },
    });
    const thrown = endOf(await ask(thrower))?.error;
    expect(thrown).toMatchObject({ code: 'internal' });
    expect(thrown?.message).not.toContain('secret detail');
    expect(endOf(await ask(fakePorts([target('a')], { a: [start, text('x')] })))?.error?.code).toBe('engine-crashed');
  });

  it('closes the ledger row when the reader stops half-way', async () => {
    const ports = fakePorts([target('a')], { a: [start, text('one'), text('two'), finish] });
    const firstOnly: Dialect<ChatRequest, void> = {
      normalise: (asked) => asked,
      async respond(_plan, events) {
        for await (const event of events) if (event.type === 'text') break;
      },
    };
    await route(request('Hi'), firstOnly, ports, new AbortController().signal);
    expect(ports.recorded.answers).toMatchObject([{ status: 'cancelled', usage: { outputTokens: 1 } }]);
    expect(ports.recorded.attempts).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('records nothing and reaches nobody when the ledger cannot write', async () => {
    const ports = fakePorts([target('a')]);
    const failing: Ports = {
      ...ports,
      ledger: {
        ...ports.ledger,
        opened() {
          throw new Error('disk full');
        },
      },
    };
    await expect(ask(failing)).rejects.toThrow('disk full');
    expect(ports.recorded.reached.size).toBe(0);
  });
});
