/** True for an object of JSON. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A count from outside: a whole number, 0 for anything that is none. */
export const numberIn = (value: unknown): number => (typeof value === 'number' && value > 0 && value < 2 ** 53 ? Math.round(value) : 0);

/** A value of JSON text; undefined for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
