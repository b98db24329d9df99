import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../../shared/routing/policy.ts';
import { openStubCloud, type StubCloud } from '../../../stub-cloud/cloud.ts';
import { openPort } from './port.ts';
import { TARGET } from './remote.ts';

let cloud: StubCloud;
beforeAll(async () => {
  cloud = await openStubCloud();
});
afterAll(() => cloud.close());

const lastBody = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}') as Record<string, unknown>;
const chunksOf = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice(6)) as Record<string, never>);

describe('through the port', () => {
  test('what a caller sends reaches a provider of the same dialect untouched, but for what is Lintel’s', async () => {
    const port = await openPort(cloud, 'openai.text');
    const own = {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }], name: 'me' }],
      max_completion_tokens: 77,
      reasoning_effort: 'xhigh',
      vendor_extension: [1, { deep: null }],
      stream_options: { include_obfuscation: false },
      metadata: { trace: '7', lintel: { tags: ['public'] } },
    };
    expect((await port.ask(own)).status).toBe(200);
    expect(lastBody()).toEqual({
      ...own,
      model: 'openai.text',
      stream: true,
      stream_options: { include_obfuscation: false, include_usage: true },
      metadata: { trace: '7' },
    });
    await port.close();
  });

  test('what a provider adds reaches a caller of the same dialect, streamed and whole', async () => {
    const port = await openPort(cloud, 'xai.text');
    const chunks = chunksOf(await (await port.ask({ stream: true, stream_options: { include_usage: true } })).text());
    expect(chunks.at(-1)).toMatchObject({
      model: TARGET,
      choices: [],
      citations: ['https://example.org/stars'],
      usage: {
        prompt_tokens: 30,
        completion_tokens: 122,
        num_sources_used: 0,
        prompt_tokens_details: { text_tokens: 30, cached_tokens: 4 },
      },
    });
    const whole = await (await port.ask({})).json();
    expect(whole).toMatchObject({
      model: TARGET,
      system_fingerprint: 'fp_156d35dcaa',
      citations: ['https://example.org/stars'],
      choices: [{ message: { content: 'Starlight.' }, finish_reason: 'stop' }],
      usage: { num_sources_used: 0, completion_tokens_details: { reasoning_tokens: 120 } },
    });
    await port.close();
    const router = await openPort(cloud, 'openrouter.reasoning');
    expect(await (await router.ask({})).json()).toMatchObject({
      provider: 'Anthropic',
      choices: [
        {
          native_finish_reason: 'end_turn',
          message: {
            content: 'Done.',
            reasoning_content: 'Think.',
            reasoning: 'Think.',
            reasoning_details: [{ text: 'Think.' }, { signature: 'c2lnbmVk' }],
          },
        },
      ],
    });
    await router.close();
    const refusing = await openPort(cloud, 'openai.refusal');
    expect(await (await refusing.ask({})).json()).toMatchObject({
      choices: [{ message: { content: '', refusal: "I'm sorry, I cannot help with that." } }],
    });
    await refusing.close();
  });

  test('a masked request leaves masked in every field, and comes back with its values', async () => {
    const policy = { ...DEFAULT_POLICY, masking: 'placeholders' as const };
    const port = await openPort(cloud, 'echo-tokens-6', { ports: { policy: () => policy } });
    const address = 'hanna.fischer@posteo.de';
    const answer = await port.ask({ messages: [{ role: 'user', content: `Write to ${address} now please, quickly.` }], vendor: 'kept' });
    const { body = '' } = cloud.visits.at(-1) ?? {};
    expect(body).not.toContain('hanna');
    expect(body).toContain('"vendor":"kept"');
    const text = await answer.text();
    const { choices } = JSON.parse(text) as { choices: { message: { content: string } }[] };
    expect(choices?.[0]?.message.content, text).toContain(address);
    await port.close();
  });

  test('failures tell the caller what happened, and neither key nor prompt', async () => {
    const secret = 'sk-canary-4711-aaaaaaaaaaaaaaaaaaaaaaaa';
    const port = await openPort(cloud, 'openai.401', { keys: [{ id: 'one', secret }] });
    const answer = await port.ask({});
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).error.code]).toEqual([502, 'provider_refused_key']);
    const rows = port.door.rows.map(({ departure, ending }) => ({ departure, ending }));
    expect(JSON.stringify([text, rows, port.recorded.answers, port.recorded.attempts])).not.toContain('canary');
    expect(cloud.visits.at(-1)?.headers.authorization).toBe(`Bearer ${secret}`);
    await port.close();
  });

  test('connections are kept between requests, streamed or whole', async () => {
    const port = await openPort(cloud, 'echo');
    const before = cloud.sockets.opened;
    for (let turn = 0; turn < 6; turn++) await (await port.ask({ stream: turn % 2 === 0 })).text();
    expect(cloud.sockets.opened - before).toBe(1);
    await port.close();
  });
});
