type Fields = Readonly<Record<string, unknown>>;

/** Whole numbers come as text in Google's JSON. */
const COUNTS = new Set(['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties']);
const LEFT_OUT = new Set(['nullable', 'propertyOrdering', 'example']);

/** Google's own form of a schema, with its types in capitals, as JSON schema. Recurses as deep as it is. */
export function jsonSchemaOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const { nullable, type } = schema as Fields;
  const entries = Object.entries(schema)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]): [string, unknown] => {
      if (name === 'type' && typeof value === 'string') return [name, value.toLowerCase()];
      if (name === 'properties' && typeof value === 'object' && value !== null)
        return [name, Object.fromEntries(Object.entries(value).map(([key, each]) => [key, jsonSchemaOf(each)]))];
      if (name === 'anyOf' && Array.isArray(value)) return [name, value.map(jsonSchemaOf)];
      if (name === 'items') return [name, jsonSchemaOf(value)];
      return [name, COUNTS.has(name) ? Number(value) : value];
    });
  const made = Object.fromEntries(entries);
  return nullable === true && typeof type === 'string' ? { ...made, type: [type.toLowerCase(), 'null'] } : made;
}
