import { LintelError } from '../../../shared/chat/error.ts';
import { createRules, literal, type Rules } from './gbnf.ts';

/** What to do with a keyword that a grammar cannot guarantee. */
export type Strictness =
  /** Refuse the schema, naming the keyword and its place. */
  | 'guarantee'
  /** Leave the keyword out: what is generated may break it. */
  | 'loosen';

interface Walk {
  readonly rules: Rules;
  readonly root: Schema;
  readonly strictness: Strictness;
  /** Rule of each `$ref` that was met, so that recursion ends. */
  readonly refs: Map<string, string>;
  depth: number;
}

type Schema = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 32;
/** Characters of JSON that are compared or looked up at the price of visiting one part of a schema. */
const CHARACTERS_A_STEP = 64;
/** Keys that are looked through for the same. */
const KEYS_A_STEP = 8;
const MAX_REPEAT = 1024;
const NUMERIC = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
/** Keywords that say nothing about what is valid, or are read elsewhere. */
const SILENT = new Set([
  ...['$schema', '$id', '$comment', '$defs', 'definitions', '$anchor', 'title', 'description', 'default', 'examples', 'example'],
  ...['deprecated', 'readOnly', 'writeOnly', 'strict', 'contentEncoding', 'contentMediaType', 'format', 'nullable'],
]);
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength'],
};
const FORMATS: Readonly<Record<string, string>> = {
  date: '[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [12] [0-9] | "3" [01])',
  time: 'time-of-day',
  'date-time': 'date "T" time-of-day',
  uuid: '[0-9a-f]{8} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{12}',
};

/** The name of a rule for any JSON value. */
export function anyJson(rules: Rules): string {
  rules.define('json-value', 'json-object | json-array | json-string | json-number | "true" | "false" | "null"');
  rules.define('json-object', '"{" (json-string ": " json-value (", " json-string ": " json-value)*)? "}"');
  rules.define('json-array', '"[" (json-value (", " json-value)*)? "]"');
  scalars(rules);
  return 'json-value';
}

/**
 * Adds rules for the JSON texts that a schema permits, and gives the name of the first. Texts are written as Python's
 * `json.dumps` writes them, as chat templates do, so that a call reads the same when it comes back with the next turn.
 * Properties come in the schema's order. Throws `bad-request` for a schema that is broken, too deep or too large, and,
 * when it shall guarantee, for a keyword that it cannot.
 */
export function schemaRule(schema: unknown, strictness: Strictness, rules = createRules()): string {
  scalars(rules);
  if (!isSchema(schema)) return schema === undefined || schema === true ? anyJson(rules) : refuse('', 'is not a JSON schema');
  return visit(schema, '', { rules, root: schema, strictness, refs: new Map(), depth: 0 });
}

function scalars(rules: Rules): void {
  rules.define('json-character', '[^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\bfnrt/] | "u" [0-9a-fA-F]{4})');
  rules.define('json-string', '"\\"" json-character* "\\""');
  rules.define('json-integer', '"-"? ("0" | [1-9] [0-9]{0,15})');
  rules.define('json-number', 'json-integer ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})?');
}

function visit(schema: unknown, at: string, walk: Walk): string {
  walk.rules.spend(1 + (isSchema(schema) ? Object.keys(schema).length / KEYS_A_STEP : 0));
  if (schema === true || (isSchema(schema) && Object.keys(schema).every((key) => SILENT.has(key)))) return anyJson(walk.rules);
  if (!isSchema(schema)) return refuse(at, 'permits nothing');
  if (++walk.depth > MAX_DEPTH) refuse(at, 'is nested too deeply');
  try {
    return walk.rules.add(body(schema, at, walk));
  } finally {
    walk.depth--;
  }
}

function body(schema: Schema, at: string, walk: Walk): string {
  if (typeof schema.$ref === 'string') {
    const { $ref, ...beside } = schema;
    if (Object.keys(beside).every((name) => SILENT.has(name))) return reference($ref as string, at, walk);
    const target = lookUp($ref as string, at, walk);
    return visit(isSchema(target) ? merge([resolve(target, at, walk), beside], at, walk) : target, at, walk);
  }
  if (schema.const !== undefined) return literal(dumps(schema.const));
  if (Array.isArray(schema.enum)) return alternatives(schema.enum, at, (value) => literal(dumps(value)));
  for (const key of ['anyOf', 'oneOf'] as const) {
    const options = schema[key];
    if (!Array.isArray(options)) continue;
    const { [key]: _, ...beside } = schema;
    const isAlone = Object.keys(beside).every((name) => SILENT.has(name));
    return alternatives(options, at, (option, index) => {
      const place = `${at}/${key}/${index}`;
      return visit(isSchema(option) && !isAlone ? merge([beside, resolve(option, at, walk)], place, walk) : option, place, walk);
    });
  }
  if (Array.isArray(schema.allOf)) {
    const { allOf, ...beside } = schema;
    return visit(merge([beside, ...allOf.filter(isSchema).map((part) => resolve(part, at, walk))], at, walk), at, walk);
  }
  const types = typesOf(schema, at);
  requireKnown(types, schema, at, walk);
  return alternatives(types, at, (type) => ofType(type, schema, at, walk));
}

function ofType(type: string, schema: Schema, at: string, walk: Walk): string {
  switch (type) {
    case 'object':
      return ofObject(schema, at, walk);
    case 'array':
      return ofArray(schema, at, walk);
    case 'string':
      return ofString(schema, at, walk);
    case 'integer':
      return 'json-integer';
    case 'number':
      return 'json-number';
    case 'boolean':
      return '("true" | "false")';
    default:
      return '"null"';
  }
}

/**
 * Properties in order; each optional one may be left out, and the comma goes with whichever comes after the first.
 * Beside named properties no others are written, which every schema permits.
 */
function ofObject(schema: Schema, at: string, walk: Walk): string {
  const properties = isSchema(schema.properties) ? Object.entries(schema.properties) : [];
  const named = new Set(properties.map(([name]) => name));
  const required = new Set<string>(Array.isArray(schema.required) ? schema.required.map(String) : []);
  for (const name of required) if (!named.has(name)) properties.push([name, true]);
  if (properties.length === 0) return ofMap(schema, at, walk);
  const pairs = properties.map(([name, value]) => ({
    rule: walk.rules.add(`${literal(`${JSON.stringify(name)}: `)} ${visit(value, `${at}/properties/${name}`, walk)}`),
    isRequired: required.has(name),
  }));
  /** What may follow the pair at each place. */
  const tails: string[] = [];
  let tail = '""';
  for (const [index, { rule, isRequired }] of [...pairs.entries()].reverse()) {
    tails[index] = walk.rules.add(tail);
    tail = `${isRequired ? `", " ${rule}` : `(", " ${rule})?`} ${tails[index]}`;
  }
  const starts: string[] = [];
  for (const [index, { rule, isRequired }] of pairs.entries()) {
    starts.push(`${rule} ${tails[index]}`);
    if (isRequired) return `"{" (${starts.join(' | ')}) "}"`;
  }
  return `"{" (${starts.join(' | ')})? "}"`;
}

/** An object without named properties: any names, unless there shall be none. */
function ofMap(schema: Schema, at: string, walk: Walk): string {
  const { additionalProperties: more } = schema;
  if (more === false || (more === undefined && schema.properties !== undefined)) return '"{}"';
  const value = more === undefined || more === true ? anyJson(walk.rules) : visit(more, `${at}/additionalProperties`, walk);
  const pair = walk.rules.add(`json-string ": " ${value}`);
  return `"{" (${pair} (", " ${pair})*)? "}"`;
}

function ofArray(schema: Schema, at: string, walk: Walk): string {
  const least = count(schema.minItems, `${at}/minItems`) ?? 0;
  const most = count(schema.maxItems, `${at}/maxItems`);
  const fixed = Array.isArray(schema.prefixItems)
    ? schema.prefixItems.map((item, index) => visit(item, `${at}/prefixItems/${index}`, walk))
    : [];
  const item = schema.items === false ? undefined : visit(schema.items ?? true, `${at}/items`, walk);
  if (most !== undefined && most < least) refuse(at, 'wants more items than it permits');
  if (fixed.length > 0) {
    const shown = most === undefined ? fixed : fixed.slice(0, most);
    const rest =
      item === undefined
        ? ''
        : repeat(walk, `", " ${item}`, Math.max(0, least - shown.length), most === undefined ? undefined : most - shown.length);
    return `"[" ${shown.join(' ", " ')} ${rest} "]"`;
  }
  if (item === undefined || most === 0) return '"[]"';
  const some = `${item} ${repeat(walk, `", " ${item}`, Math.max(0, least - 1), most === undefined ? undefined : most - 1)}`;
  return least === 0 ? `"[" (${some})? "]"` : `"[" ${some} "]"`;
}

function ofString(schema: Schema, at: string, walk: Walk): string {
  const format = typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
  if (format !== undefined) {
    walk.rules.define('date', FORMATS.date ?? '');
    walk.rules.define(
      'time-of-day',
      '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{3})? ("Z" | [+-] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9])',
    );
    return `"\\"" (${format}) "\\""`;
  }
  const least = count(schema.minLength, `${at}/minLength`) ?? 0;
  const most = count(schema.maxLength, `${at}/maxLength`);
  if (most !== undefined && most < least) refuse(at, 'wants a longer text than it permits');
  if (least === 0 && most === undefined) return 'json-string';
  return `"\\"" ${repeat(walk, 'json-character', least, most)} "\\""`;
}

function reference(ref: string, at: string, walk: Walk): string {
  const known = walk.refs.get(ref);
  if (known !== undefined) return known;
  const name = walk.rules.reserve();
  walk.refs.set(ref, name);
  walk.rules.define(name, visit(lookUp(ref, at, walk), ref.replace(/^#/, ''), walk));
  return name;
}

function resolve(schema: Schema, at: string, walk: Walk): Schema {
  let found = schema;
  for (let hops = 0; typeof found.$ref === 'string'; hops++) {
    if (hops > MAX_DEPTH) refuse(at, 'refers to itself');
    const { $ref, ...beside } = found;
    const target = lookUp($ref, at, walk);
    if (!isSchema(target)) return refuse(at, `refers to “${$ref.slice(0, 80)}”, which is no schema`);
    walk.rules.spend(1 + Object.keys(target).length / KEYS_A_STEP);
    found = { ...target, ...beside };
  }
  return found;
}

function lookUp(ref: string, at: string, { root, rules }: Walk): unknown {
  rules.spend(ref.length / CHARACTERS_A_STEP);
  if (!ref.startsWith('#')) return refuse(at, `refers to “${ref.slice(0, 80)}”, which is not in the schema`);
  let found: unknown = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    const key = (decoded(part) ?? refuse(at, `refers to “${ref.slice(0, 80)}”, which is no place in a schema`))
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? (found as Schema)[key] : undefined;
  }
  return found === undefined ? refuse(at, `refers to “${ref.slice(0, 80)}”, which is not there`) : found;
}

/** Undefined for a percent sign that begins no escape. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Several schemas that must all hold, as one. */
function merge(parts: readonly Schema[], at: string, { rules }: Walk): Schema {
  const merged: Record<string, unknown> = Object.create(null);
  // Gathered in place: copies of what grows with every part would take the square of the time.
  const properties: Record<string, unknown> = Object.create(null);
  const required = new Set<unknown>();
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      rules.spend(1 / KEYS_A_STEP);
      const before = merged[key];
      if (key === 'properties' && isSchema(value)) {
        rules.spend(Object.keys(value).length / KEYS_A_STEP);
        merged[key] = Object.assign(properties, value);
      } else if (key === 'required' && Array.isArray(value)) {
        rules.spend(value.length / KEYS_A_STEP);
        for (const name of value) required.add(name);
        merged[key] = required;
      } else if (before === undefined) merged[key] = value;
      else if (key === 'additionalProperties') merged[key] = before === false || value === false ? false : value;
      else if (!SILENT.has(key) && !isSame(before, value, rules)) refuse(at, `combines two different “${key}”`);
    }
  }
  return merged.required === required ? { ...merged, required: [...required] } : merged;
}

function isSame(one: unknown, other: unknown, rules: Rules): boolean {
  if (one === other) return true;
  const text = JSON.stringify(one);
  rules.spend((text?.length ?? 0) / CHARACTERS_A_STEP);
  return text === JSON.stringify(other);
}

function typesOf(schema: Schema, at: string): readonly string[] {
  const named = new Set([schema.type ?? impliedType(schema)].flat());
  const types = [...(schema.nullable === true ? named.add('null') : named)];
  for (const type of types) if (!TYPES.includes(type as never)) refuse(at, `has an unknown type “${String(type).slice(0, 40)}”`);
  return types as string[];
}

function impliedType(schema: Schema): string | readonly string[] {
  for (const [type, keys] of Object.entries(KNOWN)) if (keys.some((key) => key in schema)) return type;
  return NUMERIC.some((key) => key in schema) ? 'number' : TYPES;
}

function requireKnown(types: readonly string[], schema: Schema, at: string, { strictness }: Walk): void {
  if (strictness === 'loosen') return;
  const known = types.flatMap((type) => KNOWN[type] ?? []);
  for (const key of Object.keys(schema)) {
    if (key === 'type' || SILENT.has(key) || known.includes(key)) continue;
    if (key === 'uniqueItems' && schema[key] === false) continue;
    refuse(`${at}/${key}`, 'cannot be guaranteed by local models; leave it out, or check it yourself');
  }
}

function alternatives<Item>(items: readonly Item[], at: string, rule: (item: Item, index: number) => string): string {
  if (items.length === 0) refuse(at, 'permits nothing');
  return items.length === 1 ? rule(items[0] as Item, 0) : `(${items.map(rule).join(' | ')})`;
}

function repeat({ rules }: Walk, rule: string, least: number, most: number | undefined): string {
  if (most === undefined && least === 0) return `(${rule})*`;
  return most !== undefined && most <= 0 ? '' : rules.repeat(rule, least, most);
}

function count(value: unknown, at: string): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || (value as number) < 0) refuse(at, 'is not a count');
  if ((value as number) > MAX_REPEAT) refuse(at, `is above ${MAX_REPEAT}, the most that can be guaranteed`);
  return value as number;
}

/** As Python's `json.dumps` writes it. */
function dumps(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumps).join(', ')}]`;
  if (!isSchema(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}: ${dumps(part)}`)
    .join(', ')}}`;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(at: string, what: string): never {
  throw new LintelError('bad-request', `The JSON schema${at === '' ? '' : ` at “${at}”`} ${what}.`, { field: 'response_format' });
}
