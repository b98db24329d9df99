import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wrongField } from '../../shared/api/wrong-field.ts';

const schema = z.strictObject({
  text: z.string().min(1).max(5),
  count: z.int().min(0).max(3).optional(),
  rate: z.number().optional(),
  kind: z.enum(['a', 'b']).optional(),
  list: z
    .array(z.object({ on: z.boolean() }))
    .min(1)
    .max(2)
    .optional(),
  either: z.union([z.string(), z.array(z.string())]).optional(),
});
const said = (value: unknown) => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) throw new Error('It was right.');
  const { code, message, field } = wrongField(parsed.error);
  return { code, message, field };
};

describe('wrongField', () => {
  it.each([
    [{}, 'text', '“text” is missing; it must be text.'],
    [{ text: 7 }, 'text', '“text” must be text.'],
    [{ text: '' }, 'text', '“text” must not be empty.'],
    [{ text: 'too long' }, 'text', '“text” must hold at most 5 characters.'],
    [{ text: 'x', count: 1.5 }, 'count', '“count” must be a whole number.'],
    [{ text: 'x', count: -1 }, 'count', '“count” must be at least 0.'],
    [{ text: 'x', rate: '1' }, 'rate', '“rate” must be a number.'],
    [{ text: 'x', kind: 'c' }, 'kind', '“kind” must be one of “a”, “b”.'],
    [{ text: 'x', list: [] }, 'list', '“list” must not be empty.'],
    [{ text: 'x', list: [{ on: 1 }] }, 'list[0].on', '“list[0].on” must be true or false.'],
    [{ text: 'x', list: [{ on: true }, { on: true }, { on: true }] }, 'list', '“list” must hold at most 2 entries.'],
    [{ text: 'x', either: 3 }, 'either', '“either” does not have a form that Lintel can read.'],
    [{ text: 'x', more: 1 }, undefined, 'The body holds what Lintel does not know: more.'],
    [[], undefined, 'The body must be an object.'],
  ])('says of %j what is wrong with %s', (value, field, message) => {
    expect(said(value)).toEqual({ code: 'bad-request', message, field });
  });
});
