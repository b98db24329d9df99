/**
 * A sentence as the facts it says: its English with a number for each value, as in `It failed {0} times.`, and the values.
 * The English is the sentence's own code: a window that speaks another language looks that up and puts the values in there.
 */
export interface Said {
  readonly said: string;
  readonly values?: readonly SaidValue[];
}

/** What a sentence names: a name or text as it is, another sentence, several of them, or a figure as each language writes it. */
export type SaidValue = string | number | Said | SaidList | Figure | Fitted;

/** Values one after another. */
export interface SaidList {
  readonly list: readonly SaidValue[];
  /** What stands between two of them, such as ` and `. */
  readonly by: string;
  /** What stands before the last one, where that is something else. */
  readonly last?: string;
}

/** A sentence as a part of another: as its beginning, after a colon (where some languages write its first letter small), without its full stop. */
export type Fitted = { readonly first: Said | string } | { readonly after: Said | string } | { readonly inner: Said | string };

/** `count`: a whole number with its digits in groups; `figure`: a short one that need not be whole; `dollars`: whole nano-dollars; `size`: bytes of memory. */
export type Figure = { readonly count: number } | { readonly figure: number } | { readonly dollars: number } | { readonly size: number };

/**
 * The sentence of a template: ``say`It failed ${count} times.` ``. Every one of them has its German in `renderer/locales/de/said`,
 * which a test sees to; so whatever words stand in a value must be said themselves.
 */
export function say(parts: TemplateStringsArray, ...values: readonly SaidValue[]): Said {
  const said = parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
  return values.length === 0 ? { said } : { said, values };
}

export const listed = (list: readonly SaidValue[], by: string, last?: string): SaidList => ({
  list,
  by,
  ...(last === undefined ? {} : { last }),
});

/** Somebody's own words, which no language changes. */
export const verbatim = (text: string): Said => ({ said: '{0}', values: [text] });

/** Sentences one after another. Empty ones are left out. */
export function together(...list: readonly (SaidValue | undefined)[]): Said {
  const values = list.filter((one) => one !== undefined && one !== '') as readonly SaidValue[];
  const [only] = values;
  if (values.length === 1 && typeof only === 'object' && 'said' in only) return only;
  return { said: '{0}', values: [listed(values, ' ')] };
}

/** How a language says things. */
export interface Tongue {
  /** A sentence, or what stands between two values, in that language; nothing where it has none. */
  text(english: string): string | undefined;
  figure(figure: Figure): string;
  /** A sentence after a colon. */
  after(sentence: string): string;
}

const PLACE = /\{(\d+)\}/g;

/** A sentence in a language; nothing where the language has not all of it. */
export function spoken({ said, values = [] }: Said, tongue: Tongue): string | undefined {
  const text = textOf(said, tongue);
  if (text === undefined || (values.length === 0 && !text.includes('{'))) return text;
  const words = values.map((value) => wordsOf(value, tongue));
  return words.includes(undefined) ? undefined : text.replace(PLACE, (_, place: string) => words[Number(place)] ?? '');
}

const capitalised = (words: string | undefined) => words && words.charAt(0).toUpperCase() + words.slice(1);

/** What holds no letter is the same in every language that does not say otherwise, as of its quotation marks. */
const textOf = (text: string, tongue: Tongue): string | undefined => tongue.text(text) ?? (/\p{L}/u.test(text) ? undefined : text);

function wordsOf(value: SaidValue, tongue: Tongue): string | undefined {
  if (typeof value !== 'object') return String(value);
  if ('said' in value) return spoken(value, tongue);
  if ('first' in value) return capitalised(wordsOf(value.first, tongue));
  if ('after' in value) {
    const words = wordsOf(value.after, tongue);
    return words && tongue.after(words);
  }
  if ('inner' in value) return wordsOf(value.inner, tongue)?.replace(/\.$/, '');
  if (!('list' in value)) return tongue.figure(value);
  const between = textOf(value.by, tongue);
  const last = textOf(value.last ?? value.by, tongue);
  const words = value.list.map((one) => wordsOf(one, tongue));
  if (between === undefined || last === undefined || words.includes(undefined)) return undefined;
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(between)}${last}${words.at(-1)}`;
}
