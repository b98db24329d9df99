import { Readable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readAnswer, readWhole } from '../../../../electron/engines/remote/openai/answer.ts';
import { type Failing, failureOf } from '../../../../electron/engines/remote/openai/failure.ts';
import { createPieces } from '../../../../electron/engines/remote/openai/pieces.ts';

const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta }], ...more });

describe('a provider that means harm', () => {
  test('fills no memory with fields that nothing goes with', () => {
    const pieces = createPieces(1, true);
    const fill = () => {
      for (let count = 0; count < 8; count++) pieces.take(chunk({ [`k${count}`]: 'z'.repeat(2 ** 18) }));
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'bad-output' }));
  });

  test('may tell the same field again and again, and much of it with what it says', () => {
    const pieces = createPieces(1, true);
    for (let count = 0; count < 16; count++) pieces.take(chunk({}, { trace: 'z'.repeat(2 ** 18) }));
    for (let count = 0; count < 8; count++)
      expect(pieces.take(chunk({ content: 'a', [`k${count}`]: 'z'.repeat(2 ** 18) }))).toHaveLength(1);
  });

  test.each([true, false])('does not go on for ever in unknown fields, kept or not: %s', (keepsWire) => {
    const pieces = createPieces(1, keepsWire);
    const flood = () => {
      for (let count = 0; count < 200; count++) pieces.take(chunk({ content: 'a', [`k${count}`]: 'z'.repeat(2 ** 18) }));
    };
    expect(flood).toThrow(expect.objectContaining({ code: 'bad-output' }));
  });
  test.each([
    ['an unknown field', { delta: {}, x: 1 }],
    ['the arguments of a tool', { delta: { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: 1 } }] } }],
  ])('sends no depth of nesting in %s', (_where, choice) => {
    const of = (depth: number) =>
      JSON.parse(`{"choices":[${JSON.stringify(choice).replace(/(?<=:)1/, `${'['.repeat(depth)}${']'.repeat(depth)}`)}]}`);
    expect(() => createPieces(1, true).take(of(32))).not.toThrow();
    for (const depth of [80, 100_000])
      expect(() => createPieces(1, true).take(of(depth))).toThrow(expect.objectContaining({ code: 'bad-output' }));
  });

  const KEY = 'sk-Qr7tYw2ZpLm94XvBn31';
  const failing: Failing = {
    ...{ name: 'The stub', providerId: 'stub', model: 'm', secrets: [KEY], prompt: '' },
    asked: () => ['messages', 'temperature', 'sk', KEY.slice(3, 15)],
    now: () => 0,
  };
  const failed = (error: object) => failureOf(failing, 400, JSON.stringify({ error }));

  test('names no field but one that was sent, and none that is of a key', () => {
    const field = (param: string) => failed({ message: 'No.', param }).field;
    expect(['temperature', 'messages[0].content', 'messages.0.content'].map(field)).toEqual(['temperature', 'messages', 'messages']);
    for (const param of [KEY, KEY.slice(3), KEY.slice(3, 15), 'top_k', `${KEY}.messages`, '']) expect(field(param)).toBeUndefined();
    expect(field(`messages.${KEY}`)).toBe('messages');
  });

  test.each([
    ['spaced', [...KEY].join(' ')],
    ['with dots in it', KEY.replaceAll(/(...)/g, '$1.')],
    ['in part', `${KEY.slice(3, 11)} and more`],
    ['in capitals', KEY.toUpperCase().slice(0, 15)],
  ])('is not quoted with a key %s', (_how, said) => {
    const { message } = failed({ message: `Bad ${said}` });
    expect(message).toBe(failed({}).message);
    expect(failed({ message: 'Bad temperature' }).message).toContain('Bad temperature');
  });

  afterEach(() => void vi.useRealTimers());

  test.each([
    ['says nothing more', ''],
    ['sends signs of life for ever', ': ping\n\n'],
  ])('holds no answer open that has ended: it %s', async (_how, more) => {
    vi.useFakeTimers();
    const body = async function* () {
      yield Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'hi' }, finish_reason: 'stop' }] })}\n\n`);
      for (; more !== ''; yield Buffer.from(more)) await new Promise((resolve) => setTimeout(resolve, 500));
      await new Promise(() => undefined);
    };
    const close = vi.fn();
    const pieces = createPieces(1, true);
    const answer = { status: 200, headers: { 'content-type': 'text/event-stream' }, body: body(), close };
    const said: object[] = [];
    const end = readAnswer(answer, pieces, failing, (piece) => void said.push(piece));
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toMatchObject([{ text: 'hi' }]);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(close).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    await end;
    expect([close.mock.calls.length, pieces.reasons()]).toEqual([1, ['stop']]);
  });

  test.each([
    ['gzip', 'packed as gzip'],
    ['br, gzip', 'packed as a coding that has no name'],
    [KEY.slice(3, 15), 'packed as a coding that has no name'],
  ])('is told that an answer packed as %s is none', async (coding, said) => {
    const close = vi.fn();
    const answer = () => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-encoding': coding },
      body: Readable.from([Buffer.from('data: [DONE]\n\n')]),
      close,
    });
    const failure = expect.objectContaining({ code: 'bad-output', message: expect.stringContaining(said) });
    await expect(readAnswer(answer(), createPieces(1, true), failing, () => undefined)).rejects.toEqual(failure);
    await expect(readWhole(answer(), failing)).rejects.toEqual(failure);
    expect(close).toHaveBeenCalledTimes(2);
  });

  test('may begin its second answer long after the first has ended', () => {
    const pieces = createPieces(2, true);
    pieces.take({ choices: [{ index: 1, delta: { content: 'hi' }, finish_reason: 'stop' }] });
    expect(pieces.isComplete()).toBe(false);
    pieces.take({ choices: [{ index: 0, delta: { content: 'hi' }, finish_reason: 'stop' }] });
    expect(pieces.isComplete()).toBe(true);
  });
});
