/** Fewest characters of a run that may be base64 or hexadecimal writing. */
export const SHORTEST_RUN = 16;

/** Fewest characters that stand alone, one after the other, to be a word or number written apart. */
const FEWEST_APART = 8;

/** What a text shows at first sight of other ways of writing. */
export interface Signs {
  /** Characters beyond ASCII. */
  readonly foreign: boolean;
  /** `%`, `&` or `\`, which begin escapes. */
  readonly escapes: boolean;
  /** Single characters between single spaces, many in a row. */
  readonly apart: boolean;
  /** Starts and ends, in turn, of long runs of what base64 is written with. */
  readonly runs: readonly number[];
}

const OTHER = 0;
const RUN = 1;
const ESCAPE = 2;
const SPACE = 3;

const KINDS = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') KINDS[character.charCodeAt(0)] = RUN;
for (const character of '%&\\') KINDS[character.charCodeAt(0)] = ESCAPE;
KINDS[32] = SPACE;

/** One pass over a text, the only cost of plain writing. */
export function signsOf(text: string): Signs {
  let foreign = false;
  let escapes = false;
  let apart = false;
  const runs: number[] = [];
  let runStart = 0;
  let wordStart = 0;
  let alone = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const kind = unit < 128 ? KINDS[unit] : OTHER;
    if (kind === RUN) continue;
    if (index - runStart >= SHORTEST_RUN) runs.push(runStart, index);
    runStart = index + 1;
    if (kind === SPACE) {
      // Two or three spaces part words that are themselves written apart.
      if (index - wordStart === 1) alone++;
      else if (index > wordStart) alone = 0;
      if (alone >= FEWEST_APART - 1) apart = true;
      wordStart = index + 1;
    } else if (kind === ESCAPE) escapes = true;
    else if (unit > 127) foreign = true;
  }
  if (text.length - runStart >= SHORTEST_RUN) runs.push(runStart, text.length);
  return { foreign, escapes, apart, runs };
}
