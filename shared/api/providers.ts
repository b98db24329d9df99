import { z } from 'zod';
import { say } from '../chat/said.ts';
import type { Price } from '../money/price.ts';
import type { ModelList } from '../providers/catalog.ts';
import { DIALECTS, type Provider, type ProviderModel } from '../providers/provider.ts';
import { ABILITIES } from '../routing/target.ts';
import { otherwise } from './otherwise.ts';
import { region, zone } from './rules.ts';

const MOST_MODELS = 2000;
const LONGEST_ADDRESS = 2048;
const MOST_TOKENS = 1_000_000_000;
const MOST_TIERS = 16;
/** Nano-dollars per million tokens: a million dollars. */
const DEAREST = 1e15;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line of text');

const amount = z.int().min(0).max(DEAREST);
const date = z.iso.date();
const optional = amount.exactOptional();
const rates = {
  cachedInput: optional,
  cacheWrite: optional,
  cacheWriteLong: optional,
  image: optional,
  audio: optional,
  reasoning: optional,
};
const otherRates = { input: optional, output: optional, ...rates };
const price = z.strictObject({
  ...{ input: amount, output: amount, ...rates },
  ...{ request: optional, search: optional },
  tiers: z
    .array(z.strictObject({ aboveTokens: z.int().min(0).max(MOST_TOKENS), ...otherRates }))
    .max(MOST_TIERS)
    .readonly()
    .exactOptional(),
  batch: z.strictObject(otherRates).exactOptional(),
  priority: z.strictObject(otherRates).exactOptional(),
  source: line(LONGEST_ADDRESS),
  date,
}) satisfies z.ZodType<Price, unknown>;

/** An address to put a path behind: http or https, no name, password or query, and no slash at the end. */
const baseUrl = z
  .string()
  .trim()
  .max(LONGEST_ADDRESS)
  .refine((text) => /^https?:\/\/[^/]/i.test(text), otherwise(say`must be an address that begins with https:// or http://`))
  .refine((text) => !/^[a-z]+:\/\/[^/]*@/i.test(text), otherwise(say`must not hold a name or password`))
  .refine((text) => !/[?#\\\s]/.test(text), otherwise(say`must end before any “?” or “#”`))
  .refine((text) => !text.includes('{'), otherwise(say`still has a part in { } to fill in`))
  .pipe(z.url({ protocol: /^https?$/, normalize: true, error: 'there is no such address' }))
  .transform((text) => text.replace(/\/+$/, ''));

const model = z.strictObject({
  id: line(200),
  name: line(200).exactOptional(),
  contextWindow: z.int().min(1).max(MOST_TOKENS).exactOptional(),
  maxOutputTokens: z.int().min(1).max(MOST_TOKENS).exactOptional(),
  abilities: z.array(z.enum(ABILITIES)).max(ABILITIES.length).readonly().exactOptional(),
  price: price.exactOptional(),
  quality: z.number().min(0).max(1).exactOptional(),
  endsOn: date.exactOptional(),
}) satisfies z.ZodType<ProviderModel, unknown>;

const models = z
  .array(model)
  .max(MOST_MODELS)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, otherwise(say`names a model twice`));

const bounds = {
  name: line(60),
  kind: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a kind that lintel providers kinds lists, or openai-compatible'),
  dialect: z.enum(DIALECTS),
  baseUrl,
  zone,
  ground: z.strictObject({ promise: z.enum(['zero-retention', 'no-training', 'region']), source: line(LONGEST_ADDRESS), date }),
  region,
  keyVariable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of a variable of the environment'),
  pool: line(60),
  price,
  pricesCheckedOn: date,
  models: models.readonly(),
  corrected: models.readonly(),
  disabled: z.literal(true),
} satisfies Record<Exclude<keyof Provider, 'id'>, z.ZodType>;

/** A provider as it is kept. */
export const storedProvider = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(60),
  ...bounds,
  ground: bounds.ground.exactOptional(),
  region: bounds.region.exactOptional(),
  keyVariable: bounds.keyVariable.exactOptional(),
  pool: bounds.pool.exactOptional(),
  price: bounds.price.exactOptional(),
  pricesCheckedOn: date.exactOptional(),
  corrected: bounds.corrected.exactOptional(),
  disabled: bounds.disabled.exactOptional(),
}) satisfies z.ZodType<Provider, unknown>;

/** What a provider listed, as it is kept. */
export const storedList = z.strictObject({ at: z.number(), models: z.array(model).max(MOST_MODELS) }) satisfies z.ZodType<
  ModelList,
  unknown
>;

/** One key: a line of plain characters, or a file of JSON. */
const key = z.string().trim().min(1).max(8192);

/** A new provider. What is absent follows from its kind. A key goes in and never comes out. */
export const providerInput = z.strictObject({
  ...bounds,
  dialect: bounds.dialect.optional(),
  baseUrl: bounds.baseUrl.optional(),
  zone: bounds.zone.optional(),
  ground: bounds.ground.optional(),
  region: bounds.region.optional(),
  keyVariable: bounds.keyVariable.optional(),
  pool: bounds.pool.optional(),
  price: bounds.price.optional(),
  pricesCheckedOn: date.optional(),
  models: bounds.models.optional(),
  corrected: bounds.corrected.optional(),
  disabled: bounds.disabled.optional(),
  key: key.optional(),
});

/** A change: what is absent stays, `null` takes back. The name and kind stay, since the ids of its models hold the one. */
export const providerPatch = z.strictObject({
  dialect: bounds.dialect.optional(),
  baseUrl: bounds.baseUrl.optional(),
  zone: bounds.zone.optional(),
  ground: bounds.ground.nullable().optional(),
  region: bounds.region.nullable().optional(),
  keyVariable: bounds.keyVariable.nullable().optional(),
  pool: bounds.pool.nullable().optional(),
  price: bounds.price.nullable().optional(),
  pricesCheckedOn: date.nullable().optional(),
  models: bounds.models.optional(),
  corrected: bounds.corrected.optional(),
  disabled: bounds.disabled.nullable().optional(),
});

export type ProviderInput = z.output<typeof providerInput>;

export const keyInput = z.strictObject({ key });

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]|[0-9a-fA-F:.]+)$/, 'must be a host’s name or address, without a scheme, port or path');

/** Where to look for servers: hosts that the user names, at the ports such servers usually listen at, or at these. */
export const searchInput = z
  .strictObject({
    hosts: z.array(host).max(32).default([]),
    ports: z.array(z.int().min(1).max(65_535)).min(1).max(16).optional(),
    /** Also those of the local network that announce a service. */
    announced: z.boolean().default(false),
  })
  .refine(({ hosts, announced }) => hosts.length > 0 || announced, { path: ['hosts'], ...otherwise(say`must name a host to look at`) });
