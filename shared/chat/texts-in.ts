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

/**
 * Every value of a JSON value beside the name it has, and beside the one that holds it: in `{"password": {"default": "x"}}`
 * only the outer one says what `x` is. As `textsIn`, of any depth.
 */
export function* namedValuesIn(value: unknown): Generator<string> {
  const waiting: { readonly value: unknown; readonly name?: string; readonly outer?: string }[] = [{ value }];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined) return;
    const { value: held, name, outer } = next;
    if (typeof held !== 'object' || held === null) {
      for (const word of new Set([name, outer])) if (word !== undefined) yield JSON.stringify({ [word]: held });
    } else if (Array.isArray(held)) for (const item of held) waiting.push({ ...next, value: item });
    else
      for (const [key, item] of Object.entries(held))
        waiting.push({ value: item, name: key, ...(name === undefined ? {} : { outer: name }) });
  }
}
