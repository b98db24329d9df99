/** A class of characters, as a number. */
export const CLASS = {
  lower: 0,
  upper: 1,
  digit: 2,
  space: 3,
  line: 4,
  sign: 5,
  accented: 6,
  cyrillic: 7,
  levantine: 8,
  indic: 9,
  han: 10,
  kana: 11,
  hangul: 12,
  surrogate: 13,
  other: 14,
  hebrew: 15,
} as const;
/** At most so many classes. */
export const CLASSES = 16;

/** First code unit of each stretch of Unicode, and its class. What is not said of ASCII is a sign. */
const STRETCHES: readonly (readonly [from: number, to: number, as: number])[] = [
  [0x00, 0x7f, CLASS.sign],
  [0x61, 0x7a, CLASS.lower],
  [0x41, 0x5a, CLASS.upper],
  [0x30, 0x39, CLASS.digit],
  [0x20, 0x20, CLASS.space],
  [0x09, 0x09, CLASS.space],
  [0x0a, 0x0d, CLASS.line],
  [0x80, 0xbf, CLASS.other],
  [0xc0, 0x24f, CLASS.accented],
  [0x300, 0x36f, CLASS.accented],
  [0x1e00, 0x1eff, CLASS.accented],
  [0x400, 0x52f, CLASS.cyrillic],
  [0x370, 0x3ff, CLASS.levantine],
  [0x530, 0x8ff, CLASS.levantine],
  [0x590, 0x5ff, CLASS.hebrew],
  [0x900, 0x109f, CLASS.indic],
  [0x1780, 0x17ff, CLASS.indic],
  [0x3000, 0x303f, CLASS.kana],
  [0x3040, 0x30ff, CLASS.kana],
  [0xff00, 0xffef, CLASS.kana],
  [0x3400, 0x9fff, CLASS.han],
  [0xf900, 0xfaff, CLASS.han],
  [0x1100, 0x11ff, CLASS.hangul],
  [0x3130, 0x318f, CLASS.hangul],
  [0xac00, 0xd7af, CLASS.hangul],
  [0xd800, 0xdfff, CLASS.surrogate],
];

/** The class of each code unit. */
export const CLASS_OF = new Uint8Array(0x10000).fill(CLASS.other);
for (const [from, to, as] of STRETCHES) CLASS_OF.fill(as, from, to + 1);
