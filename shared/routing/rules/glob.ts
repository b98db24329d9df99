/** Whether a text fits a pattern in which `*` stands for any characters. Linear in the text for each star. */
export function fits(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', ...rest] = pieces;
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** Whether any of the patterns names an id. Upper and lower case are one: who forbids `OpenAI/*` means `openai/…`. */
export const isNamedBy = (patterns: readonly string[], id: string): boolean =>
  patterns.some((pattern) => fits(pattern.toLowerCase(), id.toLowerCase()));
