import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';
import { eventsIn } from './order.ts';

const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../schemas/anthropic.json', import.meta.url)), 'utf8')) as object;
const ajv = new Ajv({ allowUnionTypes: true });
ajv.addSchema(schema, 'anthropic');
const fits = (name: 'message' | 'block' | 'messageDelta' | 'error', value: unknown) => {
  const validate = ajv.compile({ $ref: `anthropic#/definitions/${name}` });
  expect(validate(value), JSON.stringify([validate.errors, value], null, 1)).toBe(true);
};

const TARGETS = [
  ['anthropic', 'anthropic.text'],
  ['anthropic', 'anthropic.tools'],
  ['anthropic', 'anthropic.reasoning'],
  ['anthropic', 'anthropic.redacted'],
  ['anthropic', 'anthropic.searched'],
  ['anthropic', 'anthropic.stopped'],
  ['openai', 'openai.text'],
  ['openai', 'openai.parallel-tools'],
  ['openai', 'deepseek.reasoning'],
  ['google', 'google.tools'],
  ['google', 'google.reasoning'],
] as const;

const FAILING = ['openai/openai.401', 'openai/openai.500', 'anthropic/anthropic.529', 'anthropic/anthropic.402', 'google/google.refusal'];

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
beforeAll(async () => {
  cloud = await openStubCloud();
  const failing = FAILING.map((id) => id.split('/') as ['openai', string]);
  rig = await openRig({ cloud, remotes: [...TARGETS, ...failing] });
});
afterAll(async () => {
  await rig.close();
  await cloud.close();
});

const ask = (model: string, rest: object = {}) =>
  fetch(`${rig.address}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'key' },
    body: JSON.stringify({ model, max_tokens: 4000, messages: [{ role: 'user', content: 'Hello.' }], ...rest }),
  });

describe('what Anthropic promises', () => {
  test.each(TARGETS)('is kept by answers of %s, %s', async (way, id) => {
    const model = `${way}/${id}`;
    const whole = (await (await ask(model)).json()) as { stop_reason: unknown };
    fits('message', whole);
    expect(whole.stop_reason).not.toBeNull();
    const events = eventsIn(await (await ask(model, { stream: true })).text());
    for (const event of events) {
      if (event.type === 'message_start') fits('message', event.message);
      if (event.type === 'content_block_start') fits('block', event.content_block);
      if (event.type === 'message_delta') fits('messageDelta', event);
    }
    expect(events.at(-1)?.type).toBe('message_stop');
  });

  test.each(FAILING)('is kept by the failure of %s', async (model) => {
    const answer = await ask(model);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    fits('error', await answer.json());
  });

  test('is kept by refusals of Lintel’s own', async () => {
    for (const body of [{ messages: [] }, { model: 'nobody' }, { thread: { type: 'create' } }])
      fits('error', await (await ask('auto', body)).json());
  });
});

/** What becomes of every field that the SDK documents, also of those that are in trial. */
const VERDICTS: Readonly<
  Record<string, 'honoured' | 'refused' | 'for Anthropic’s models, else refused' | 'for Anthropic’s models' | 'ignored'>
> = {
  ...Object.fromEntries(
    ['max_tokens', 'messages', 'model', 'cache_control', 'metadata', 'output_config', 'output_format', 'stop_sequences', 'stream', 'system']
      .concat(['thinking', 'tool_choice', 'tools', 'betas'])
      .map((name) => [name, 'honoured' as const]),
  ),
  ...{ mcp_servers: 'refused', thread: 'refused' },
  ...{ container: 'for Anthropic’s models, else refused', inference_geo: 'for Anthropic’s models, else refused' },
  compaction: 'for Anthropic’s models, else refused',
  // Hints about speed and accounts, which mean nothing elsewhere.
  ...{ service_tier: 'for Anthropic’s models', speed: 'for Anthropic’s models', context_management: 'for Anthropic’s models' },
  ...{ billing_policy: 'for Anthropic’s models', user_profile_id: 'for Anthropic’s models', workspace_id: 'for Anthropic’s models' },
  // Lintel's plan says who answers; and ids of messages are Lintel's.
  ...{ fallbacks: 'ignored', fallback_credit_token: 'ignored', diagnostics: 'ignored' },
};

describe('every documented field', () => {
  const documented = ['messages/messages.d.ts', 'beta/messages/messages.d.ts'].flatMap((file) => {
    const path = fileURLToPath(new URL(`../../../node_modules/@anthropic-ai/sdk/resources/${file}`, import.meta.url));
    const text = readFileSync(path, 'utf8').replaceAll(/\/\*\*.*?\*\//gs, '');
    const [, body = ''] = /export interface MessageCreateParamsBase \{(.*?)\n\}/s.exec(text) ?? [];
    return [...body.matchAll(/^ {4}'?([a-z_-]+)'?\??:/gm)].map(([, name = '']) => name);
  });

  test('has a verdict', () => {
    expect(documented.length).toBeGreaterThan(30);
    expect([...new Set(documented)].filter((name) => VERDICTS[name] === undefined)).toEqual([]);
  });

  test.each(Object.entries(VERDICTS).filter(([name]) => !['messages', 'model', 'stream', 'betas'].includes(name)))(
    '%s: %s',
    async (name, verdict) => {
      const others = await ask('openai/openai.text', { [name]: { odd: true } });
      const [status, body] = [others.status, await others.text()];
      // A wrong form of a field that is read is refused by name, but for these, which may hold anything.
      const isLoose = name === 'metadata' || name === 'output_config';
      if (verdict === 'honoured') expect([status, isLoose || body.includes(`“${name}`)]).toEqual([isLoose ? 200 : 400, true]);
      else if (verdict.includes('refused')) expect([status, body.includes(`“${name}”`)]).toEqual([400, true]);
      else expect(status).toBe(200);
      cloud.visits.splice(0);
      const own = await ask('anthropic/anthropic.text', { [name]: verdict === 'honoured' ? undefined : { odd: true } });
      const sent = JSON.parse(cloud.visits.at(-1)?.body ?? '{}') as Record<string, unknown>;
      if (verdict.startsWith('for')) expect(sent[name]).toEqual({ odd: true });
      else if (verdict === 'refused') expect([own.status, sent]).toEqual([400, {}]);
      else if (verdict === 'ignored') expect(sent[name]).toBeUndefined();
    },
  );
});
