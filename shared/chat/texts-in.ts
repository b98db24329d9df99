/**
 * Every key and value of a JSON value, as text: a number may be a card's.
 * Keeps its own stack, so that no depth of nesting can exhaust the program's.
 */
export function textsIn(value: unknown): readonly string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) texts.push(String(next));
    else if (Array.isArray(next)) for (const item of next) waiting.push(item);
    else {
      for (const key of Object.keys(next)) {
        texts.push(key);
        waiting.push((next as Record<string, unknown>)[key]);
      }
    }
  }
  return texts;
}

/** A value that is to be looked into, with the names it has. */
interface Held {
  readonly value: unknown;
  readonly name: string | undefined;
  readonly outer: string | undefined;
}

/**
 * Every value of a JSON value beside the name it has, and beside the one that holds it: in `{"password": {"default": "x"}}`
 * only the outer one says what `x` is. As `textsIn`, of any depth.
 */
export function namedValuesIn(value: unknown): readonly string[] {
  const named: string[] = [];
  const waiting: Held[] = [{ value, name: undefined, outer: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: held, name, outer } = next;
    if (typeof held !== 'object' || held === null) {
      if (name !== undefined) named.push(JSON.stringify({ [name]: held }));
      if (outer !== undefined && outer !== name) named.push(JSON.stringify({ [outer]: held }));
    } else if (Array.isArray(held)) for (const item of held) waiting.push({ value: item, name, outer });
    else for (const key of Object.keys(held)) waiting.push({ value: (held as Record<string, unknown>)[key], name: key, outer: name });
  }
  return named;
}
