import { expect, it } from 'vitest';
import { addressOf, conversationIn } from '../../renderer/stores/address.ts';

it('names a conversation and finds it again', () => {
  for (const id of ['4f9b946', 'with space', '100 %', 'ä/b#c']) expect(conversationIn(addressOf(id))).toBe(id);
});

it.each(['', '#', '#%', '#%E0%A4%A', '#a%zz'])('names none in “%s”', (hash) => expect(conversationIn(hash)).toBeUndefined());
