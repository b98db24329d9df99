import { expect, it } from 'vitest';
import { addressOf, addressOfPage, conversationIn, pageIn } from '../../renderer/stores/address.ts';

it('names a conversation and finds it again', () => {
  for (const id of ['4f9b946', 'with space', '100 %', 'ä/b#c']) expect(conversationIn(addressOf(id))).toBe(id);
});

it.each(['', '#', '#%', '#%E0%A4%A', '#a%zz'])('names none in “%s”', (hash) => expect(conversationIn(hash)).toBeUndefined());

it('names a page, which no conversation can be called', () => {
  expect(pageIn(addressOfPage('models'))).toBe('models');
  expect(conversationIn(addressOfPage('models'))).toBeUndefined();
  expect(pageIn(addressOf('/models'))).toBeUndefined();
  expect(conversationIn(addressOf('/models'))).toBe('/models');
});
