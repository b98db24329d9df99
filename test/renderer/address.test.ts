import { expect, it } from 'vitest';
import { addressOf, addressOfPlace, conversationIn, placeIn } from '../../renderer/stores/address.ts';

it('names a conversation and finds it again', () => {
  for (const id of ['4f9b946', 'with space', '100 %', 'ä/b#c']) expect(conversationIn(addressOf(id))).toBe(id);
});

it.each(['', '#', '#/', '#/nowhere', '#%', '#%E0%A4%A', '#a%zz'])('names none in “%s”', (hash) =>
  expect(conversationIn(hash)).toBeUndefined(),
);

it('names a page and its tab, which no conversation can be called', () => {
  expect(placeIn(addressOfPlace({ page: 'models' }))).toEqual({ page: 'models' });
  expect(placeIn(addressOfPlace({ page: 'models', tab: 'get' }))).toEqual({ page: 'models', tab: 'get' });
  expect(addressOfPlace({ page: 'models', tab: 'here' })).toBe('#/models');
  expect(conversationIn(addressOfPlace({ page: 'models', tab: 'get' }))).toBeUndefined();
  expect(placeIn(addressOf('/models'))).toBeUndefined();
  expect(conversationIn(addressOf('/models'))).toBe('/models');
});

it.each(['#/nowhere', '#/models/nowhere', '#/models/get/more', 'x#/models'])('names no page in “%s”', (hash) =>
  expect(placeIn(hash)).toBeUndefined(),
);
