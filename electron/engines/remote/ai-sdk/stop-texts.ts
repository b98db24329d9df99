/** Ends a text where the first of several texts is whole in it, for providers that cannot be told to. */
export interface StopTexts {
  /** What of the text so far can be told; what may yet turn out to be the beginning of a stop text is kept back. */
  push(text: string): string;
  /** What was kept back. */
  rest(): string;
  /** The one that ended the text. */
  found(): string | undefined;
}

export function createStopTexts(given: readonly string[]): StopTexts {
  const stops = given.filter((stop) => stop !== '').toSorted((one, other) => other.length - one.length);
  let held = '';
  let found: string | undefined;
  const beginsIn = (text: string): number => {
    for (let at = Math.max(0, text.length - (stops[0]?.length ?? 0)); at < text.length; at++)
      if (stops.some((stop) => stop.startsWith(text.slice(at)))) return at;
    return text.length;
  };
  return {
    push(text) {
      const all = held + text;
      for (let end = held.length + 1; end <= all.length && found === undefined; end++) {
        found = stops.find((stop) => all.endsWith(stop, end));
        if (found === undefined) continue;
        held = '';
        return all.slice(0, end - found.length);
      }
      const at = beginsIn(all);
      held = all.slice(at);
      return all.slice(0, at);
    },
    rest() {
      const rest = held;
      held = '';
      return rest;
    },
    found: () => found,
  };
}
