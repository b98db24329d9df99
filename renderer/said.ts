import i18next from 'i18next';
import type { LintelErrorShape } from '../shared/chat/error.ts';
import { type Said, spoken, type Tongue } from '../shared/chat/said.ts';
import { formatCount, formatFigure, formatMemory, formatMoney } from './ui/format.ts';

/** What the core says, by its English, in each language that was spoken; English needs none. */
const texts = new Map<string, Readonly<Record<string, string>>>();

/** Learns a language. */
export const learn = (language: string, said: Readonly<Record<string, string>>): void => void texts.set(language, said);

/** What main says, in the window’s language; its English where that language has no words for it, or for a part of it. */
export function heard(english: string, said: Said | undefined): string {
  const known = texts.get(i18next.resolvedLanguage ?? 'en');
  if (known === undefined || said === undefined) return english;
  return spoken(said, tongueOf(known)) ?? english;
}

/** What an error says. */
export const errorText = ({ message, said }: Pick<LintelErrorShape, 'message' | 'said'>): string => heard(message, said);

/** Several sentences, each beside its facts. */
export const allHeard = (english: readonly string[], said: readonly Said[] = []): readonly string[] =>
  english.map((sentence, index) => heard(sentence, said[index]));

const tongueOf = (known: Readonly<Record<string, string>>): Tongue => ({
  text: (english) => (Object.hasOwn(known, english) ? known[english] : undefined),
  figure(figure) {
    if ('dollars' in figure) return formatMoney(figure.dollars);
    if ('size' in figure) return formatMemory(figure.size);
    return 'count' in figure ? formatCount(figure.count) : formatFigure(figure.figure);
  },
  after: (sentence) => sentence,
});
