/**
 * Every key and value of a JSON value, as text: a number may be a card's.
 * Keeps its own stack, so that no depth of nesting can exhaust the program's.
 */
export function* textsIn(value: unknown): Generator<string> {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) yield String(next);
    else if (Array.isArray(next)) for (const item of next) waiting.push(item);
    else {
      for (const key of Object.keys(next)) {
        yield key;
        waiting.push((next as Record<string, unknown>)[key]);
      }
    }
  }
}
