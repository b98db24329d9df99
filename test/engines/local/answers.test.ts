import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import type { ChatMessage, ToolDefinition } from '../../../shared/chat/request.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createScripted, HERMES, removeScripted, THINKING } from './scripted.ts';
import { createSubject, type LocalSubject } from './subject.ts';

type Scripted = Awaited<ReturnType<typeof createScripted>>;

const weather: ToolDefinition = {
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', maxLength: 8 }, days: { type: 'integer' }, unit: { enum: ['C', 'F'] } },
    required: ['city', 'unit'],
    additionalProperties: false,
  },
};
const time: ToolDefinition = { name: 'get_time' };
const tools = [weather, time];

/** The calls of an answer, put together. */
function callsOf(events: readonly ChatEvent[]) {
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const event of events) {
    if (event.type !== 'tool-call') continue;
    const call = calls[event.index];
    if (call === undefined) calls.push({ id: event.id, name: event.name, arguments: event.arguments });
    else call.arguments += event.arguments;
  }
  return calls;
}

const reasoningOf = (events: readonly ChatEvent[]) => events.map((event) => (event.type === 'reasoning' ? event.text : '')).join('');

function expectValid(call: { name: string; arguments: string } | undefined): void {
  const schema = tools.find(({ name }) => name === call?.name)?.parameters ?? { type: 'object', maxProperties: 0 };
  expect(new Ajv2020({ strict: false }).validate(schema as object, JSON.parse(call?.arguments ?? '')), call?.arguments).toBe(true);
}

afterAll(removeScripted);

describe('tools', () => {
  let scripted: Scripted;
  beforeAll(async () => {
    // The tag is cut across tokens, as tokenizers like to.
    scripted = await createScripted(['Let me', ' look', '.\n<tool', '_call>\n{"na', 'me": "get']);
  });
  afterAll(() => scripted.dispose());

  test('a call that the model begins becomes a call, and none of its marks are text', async () => {
    const { events, text, finish } = await scripted.ask({ tools });
    expect(text.trimEnd()).toBe('Let me look.');
    const calls = callsOf(events);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.id).toMatch(/^call_[\da-f]{24}$/);
    expect(tools.map(({ name }) => name)).toContain(calls[0]?.name);
    expectValid(calls[0]);
    expect(finish).toMatchObject({ reason: 'tool-calls' });
  });

  test('required and named calls come at once, with arguments of the tool’s schema', async () => {
    const required = await scripted.ask({ tools, toolChoice: 'required' });
    expect(required.text).toBe('');
    expectValid(callsOf(required.events)[0]);
    for (const { name } of tools) {
      const named = await scripted.ask({ tools, toolChoice: { name } });
      expect(callsOf(named.events).map((call) => call.name)).toContain(name);
      expect(named.finish?.reason).toBe('tool-calls');
      for (const call of callsOf(named.events)) expectValid(call);
    }
  });

  test('without tools, or with none permitted, the same words are text', async () => {
    for (const rest of [{}, { tools, toolChoice: 'none' as const }]) {
      const { events, text, finish } = await scripted.ask(rest);
      expect(text).toBe('Let me look.\n<tool_call>\n{"name": "get');
      expect(callsOf(events)).toEqual([]);
      expect(finish?.reason).toBe('stop');
    }
  });

  test('only one call where parallel ones are switched off', async () => {
    const { events } = await scripted.ask({ tools, toolChoice: 'required', parallelToolCalls: false, sampling: { seed: 5 } });
    expect(callsOf(events)).toHaveLength(1);
  });

  test('a limit in the middle of a call ends it with length', async () => {
    const { finish } = await scripted.ask({ tools, toolChoice: { name: 'get_weather' }, maxOutputTokens: 26 });
    expect(finish?.reason).toBe('length');
  });

  test('results go back in, and what came before them is not evaluated again', async () => {
    const question: ChatMessage = {
      role: 'user',
      content: [{ type: 'text', text: 'How is the weather by the river today, and is it dry?' }],
    };
    const first = await scripted.ask({ messages: [question], tools, toolChoice: { name: 'get_weather' } });
    const call = callsOf(first.events)[0];
    const id = call?.id ?? '';
    const messages: ChatMessage[] = [
      question,
      { role: 'assistant', content: [{ type: 'tool-call', id, name: call?.name ?? '', arguments: call?.arguments ?? '' }] },
      { role: 'tool', content: [{ type: 'tool-result', id, text: '{"sky": "clear <|end|>"}' }] },
    ];
    const second = await scripted.ask({ messages, tools });
    expect(second.error).toBeUndefined();
    const { inputTokens = 0 } = first.finish?.usage ?? {};
    // All up to the call's name: weights of chance spell names and arguments as no tokenizer would.
    expect(second.finish?.usage.cachedInputTokens).toBeGreaterThanOrEqual(inputTokens);
  });

  test.each<[string, object, RegExp]>([
    [
      'a result without a call',
      { messages: [{ role: 'tool', content: [{ type: 'tool-result', id: 'x', text: '1' }] }] },
      /no message before it made/,
    ],
    ['a named tool that is not there', { toolChoice: { name: 'gone' } }, /no tool “gone”/],
    ['two tools of one name', { tools: [time, time] }, /same name/],
    ['a required call without tools', { tools: [], toolChoice: 'required' }, /no tool is given/],
  ])('%s is a bad request', async (_, rest, reason) => {
    const { error } = await scripted.ask({ tools, ...rest });
    expect(error?.code).toBe('bad-request');
    expect(error?.message).toMatch(reason);
  });

  test('a schema no grammar can hold to is loosened, and a hostile one costs nobody the worker', async () => {
    const odd: ToolDefinition = {
      name: 'odd',
      parameters: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$', maxLength: 4 } }, required: ['a'] },
    };
    const { events } = await scripted.ask({ tools: [odd], toolChoice: 'required' });
    expect(JSON.parse(callsOf(events)[0]?.arguments ?? '')).toHaveProperty('a');
    const deep = Array.from({ length: 500 }).reduce<object>((inner) => ({ type: 'array', items: inner }), {});
    const refused = await scripted.ask({ tools: [{ name: 'deep', parameters: { type: 'object', properties: { a: deep } } }] });
    expect(refused.error?.code).toMatch(/bad-request|context-overflow/);
    expect((await scripted.ask()).finish).toBeDefined();
    expect(scripted.pids).toHaveLength(1);
  });
});

describe('thought', () => {
  let scripted: Scripted;
  beforeAll(async () => {
    scripted = await createScripted(['<thi', 'nk>', 'Is it', ' so?', '\nYes.', '</th', 'ink>\n', '\nIt', ' is', ' so.'], THINKING);
  });
  afterAll(() => scripted.dispose());

  test('is told apart from the answer, and its marks from both', async () => {
    const { events, text, finish } = await scripted.ask();
    expect(reasoningOf(events).trim()).toBe('Is it so?\nYes.');
    expect(text).toBe('It is so.');
    expect(finish).toMatchObject({ reason: 'stop', usage: { outputTokens: 10 } });
  });

  test('ends at its budget, and the answer begins', async () => {
    const { events, finish } = await scripted.ask({ reasoning: { budgetTokens: 2 }, maxOutputTokens: 12 });
    expect(reasoningOf(events).trim()).toBe('Is it so?');
    // What it says after the words that were put in its mouth is up to chance.
    expect(finish?.reason).toMatch(/stop|length/);
  });

  test('can be switched off, where the template has a switch', async () => {
    const plain = await scripted.ask({ maxOutputTokens: 1 });
    const without = await scripted.ask({ maxOutputTokens: 3, reasoning: { enabled: false } });
    expect(reasoningOf(without.events)).toBe('');
    expect(without.finish?.usage.inputTokens).toBeGreaterThan(plain.finish?.usage.inputTokens ?? Number.NaN);
  });
});

describe('JSON', () => {
  let subject: LocalSubject;
  beforeAll(() => {
    subject = createSubject();
  });
  afterAll(() => subject.dispose());
  const say = (rest: Parameters<typeof requestOf>[1]) => ask(subject.engine, subject.targetId, requestOf('Describe the river.', rest));

  test('an answer of a schema validates against it, whatever the weights', async () => {
    const schema = {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 20 },
        length: { type: 'integer' },
        banks: { type: 'array', items: { enum: ['north', 'south'] }, minItems: 1, maxItems: 2 },
        source: { anyOf: [{ type: 'null' }, { type: 'object', properties: { high: { type: 'boolean' } }, required: ['high'] }] },
      },
      required: ['name', 'banks', 'source'],
      additionalProperties: false,
    };
    const ajv = new Ajv2020();
    for (const seed of [1, 2, 3, 4]) {
      const { text, finish } = await say({ output: { type: 'json-schema', schema }, sampling: { seed, temperature: 1.5 } });
      expect(finish?.reason).toBe('stop');
      expect(ajv.validate(schema, JSON.parse(text)), text).toBe(true);
    }
  });

  test('JSON mode gives an object', async () => {
    const { text, finish } = await say({
      output: { type: 'json' },
      sampling: { seed: 2, logitBias: { '"}': 6, '}': 8, '"': 4 } },
      maxOutputTokens: 400,
    });
    if (finish?.reason === 'stop') expect(typeof JSON.parse(text)).toBe('object');
    expect(text).toMatch(/^\{/);
  });

  test('a schema that cannot be guaranteed is refused before anything is generated', async () => {
    const { error } = await say({ output: { type: 'json-schema', schema: { type: 'number', minimum: 3 } } });
    expect(error).toMatchObject({ code: 'bad-request', field: 'response_format' });
    expect(error?.message).toContain('/minimum');
  });

  test('an answer or a call, where both are permitted', async () => {
    const { events, text } = await say({ output: { type: 'json-schema', schema: { const: 'yes' } }, tools: [time], maxOutputTokens: 60 });
    if (callsOf(events).length === 0) expect(JSON.parse(text)).toBe('yes');
    else expect(callsOf(events)[0]?.name).toBe('get_time');
  });
});

describe('choices and chances', () => {
  let subject: LocalSubject;
  beforeAll(() => {
    subject = createSubject();
  });
  afterAll(() => subject.dispose());
  const say = (rest: Parameters<typeof requestOf>[1]) =>
    ask(subject.engine, subject.targetId, requestOf('Tell me about the long river that runs behind the old house.', rest));

  test('several answers to one prompt: each with its own text, the prompt counted once', async () => {
    const { events, finish } = await say({ choices: 3, sampling: { seed: 4 }, maxOutputTokens: 12 });
    const texts = [0, 1, 2].map((choice) =>
      events.map((event) => (event.type === 'text' && event.choice === choice ? event.text : '')).join(''),
    );
    expect(new Set(texts).size).toBe(3);
    expect(finish?.reasons).toHaveLength(3);
    const one = await say({ sampling: { seed: 4 }, maxOutputTokens: 12 });
    expect(one.text).toBe(texts[0]);
    expect(finish?.usage.inputTokens).toBe(one.finish?.usage.inputTokens);
  });

  test('more answers than there may be are refused', async () => {
    expect((await say({ choices: 9 })).error).toMatchObject({ code: 'bad-request', field: 'n' });
  });

  test('log-probabilities: of every token, of the whole vocabulary, greedy the best first', async () => {
    const { events, tokens } = await say({ logprobs: 3, sampling: { temperature: 0 }, maxOutputTokens: 6 });
    const rated = events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []));
    expect(rated).toHaveLength(tokens);
    for (const { logprob, top } of rated) {
      expect(top).toHaveLength(3);
      expect(top[0]?.logprob).toBe(logprob);
      expect([...top].sort((a, b) => b.logprob - a.logprob)).toEqual(top);
      expect(top.reduce((sum, { logprob: each }) => sum + Math.exp(each), 0)).toBeLessThanOrEqual(1.000001);
    }
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    expect(
      rated
        .map(({ token }) => token)
        .join('')
        .trim(),
    ).toBe(text.trim());
  });

  test('log-probabilities are the model’s own, at any temperature', async () => {
    const at = async (temperature: number) => {
      const { events } = await say({ logprobs: 5, sampling: { temperature, seed: 1 }, maxOutputTokens: 1 });
      const first = events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []))[0];
      return new Map(first?.top.map(({ token, logprob }) => [token, logprob]));
    };
    const [cold, warm] = [await at(0), await at(1.5)];
    for (const [token, logprob] of cold) expect(warm.get(token)).toBeCloseTo(logprob, 2);
  });

  test('a bias makes a word come or stay away, by its text and by its number', async () => {
    const plain = await say({ sampling: { temperature: 0 }, maxOutputTokens: 8 });
    const [word = ''] = plain.text.split(' ');
    const without = await say({ sampling: { temperature: 0, logitBias: { [` ${word}`]: -100, [word]: -100 } }, maxOutputTokens: 8 });
    expect(without.text.split(' ')[0]).not.toBe(word);
    const forced = await say({ sampling: { temperature: 0, logitBias: { ' memory': 100 } }, maxOutputTokens: 3 });
    expect(forced.text).toContain('memory');
    const outside = await say({ sampling: { logitBias: { 99999999: 1 } } });
    expect(outside.error).toMatchObject({ code: 'bad-request', field: 'logit_bias' });
  });

  test('DRY, XTC, a repeat penalty and the other samplers each change what is said', async () => {
    const say60 = async (sampling: object) => (await say({ sampling: { seed: 9, ...sampling }, maxOutputTokens: 60 })).text;
    const plain = await say60({ temperature: 0 });
    expect(await say60({ temperature: 0, dry: { multiplier: 5, allowedLength: 1 } })).not.toBe(plain);
    expect(await say60({ temperature: 0, repeatPenalty: 1.8 })).not.toBe(plain);
    const warm = await say60({ temperature: 1 });
    expect(await say60({ temperature: 1, xtc: { probability: 1, threshold: 0.01 } })).not.toBe(warm);
    expect(await say60({ temperature: 1, topK: 1 })).toBe(await say60({ temperature: 1, topP: 0.0001, topK: 0, minP: 0 }));
  });
});

describe('what is read', () => {
  test('a conversation too long is refused, or loses its oldest turns where the caller asked for that', async () => {
    const subject = createSubject();
    try {
      const messages: ChatMessage[] = [{ role: 'system', content: [{ type: 'text', text: 'Be kind.' }] }];
      for (let turn = 0; turn < 60; turn++) {
        messages.push({
          role: 'user',
          content: [{ type: 'text', text: `Turn ${turn}: tell me about the river and the sea and the light.` }],
        });
        messages.push({ role: 'assistant', content: [{ type: 'text', text: 'the river and the sea and the light of the old house' }] });
      }
      messages.push({ role: 'user', content: [{ type: 'text', text: 'And now?' }] });
      const say = (rest: object) => ask(subject.engine, subject.targetId, requestOf('', { messages, maxOutputTokens: 8, ...rest }));
      expect((await say({})).error?.code).toBe('context-overflow');
      const shifted = await say({ overflow: 'shift' });
      expect(shifted.error).toBeUndefined();
      expect(shifted.finish?.usage.inputTokens).toBeLessThan(2048);
      expect(shifted.finish?.usage.inputTokens).toBeGreaterThan(1024);
    } finally {
      await subject.dispose();
    }
  });

  test('an answer that outgrows the window goes on where the caller asked for that', async () => {
    const subject = createSubject();
    try {
      const say = (rest: object) =>
        ask(subject.engine, subject.targetId, requestOf('Go on and on.', { sampling: { temperature: 0 }, maxOutputTokens: 2500, ...rest }));
      expect((await say({})).finish).toMatchObject({ reason: 'length' });
      const shifted = await say({ overflow: 'shift' });
      expect(shifted.finish?.usage.outputTokens).toBe(2500);
    } finally {
      await subject.dispose();
    }
  });

  test('an agent’s changing header costs no cache', async () => {
    const subject = createSubject();
    try {
      const say = (header: string) => {
        const system: ChatMessage = {
          role: 'system',
          content: [{ type: 'text', text: `${header}You help with the river and the sea and the old house by the bridge.` }],
        };
        const messages: ChatMessage[] = [system, { role: 'user', content: [{ type: 'text', text: 'Hello.' }] }];
        return ask(subject.engine, subject.targetId, requestOf('', { messages, maxOutputTokens: 1 }));
      };
      const header = (hash: string) => `x-anthropic-billing-header: cc_version=2.0.1; cc_entrypoint=cli; cch=${hash};\n`;
      const first = await say(header('00000'));
      const second = await say(header('a1b2c'));
      expect(second.finish?.usage).toMatchObject({ cachedInputTokens: (first.finish?.usage.inputTokens ?? 0) - 1 });
      const plain = await say('');
      expect(plain.finish?.usage.inputTokens).toBe(first.finish?.usage.inputTokens);
    } finally {
      await subject.dispose();
    }
  });

  test('settings of a model: a template of one’s own, a system prompt, sampling', async () => {
    const scripted = await createScripted(['One', ' two'], HERMES, {
      chatTemplate:
        "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}",
      systemPrompt: 'Be kind to all who come by the river.',
      sampling: { temperature: 0 },
    });
    try {
      const { text, finish } = await scripted.ask({ sampling: {} });
      expect(text).toBe('One two');
      expect(finish?.usage.inputTokens).toBeGreaterThan(14);
    } finally {
      await scripted.dispose();
    }
  });

  test.each([
    ['a constructor', "{{ ''.constructor.constructor('return process')().exit(3) }}"],
    ['a prototype', '{{ messages.__proto__.polluted }}{% set messages.__proto__.polluted = 1 %}'],
    ['a global', '{{ globalThis.process.exit(3) }}{{ require("fs") }}'],
  ])('a template that reaches for %s gets nothing, and the worker lives', async (_, attack) => {
    const scripted = await createScripted(['One', ' two'], `${attack}${HERMES}`);
    try {
      const { text, error } = await scripted.ask();
      if (error === undefined) expect(text).toBe('One two');
      else expect(error).toMatchObject({ code: 'model-faulty', retryable: false });
      expect((await scripted.ask()).events.length).toBeGreaterThan(0);
      expect(scripted.pids).toHaveLength(1);
    } finally {
      await scripted.dispose();
    }
  });
});
