import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../electron/gateway/documents/reader.ts';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { pdfOf } from './pdf.ts';

const ABILITIES = ['chat', 'tools', 'json', 'images', 'audio', 'documents'] as const;
const reader = createDocumentReader({ entry: join(import.meta.dirname, '../../../electron/gateway/documents/pdf-thread.ts') });

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
let policy = DEFAULT_POLICY;
beforeAll(async () => {
  cloud = await openStubCloud();
  rig = await openRig({
    cloud,
    remotes: [
      ['openai', 'echo', { abilities: ABILITIES }],
      ['openai', 'echo-blind', { abilities: ['chat'] }],
      ['anthropic', 'echo', { abilities: ABILITIES }],
      ['google', 'echo', { abilities: ABILITIES }],
    ],
    locals: { words: { async *chat() {} } },
    ports: { policy: () => policy },
    options: { readDocument: reader.read },
  });
});
beforeEach(() => {
  policy = DEFAULT_POLICY;
  cloud.visits.splice(0);
});
afterAll(async () => {
  await Promise.all([rig.close(), reader.close()]);
  await cloud.close();
});

const OPEN = { ...DEFAULT_POLICY, pictureTag: 'public' };
const PLAIN = pdfOf([{ lines: ['The harbour opens at nine.'] }]).toString('base64');
const SECRET = pdfOf([{ lines: ['IBAN DE89 3704 0044 0532 0130 00'] }]).toString('base64');
const SCANNED = pdfOf([{ lines: ['Page 1'], hasPicture: true }]).toString('base64');
const SOUND = Buffer.from('RIFF....WAVEfmt nothing to hear').toString('base64');
const TEXT = Buffer.from('The harbour opens at nine.').toString('base64');
const pdfUrl = (data: string) => `data:application/pdf;base64,${data}`;

type Kind = 'plain' | 'secret' | 'scanned' | 'sound' | 'text';
const DATA: Readonly<Record<Kind, string>> = { plain: PLAIN, secret: SECRET, scanned: SCANNED, sound: SOUND, text: TEXT };

/** Each caller's way of sending a file, by its own library where it has one. */
const CALLERS: Readonly<Record<string, (model: string, kind: Kind) => Promise<unknown>>> = {
  chat: (model, kind) =>
    new OpenAI({ baseURL: `${rig.address}/v1`, apiKey: 'key', maxRetries: 0 }).chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            kind === 'sound'
              ? { type: 'input_audio', input_audio: { data: SOUND, format: 'wav' } }
              : {
                  type: 'file',
                  file: kind === 'text' ? { filename: 'a.txt', file_data: TEXT } : { filename: 'a.pdf', file_data: pdfUrl(DATA[kind]) },
                },
          ],
        },
      ],
    }),
  responses: (model, kind) =>
    new OpenAI({ baseURL: `${rig.address}/v1`, apiKey: 'key', maxRetries: 0 }).responses.create({
      model,
      store: false,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            kind === 'sound'
              ? ({ type: 'input_audio', input_audio: { data: SOUND, format: 'wav' } } as never)
              : {
                  type: 'input_file',
                  filename: kind === 'text' ? 'a.txt' : 'a.pdf',
                  file_data: kind === 'text' ? TEXT : pdfUrl(DATA[kind]),
                },
          ],
        },
      ],
    }),
  anthropic: (model, kind) =>
    new Anthropic({ baseURL: rig.address, apiKey: 'key', maxRetries: 0 }).messages.create({
      model,
      max_tokens: 100,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: DATA[kind] } },
            { type: 'text', text: 'What is this?' },
          ],
        },
      ],
    }),
  gemini: async (model, kind) => {
    const mimeType = kind === 'sound' ? 'audio/wav' : kind === 'text' ? 'text/plain' : 'application/pdf';
    const answer = await fetch(`${rig.address}/v1beta/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-goog-api-key': 'key' },
      body: JSON.stringify({
        contents: [{ role: 'user', parts: [{ text: 'What is this?' }, { inlineData: { mimeType, data: DATA[kind] } }] }],
      }),
    });
    const body = (await answer.json()) as { error?: { message: string } };
    if (answer.status !== 200) throw Object.assign(new Error(body.error?.message), { status: answer.status });
    return body;
  },
};

const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}');
const failing = async (asked: Promise<unknown>) => {
  const error = (await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as { status?: number; message: string } | undefined;
  return { status: error?.status, message: error?.message ?? 'It was answered.' };
};

describe('a document that was searched and holds nothing', () => {
  it('goes to a target of the same dialect untouched', async () => {
    await CALLERS.chat?.('openai/echo', 'plain');
    expect(sent().messages[0].content[1]).toEqual({ type: 'file', file: { filename: 'a.pdf', file_data: pdfUrl(PLAIN) } });
    await CALLERS.anthropic?.('anthropic/echo', 'plain');
    expect(sent().messages[0].content[0]).toEqual({
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: PLAIN },
    });
    await CALLERS.gemini?.('google/echo', 'plain');
    expect(sent().contents[0].parts[1]).toEqual({ inlineData: { mimeType: 'application/pdf', data: PLAIN } });
  });

  it.each(['responses', 'anthropic', 'gemini'])('goes from %s to OpenAI as its own part', async (name) => {
    await CALLERS[name]?.('openai/echo', 'plain');
    const { content } = sent().messages[0];
    expect(content).toContainEqual({
      type: 'file',
      file: { filename: name === 'responses' ? 'a.pdf' : 'document.pdf', file_data: pdfUrl(PLAIN) },
    });
  });

  it.each(['chat', 'responses', 'gemini'])('goes from %s to Anthropic as its own block', async (name) => {
    await CALLERS[name]?.('anthropic/echo', 'plain');
    expect(JSON.stringify(sent().messages)).toContain(`"media_type":"application/pdf","data":"${PLAIN}"`);
  });

  it.each(['chat', 'anthropic'])('goes from %s to Google as its own part', async (name) => {
    await CALLERS[name]?.('google/echo', 'plain');
    expect(JSON.stringify(sent().contents)).toContain(PLAIN);
  });

  it('leaves all to `auto` but those who cannot read it', async () => {
    await CALLERS.chat?.('auto', 'plain');
    const { plan } = rig.recorded.opened.at(-1) ?? {};
    expect(plan?.permitted.map(({ targetId }) => targetId).toSorted()).toEqual(['anthropic/echo', 'google/echo', 'openai/echo']);
    const refused = plan?.refused.filter(({ constraint }) => constraint === 'abilities').map(({ targetId, reason }) => [targetId, reason]);
    expect(refused).toContainEqual(['openai/echo-blind', 'It cannot read documents.']);
  });
});

describe('nothing private leaves in a file', () => {
  it.each([
    ['chat', 'openai/echo'],
    ['responses', 'openai/echo'],
    ['anthropic', 'anthropic/echo'],
    ['gemini', 'google/echo'],
  ])('from %s: what its text holds is found', async (name, model) => {
    const { status, message } = await failing(CALLERS[name]?.(model, 'secret') ?? Promise.resolve());
    expect([403, 422]).toContain(status);
    expect(message).toContain('IBAN');
    expect(cloud.visits).toEqual([]);
  });

  it.each([
    ['chat', 'openai/echo', 'scanned', 'a document, which cannot be searched'],
    ['responses', 'openai/echo', 'scanned', 'a document, which cannot be searched'],
    ['anthropic', 'anthropic/echo', 'scanned', 'a document, which cannot be searched'],
    ['gemini', 'google/echo', 'scanned', 'a document, which cannot be searched'],
    ['chat', 'openai/echo', 'sound', 'sound, which cannot be searched'],
    ['responses', 'openai/echo', 'sound', 'sound, which cannot be searched'],
    ['gemini', 'google/echo', 'sound', 'sound, which cannot be searched'],
  ] as const)('from %s to %s: %s is kept as near as a picture', async (name, model, kind, words) => {
    const { status, message } = await failing(CALLERS[name]?.(model, kind) ?? Promise.resolve());
    expect([403, 422]).toContain(status);
    expect(message).toContain(words);
    expect(cloud.visits).toEqual([]);
    policy = OPEN;
    await CALLERS[name]?.(model, kind);
    expect(cloud.visits.at(-1)?.body).toContain(DATA[kind]);
  });

  it('is never masked in part: the file would go as it is', async () => {
    policy = { ...OPEN, masking: 'placeholders' } as typeof policy;
    const { status } = await failing(CALLERS.chat?.('openai/echo', 'secret') ?? Promise.resolve());
    expect([403, 422]).toContain(status);
    expect(cloud.visits).toEqual([]);
  });
});

describe('a file of text', () => {
  it.each(['chat', 'responses', 'gemini'])('from %s is read by any target', async (name) => {
    await CALLERS[name]?.('anthropic/echo', 'text');
    expect(JSON.stringify(sent().messages)).toContain('The harbour opens at nine.');
  });
});

describe('what no model here can be given', () => {
  it.each<[string, Kind, string]>([
    ['chat', 'plain', 'messages[0].content[1].file'],
    ['chat', 'sound', 'messages[0].content[1].input_audio'],
    ['responses', 'plain', 'input[0].content[1]'],
    ['responses', 'sound', 'input[0].content[1]'],
    ['anthropic', 'plain', 'messages[0].content[0].source'],
    ['gemini', 'plain', 'contents[0].parts[1].inlineData'],
    ['gemini', 'sound', 'contents[0].parts[1].inlineData'],
  ])('from %s: %s is refused by its name', async (name, kind, field) => {
    const { status, message } = await failing(CALLERS[name]?.('words', kind) ?? Promise.resolve());
    expect(status).toBe(400);
    expect(message).toContain(`“${field}”`);
  });

  it.each<[string, object, string]>([
    ['no file at all', { type: 'file', file: { file_id: 'file-1' } }, 'messages[0].content[0].file'],
    ['no base64', { type: 'file', file: { file_data: 'a secret, not base64' } }, 'messages[0].content[0].file'],
    ['a kind that nobody takes', { type: 'file', file: { file_data: 'data:video/mp4;base64,AAAA' } }, 'messages[0].content[0].file'],
    ['text that is none', { type: 'file', file: { filename: 'a.txt', file_data: '////' } }, 'messages[0].content[0].file'],
  ])('%s', async (_what, part, field) => {
    const client = new OpenAI({ baseURL: `${rig.address}/v1`, apiKey: 'key', maxRetries: 0 });
    const asked = client.chat.completions.create({ model: 'openai/echo', messages: [{ role: 'user', content: [part as never] }] });
    const { status, message } = await failing(asked);
    expect(status).toBe(400);
    expect(message).toContain(`“${field}”`);
  });
});
