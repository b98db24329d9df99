import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI, { toFile } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY, openPort, type Port } from '../port-for.ts';
import { cloudAt, openPlaces } from './places.ts';

/** What a provider of sound and pictures got. */
interface Got {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const SOUND = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
const MODELS = [
  { id: 'omni-moderation', abilities: ['moderation'] },
  { id: 'voice', abilities: ['speech'] },
  { id: 'ear', abilities: ['transcription'] },
  { id: 'painter', abilities: ['image-generation'] },
] as const;

const got: Got[] = [];
let breaks = false;
const maker = createServer(async (request, response) => {
  const bytes = await bodyOf(request);
  const path = request.url ?? '';
  got.push({ path, type: request.headers['content-type'] ?? '', bytes });
  const json = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (path === '/v1/moderations')
    return json({ id: 'modr-1', model: 'omni', results: [{ flagged: false, categories: {}, category_scores: {} }] });
  if (path === '/v1/images/generations' || path === '/v1/images/edits')
    return json({ created: 1, data: [{ b64_json: 'aGk=' }], usage: { input_tokens: 11, output_tokens: 222, total_tokens: 233 } });
  if (path === '/v1/audio/transcriptions') return json({ text: 'what was said' });
  if (path !== '/v1/audio/speech') return response.writeHead(404).end('{}');
  response.writeHead(200, { 'content-type': 'audio/mpeg' });
  for (let at = 0; at < SOUND.length; at += 10_000) {
    response.write(SOUND.subarray(at, at + 10_000));
    await new Promise((resolve) => setImmediate(resolve));
    if (breaks && at > 50_000) return response.destroy();
  }
  return response.end();
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

let places: ReturnType<typeof openPlaces>;
let port: Port;
let openai: OpenAI;

beforeEach(async () => {
  got.length = 0;
  breaks = false;
  await new Promise<void>((resolve) => maker.listen(0, '127.0.0.1', resolve));
  places = openPlaces([cloudAt(`http://127.0.0.1:${(maker.address() as AddressInfo).port}`, 'shop', MODELS)]);
  port = await openPort(places.ports);
  openai = new OpenAI({ baseURL: `${port.address}/v1`, apiKey: KEY, maxRetries: 0 });
});
afterEach(async () => {
  await port.close();
  await places.close();
  maker.closeAllConnections();
  await new Promise((resolve) => maker.close(resolve));
});

/** Lets sound and pictures, which nobody can search, leave. */
const letPicturesGo = () => places.change({ pictureTag: 'public' });

describe('what is handed on', () => {
  it('is asked of whoever can do it, with the provider’s own name of the model', async () => {
    const judged = await openai.moderations.create({ model: 'shop/omni-moderation', input: 'Is this fine?' });
    expect(judged.results[0]?.flagged).toBe(false);
    expect(JSON.parse(got[0]?.bytes.toString() ?? '{}')).toEqual({ model: 'omni-moderation', input: 'Is this fine?' });
    // Nobody has to name one.
    await openai.moderations.create({ input: ['a', 'b'] });
    expect(JSON.parse(got[1]?.bytes.toString() ?? '{}').model).toBe('omni-moderation');
  });

  it('comes back as it comes, bytes and their type untouched', async () => {
    const answer = await openai.audio.speech.create({ model: 'shop/voice', voice: 'alloy', input: 'Hello', response_format: 'mp3' });
    expect(answer.headers.get('content-type')).toBe('audio/mpeg');
    expect(answer.headers.get('x-lintel-target')).toBe('shop/voice');
    expect(Buffer.from(await answer.arrayBuffer()).equals(SOUND)).toBe(true);
    expect(JSON.parse(got[0]?.bytes.toString() ?? '{}')).toMatchObject({ model: 'voice', voice: 'alloy', response_format: 'mp3' });
  });

  it('that breaks off ends the connection, and nobody takes it for whole', async () => {
    breaks = true;
    const answer = await port.post('/v1/audio/speech', { model: 'shop/voice', voice: 'alloy', input: 'Hello' });
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('is written down with what it used, as any request', async () => {
    const made = await openai.images.generate({ model: 'shop/painter', prompt: 'A river', n: 2 });
    expect(made.data?.[0]?.b64_json).toBe('aGk=');
    const { departure } = places.rows[0] ?? {};
    expect(departure).toMatchObject({ targetId: 'shop/painter', zone: 'cloud' });
    expect(places.requests.read(departure?.requestId ?? '')?.answer?.usage).toMatchObject({ inputTokens: 11, outputTokens: 222 });
  });

  it('may be a form with a file, which is written anew', async () => {
    letPicturesGo();
    const file = await toFile(SOUND, 'talk "1"\r\nx.mp3', { type: 'audio/mpeg' });
    const { text } = await openai.audio.transcriptions.create({ model: 'shop/ear', file, language: 'en', prompt: 'names: Ada' });
    expect(text).toBe('what was said');
    const form = await new Response(new Uint8Array(got[0]?.bytes ?? []), { headers: { 'content-type': got[0]?.type ?? '' } }).formData();
    expect(form.get('model')).toBe('ear');
    expect(form.get('language')).toBe('en');
    const sent = form.get('file') as File;
    expect(Buffer.from(await sent.arrayBuffer()).equals(SOUND)).toBe(true);
    expect(sent.type).toBe('audio/mpeg');
    expect(got[0]?.type).toMatch(/boundary=lintel-/);
  });
});

describe('what may not leave', () => {
  const card = ['4111', '1111', '1111', '1111'].join(' ');

  it('stays in words, wherever they are in the request', async () => {
    places.change({ tags: { ...places.ports.policy().tags, sensitive: { ceiling: 'device', masked: 'cloud' } } });
    for (const [path, body] of [
      ['/v1/moderations', { model: 'shop/omni-moderation', input: `card ${card}` }],
      ['/v1/moderations', { model: 'shop/omni-moderation', input: [{ type: 'text', text: `card ${card}` }] }],
      ['/v1/audio/speech', { model: 'shop/voice', voice: 'a', input: 'x', instructions: `say ${card}` }],
      ['/v1/images/generations', { model: 'shop/painter', prompt: `a card ${card}` }],
      ['/v1/images/generations', { model: 'shop/painter', prompt: 'x', made_up: { deep: [`card ${card}`] } }],
    ] as const) {
      const response = await port.post(path, body);
      expect({ path, status: response.status }).toEqual({ path, status: 422 });
      expect((await response.json()).error.message).toContain('card number');
    }
    expect(got).toEqual([]);
  });

  it('stays in sound and pictures, which cannot be searched', async () => {
    const file = await toFile(SOUND, 'talk.mp3');
    await expect(openai.audio.transcriptions.create({ model: 'shop/ear', file })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('it holds sound, which cannot be searched'),
    });
    await expect(openai.images.edit({ model: 'shop/painter', image: file, prompt: 'Warmer' })).rejects.toMatchObject({ status: 422 });
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } };
    expect((await port.post('/v1/moderations', { model: 'shop/omni-moderation', input: [picture] })).status).toBe(422);
    expect(got).toEqual([]);
  });
});

describe('where nobody can do it', () => {
  it('the answer says so, and nothing is sent', async () => {
    places.change({ excluded: ['shop/voice'] });
    await expect(openai.audio.speech.create({ model: 'auto', voice: 'a', input: 'x' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('It cannot speak.'),
    });
    expect(got).toEqual([]);
  });

  it.each([
    ['a form that never ends', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="model"\r\n\r\near'],
    ['a form without a boundary', 'multipart/form-data', 'x'],
    ['no JSON', 'application/json', '{'],
  ])('%s is refused', async (_what, type, body) => {
    const response = await fetch(`${port.address}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': type },
      body,
    });
    expect(response.status).toBe(400);
  });

  it('a form over the limit is refused before it is read', async () => {
    const file = await toFile(Buffer.alloc(5 * 2 ** 20), 'long.mp3');
    await expect(openai.audio.transcriptions.create({ model: 'shop/ear', file })).rejects.toThrow(/413|limit/);
  });
});
