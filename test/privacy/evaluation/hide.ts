const LOOK_ALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  I: 'І',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  Y: 'Ү',
};

/** Ways to write a value so that a plain search misses it, yet a reader or a program still gets it back. */
export const HIDINGS: Readonly<Record<string, (value: string) => string>> = {
  'zero-width': (value) =>
    [...value]
      .map((character, at) => (at % 3 === 2 ? `${character}\u200b` : character))
      .join('')
      .replace(/\u200b$/, ''),
  'full-width': (value) => value.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  // Cyrillic letters that look like the Latin ones, in place of the first three that have a twin.
  homoglyph: (value) => {
    let left = 3;
    return value.replace(/[A-Za-z]/g, (letter) => (LOOK_ALIKE[letter] !== undefined && left-- > 0 ? LOOK_ALIKE[letter] : letter));
  },
  'no-break': (value) => value.replaceAll(' ', '\u00a0'),
  percent: (value) => encodeURIComponent(value),
  base64: (value) => Buffer.from(value).toString('base64'),
  // As a private key stands in JSON.
  escaped: (value) => value.replaceAll('\n', '\\n'),
};
