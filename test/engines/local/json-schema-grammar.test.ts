import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { getLlama, type Llama } from 'node-llama-cpp';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerGrammars } from '../../../electron/engines/local/answer-grammar.ts';
import { createRules } from '../../../electron/engines/local/gbnf.ts';
import { type Strictness, schemaRule } from '../../../electron/engines/local/json-schema-grammar.ts';

let llama: Llama;
beforeAll(async () => {
  llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, progressLogs: false });
});

/** Whether llama.cpp, under the grammar of a schema, lets this text through. */
async function permits(schema: unknown, text: string, strictness: Strictness = 'guarantee'): Promise<boolean> {
  const rules = createRules();
  const root = schemaRule(schema, strictness, rules);
  const grammar = await llama.createGrammar({ grammar: rules.grammar(root) });
  // The library's own check; it is marked internal, and only this test needs it.
  return (grammar as unknown as { _testText(text: string): boolean })._testText(text);
}

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' }, tags: { type: 'array', items: { enum: ['a', 'b'] }, maxItems: 2 } },
  required: ['age'],
};

describe('a grammar made of a JSON schema', () => {
  test.each<[string, unknown, string[], string[]]>([
    [
      'optional and required properties',
      person,
      ['{"age": 3}', '{"name": "x", "age": 3}', '{"age": 3, "tags": []}', '{"name": "", "age": 0, "tags": ["a", "b"]}'],
      ['{}', '{"name": "x"}', '{"age": 3.5}', '{"age": 3, "tags": ["a", "b", "a"]}', '{"age": 3, "other": 1}', '{, "age": 3}'],
    ],
    [
      'only optional properties',
      { type: 'object', properties: { a: { type: 'null' }, b: { const: 1 } } },
      ['{}', '{"a": null}', '{"b": 1}', '{"a": null, "b": 1}'],
      ['{"b": 2}', '{"a": null,}'],
    ],
    ['no properties', { type: 'object', properties: {} }, ['{}'], ['{"a": 1}']],
    ['a map', { type: 'object', additionalProperties: { type: 'boolean' } }, ['{}', '{"x": true, "y": false}'], ['{"x": 1}']],
    ['several types', { type: ['string', 'null'] }, ['"x"', 'null'], ['1']],
    [
      'a choice',
      { anyOf: [{ type: 'integer' }, { type: 'array', prefixItems: [{ const: 'x' }], items: false }] },
      ['7', '["x"]'],
      ['["x", 1]', '"x"'],
    ],
    [
      'all of several',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
          { properties: { b: { type: 'boolean' } }, required: ['b'] },
        ],
      },
      ['{"a": 1, "b": true}'],
      ['{"a": 1}'],
    ],
    ['lengths', { type: 'string', minLength: 2, maxLength: 3 }, ['"ab"', '"a\\n"', '"äöü"'], ['"a"', '"abcd"']],
    [
      'counts',
      { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 3 },
      ['[1, 2]', '[1, 2, 3]'],
      ['[1]', '[]', '[1, 2, 3, 4]'],
    ],
    ['a date', { type: 'string', format: 'date' }, ['"2026-11-21"'], ['"2026-13-01"', '"today"']],
    [
      'recursion',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: { type: 'object', properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } }, required: ['next'] },
        },
      },
      ['{"next": null}', '{"next": {"next": null}}'],
      ['{"next": 1}', '{}'],
    ],
    [
      'names that need escapes',
      { type: 'object', properties: { 'a"b\\c\n': { const: '\u0007"' } }, required: ['a"b\\c\n'] },
      ['{"a\\"b\\\\c\\n": "\\u0007\\""}'],
      ['{}'],
    ],
    [
      'what stands beside a reference',
      { $ref: '#/$defs/s', maxLength: 2, $defs: { s: { type: 'string' } } },
      ['"ab"', '""'],
      ['"abc"', '1'],
    ],
    ['anything', {}, ['{"a": [1, "x", null, {"b": true}]}', '3.5e-7'], ['{a: 1}', "'x'"]],
  ])('%s', async (_, schema, good, bad) => {
    for (const text of good) expect(await permits(schema, text), text).toBe(true);
    for (const text of bad) expect(await permits(schema, text), text).toBe(false);
  });

  test.each<[string, unknown, RegExp]>([
    ['a keyword it cannot hold to', { type: 'string', pattern: '^a' }, /at “\/pattern” cannot be guaranteed/],
    ['the same deep inside', { type: 'object', properties: { n: { type: 'integer', minimum: 3 } } }, /“\/properties\/n\/minimum”/],
    ['the same where null is allowed, too', { type: ['integer', 'null'], minimum: 1000 }, /“\/minimum” cannot be guaranteed/],
    ['the same without a type', { not: { type: 'number' } }, /“\/not” cannot be guaranteed/],
    [
      'the same beside a reference',
      { $ref: '#/$defs/s', pattern: 'a', $defs: { s: { type: 'string' } } },
      /“\/pattern” cannot be guaranteed/,
    ],
    ['an unknown type', { type: 'text' }, /unknown type “text”/],
    ['a reference to nowhere', { $ref: '#/$defs/gone' }, /which is not there/],
    ['a reference out of the schema', { $ref: 'https://example.com/x' }, /not in the schema/],
    ['a reference to a prototype', { $ref: '#/constructor/prototype' }, /which is not there/],
    ['no choice at all', { enum: [] }, /permits nothing/],
    ['what is no schema', 7, /is not a JSON schema/],
    ['too many repetitions', { type: 'string', minLength: 100_000 }, /is above 1024/],
    ['contradictions', { allOf: [{ type: 'string' }, { type: 'integer' }] }, /combines two different “type”/],
  ])('refuses %s by name', (_, schema, reason) => {
    expect(() => schemaRule(schema, 'guarantee')).toThrow(reason);
  });

  test('is loosened for tools, whose schemas are a wish', async () => {
    expect(await permits({ type: 'string', pattern: '^a' }, '"b"', 'loosen')).toBe(true);
  });

  test('refuses schemas that would exhaust it, quickly', () => {
    const deep = Array.from({ length: 100 }).reduce<object>((inner) => ({ type: 'array', items: inner }), {});
    expect(() => schemaRule(deep, 'guarantee')).toThrow(/too deeply/);
    const wide = { enum: Array.from({ length: 100_000 }, (_, index) => `value ${index}`) };
    expect(() => schemaRule(wide, 'guarantee')).toThrow(/too large/);
    const endless = { type: 'object', allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
    expect(() => schemaRule(endless, 'guarantee')).toThrow(/refers to itself/);
  });
});

/** Schemas of the supported keywords, and a JSON value that each permits, written as the grammar writes it. */
const sample: fc.Arbitrary<{ schema: object; text: string }> = fc.letrec<{ sample: { schema: object; text: string } }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<{ schema: object; text: string }>(
      { schema: { type: 'integer' }, text: '-12' },
      { schema: { type: 'number' }, text: '0.5' },
      { schema: { type: 'boolean' }, text: 'true' },
      { schema: { type: ['null', 'string'] }, text: 'null' },
      { schema: { enum: ['x', 3, null] }, text: '3' },
    ),
    fc
      .string({ maxLength: 6 })
      .map((text) => ({ schema: { type: 'string', maxLength: 12 }, text: JSON.stringify(text).replaceAll('\x7f', '\\u007f') })),
    fc.array(tie('sample'), { minLength: 1, maxLength: 3 }).map((items) => ({
      schema: { type: 'array', prefixItems: items.map(({ schema }) => schema), items: false, minItems: items.length },
      text: `[${items.map(({ text }) => text).join(', ')}]`,
    })),
    fc
      .dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.record({ value: tie('sample'), isRequired: fc.boolean(), isThere: fc.boolean() }), {
        minKeys: 1,
        maxKeys: 4,
      })
      .map((entries) => {
        const shown = Object.entries(entries).filter(([, { isRequired, isThere }]) => isRequired || isThere);
        return {
          schema: {
            type: 'object',
            properties: Object.fromEntries(Object.entries(entries).map(([name, { value }]) => [name, value.schema])),
            required: Object.entries(entries).flatMap(([name, { isRequired }]) => (isRequired ? [name] : [])),
            additionalProperties: false,
          },
          text: `{${shown.map(([name, { value }]) => `${JSON.stringify(name)}: ${value.text}`).join(', ')}}`,
        };
      }),
  ),
})).sample;

test('what a schema permits, its grammar permits', { retry: 0 }, async () => {
  const ajv = new Ajv2020({ strict: false });
  await fc.assert(
    fc.asyncProperty(sample, async ({ schema, text }) => {
      expect(ajv.validate(schema, JSON.parse(text)), text).toBe(true);
      expect(await permits(schema, text), text).toBe(true);
    }),
    { numRuns: 200 },
  );
});

describe('a schema made to be too much work', () => {
  const link = (to: number) => ({ $ref: `#/$defs/d${to}` });
  const doubling = {
    type: 'object',
    $defs: Object.fromEntries([
      ...Array.from({ length: 26 }, (_, index) => [`d${index}`, { type: 'object', anyOf: [link(index + 1), link(index + 1)] }]),
      ['d26', { type: 'object', properties: { a: { type: 'string' } } }],
    ]),
    anyOf: [link(0), link(0)],
  };
  const long = { items: { type: 'string', description: 'x'.repeat(100_000) }, type: 'array' };

  test.each<[string, unknown, RegExp]>([
    ['references that double with every level', doubling, /more than 20000 parts/],
    ['very many required names', { type: 'object', required: Array.from({ length: 60_000 }, (_, index) => `k${index}`) }, /too large/],
    [
      'very many parts to combine',
      { allOf: Array.from({ length: 60_000 }, (_, index) => ({ required: [`k${index}`] })) },
      /too large|parts/,
    ],
    [
      'long values compared over and over',
      { ...long, $defs: { x: structuredClone(long) }, anyOf: Array(2000).fill({ $ref: '#/$defs/x' }) },
      /more than 20000 parts/,
    ],
    [
      'long values written over and over',
      { type: 'string', $defs: { x: { enum: ['x'.repeat(200_000)] } }, anyOf: Array(2000).fill({ $ref: '#/$defs/x' }) },
      /over and over/,
    ],
    [
      'repetitions beyond what can be written out',
      { anyOf: Array.from({ length: 200 }, (_, index) => ({ type: 'string', minLength: index, maxLength: 1024 })) },
      /more than 50000 repetitions/,
    ],
    ['a reference with a broken escape', { $ref: '#/%zz' }, /is no place in a schema/],
  ])('is refused: %s', (_name, schema, sentence) => {
    for (const strictness of ['guarantee', 'loosen'] as const) {
      expect(() => schemaRule(schema, strictness)).toThrow(
        expect.objectContaining({ code: 'bad-request', message: expect.stringMatching(sentence) }),
      );
    }
  });

  test('the name of a tool stands in the refusal of its parameters', () => {
    const syntax = { opening: {} as never, triggers: [], closing: '', prefix: () => '', suffix: () => '' };
    const tools = [{ name: 'ok' }, { name: 'greedy', parameters: doubling }];
    expect(() => answerGrammars({ output: { type: 'text' } }, tools, '', syntax)).toThrow(
      expect.objectContaining({ code: 'bad-request', field: 'tools', message: expect.stringContaining('“greedy”') }),
    );
  });

  test('many lengths of the usual kind are none of it', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`field${index}`, { type: 'string', maxLength: 50 + (index % 40) * 5 }]),
    );
    expect(schemaRule({ type: 'object', properties }, 'guarantee')).toMatch(/^rule-/);
  });
});
