/** What holds others' names, which are theirs to spell. */
const OPAQUE = new Set([
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
  'labels',
  'metadata',
]);

const camel = (name: string) => name.replaceAll(/(?<=[a-z\d])_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The value with names as Google's JSON has them, which takes `system_instruction` for `systemInstruction`. Recurses as deep as it is. */
export function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([given, held]) => {
      const name = camel(given);
      return [name, OPAQUE.has(name) ? held : spelled(held)];
    }),
  );
}
