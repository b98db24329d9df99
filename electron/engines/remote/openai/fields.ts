/** A JSON object of somebody else's. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value of a text that may be JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an object holds beside the names that are known, nulls left out; nothing where that is nothing. */
export function beside(fields: Fields, known: ReadonlySet<string>): Fields | undefined {
  let rest: Record<string, unknown> | undefined;
  for (const name in fields) {
    if (known.has(name) || fields[name] === null || name === '__proto__') continue;
    rest ??= {};
    rest[name] = fields[name];
  }
  return rest;
}
