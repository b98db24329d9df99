/** More addresses than anyone has; they are read for every prompt, and always the same few. */
const MOST = 256;

/** A function of a text, whose results are kept: reading an address takes longer than all else that is asked of it. */
export function remembering<Result>(of: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = of(text);
    if (known.size >= MOST) known.clear();
    known.set(text, result);
    return result;
  };
}
