import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RemoteAnswer, readAnswer } from '../../../../electron/engines/remote/openai/answer.ts';
import { createPieces } from '../../../../electron/engines/remote/openai/pieces.ts';
import { isLintelError } from '../../../../shared/chat/error.ts';
import { type Recording, readRecordings } from '../../../stub-cloud/recording.ts';
import { OTHER_DIALECTS } from './remote.ts';

const FAILING = { name: 'The stub', providerId: 'stub', model: 'm', secrets: [], prompt: '', asked: () => [], now: () => 0 };
const LARGE = new Set(['openai.gigantic', 'openai.large']);
const ACCEPTED = [...readRecordings()].filter(([name, { status }]) => status === 200 && !OTHER_DIALECTS.test(name) && !LARGE.has(name));

const bytesOf = ({ steps }: Recording) => Buffer.concat(steps.filter((step) => step instanceof Uint8Array));

/** What an answer of these bytes comes to: all that was said, and how it ended. */
async function read(headers: RemoteAnswer['headers'], chunks: readonly Uint8Array[]) {
  const body = async function* () {
    yield* chunks;
  };
  const pieces = createPieces(1, true);
  let said = '';
  try {
    await readAnswer({ status: 200, headers, body: body(), close: () => undefined }, pieces, FAILING, (piece) => {
      said +=
        piece.type === 'tool-call'
          ? (piece.isFirst === true ? piece.name : '') + piece.arguments
          : piece.text + (piece.wire?.delta === undefined ? '' : JSON.stringify(piece.wire.delta));
    });
    return { said, end: pieces.reasons().join() };
  } catch (error) {
    if (!isLintelError(error)) throw error;
    return { said, end: `! ${error.code}` };
  }
}

function chopped(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

describe('an answer', () => {
  test.each(ACCEPTED)('%s, cut at any byte, is whole or an error', async (_name, recording) => {
    const bytes = bytesOf(recording);
    const whole = await read(recording.headers, [bytes]);
    for (let length = 0; length < bytes.length; length++) {
      const cut = await read(recording.headers, [bytes.subarray(0, length)]);
      if (cut.end.startsWith('!'))
        expect(whole.said.startsWith(cut.said) || whole.end.startsWith('!'), `${length}: ${cut.said}`).toBe(true);
      // A complete one lacks nothing but what came after its end.
      else expect({ length, ...cut }).toEqual({ length, ...whole });
    }
  });

  test.each(ACCEPTED)('%s is the same however its bytes arrive', async (_name, recording) => {
    const bytes = bytesOf(recording);
    const whole = await read(recording.headers, [bytes]);
    for (const sizes of [[1], [2, 1], [3, 5, 1], [7], [64, 1], [1000]])
      expect(await read(recording.headers, chopped(bytes, sizes))).toEqual(whole);
  });

  test('damaged anywhere ends clearly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ACCEPTED),
        fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 }),
        async ([, recording], damages) => {
          const bytes = Buffer.from(bytesOf(recording));
          for (const { at, byte } of damages) bytes[at % bytes.length] = byte;
          const { end } = await read(recording.headers, chopped(bytes, [97]));
          expect(end).toMatch(
            /^! (?:bad-output|stream-broken|provider-failed|overloaded|bad-request|context-overflow|quota-exhausted|timeout|rate-limited|unknown-model|content-refused|provider-refused-key)$|^[a-z,-]+$/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of any JSON at all ends clearly', async () => {
    const headers = { 'content-type': 'text/event-stream' };
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record({ index: fc.jsonValue(), delta: fc.jsonValue(), finish_reason: fc.jsonValue(), logprobs: fc.jsonValue() }),
    );
    const delta = fc.record({
      content: fc.jsonValue(),
      reasoning: fc.jsonValue(),
      refusal: fc.jsonValue(),
      tool_calls: fc.oneof(fc.jsonValue(), fc.array(fc.record({ index: fc.jsonValue(), id: fc.jsonValue(), function: fc.jsonValue() }))),
    });
    const chunk = fc.record({
      choices: fc.oneof(fc.array(fc.oneof(odd, fc.record({ index: fc.integer({ min: -2, max: 200 }), delta }))), fc.jsonValue()),
      usage: fc.jsonValue(),
      timings: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(chunk, fc.jsonValue()), { maxLength: 6 }), async (chunks) => {
        const text = `${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')}data: [DONE]\n\n`;
        expect(typeof (await read(headers, [Buffer.from(text)])).end).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
