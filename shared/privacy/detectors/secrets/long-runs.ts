// What keys and tokens are written with. Words are shorter, so that looking at every 20th character is enough to miss no run.
const IN_RUN = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~+/=:') IN_RUN[char.charCodeAt(0)] = 1;

/** Fewest characters of a run. */
export const SHORTEST_RUN = 20;

const BACKSLASH = 92;

const isInRun = (unit: number) => unit < 128 && IN_RUN[unit] === 1;

/**
 * Every unbroken run of at least 20 letters, digits and `_-.~+/=:`. Reads about half of ordinary prose.
 * @param visit gets where the run starts and ends
 */
export function eachLongRun(text: string, visit: (start: number, end: number) => void): void {
  let past = 0;
  for (let at = SHORTEST_RUN - 1; at < text.length; at += SHORTEST_RUN) {
    if (!isInRun(text.charCodeAt(at))) continue;
    let start = at;
    while (start > past && isInRun(text.charCodeAt(start - 1))) start--;
    // The letter of a line end or tab as JSON writes it is no part of what follows.
    if (text.charCodeAt(start - 1) === BACKSLASH && 'nrt'.includes(text.charAt(start))) start++;
    let end = at + 1;
    while (end < text.length && isInRun(text.charCodeAt(end))) end++;
    if (end - start >= SHORTEST_RUN) visit(start, end);
    past = end;
    at = end;
  }
}
