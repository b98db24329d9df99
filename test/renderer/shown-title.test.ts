import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { texts as english } from '../../renderer/locales/en/index.ts';
import { shownTitle } from '../../renderer/ui/shown-title.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: english } }));

it.each(['', '   ', '\u200b\u200d\u2060', '\u3164\u2800', '\u202e', '\u0301'])('names what would show as nothing (%j)', (title) =>
  expect(shownTitle(title)).toBe('Untitled chat'),
);

it.each(['Bread', '?', '🍞', 'שלום', '0'])('leaves %s as it is', (title) => expect(shownTitle(title)).toBe(title));

it('lets no title turn the words that follow it', () => expect(shownTitle('\u202egnp.exe\u2066')).toBe('gnp.exe'));
