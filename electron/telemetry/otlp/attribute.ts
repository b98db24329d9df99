/** A value as OTLP's JSON has it: 64-bit integers are texts. */
type Value =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly Value[] } };

export interface Attribute {
  readonly key: string;
  readonly value: Value;
}

const otlpValue = (value: string | number | readonly string[]): Value => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((each) => ({ stringValue: each })) } };
};

/** What is empty or absent is left out. */
export const attributes = (values: Readonly<Record<string, string | number | readonly string[] | undefined>>): Attribute[] =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value: otlpValue(value) }]));

/** Milliseconds as OTLP's nanoseconds. */
export const nanoseconds = (milliseconds: number): string => String(BigInt(Math.round(milliseconds * 1000)) * 1000n);

/** Who tells: this program, by its version and an id that is new at every start. Nothing of the computer or its user. */
export const resource = (version: string, instance: string) => ({
  attributes: attributes({ 'service.name': 'lintel', 'service.version': version, 'service.instance.id': instance }),
});

export const scope = (version: string) => ({ name: 'lintel', version });
