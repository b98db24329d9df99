import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { ProviderKind } from '../../../shared/providers/catalog.ts';
import { DIALECTS } from '../../../shared/providers/provider.ts';
import { ABILITIES } from '../../../shared/routing/target.ts';

/** Nano-dollars of a dollar. */
const NANO = 1e9;

const said = { source: z.url(), date: z.iso.date() };
const tokens = z.int().positive();
const usd = z.number().min(0);
/** US dollars per million tokens. */
const rates = z.strictObject({
  input: usd,
  cachedInput: usd.exactOptional(),
  cacheWrite: usd.exactOptional(),
  /** For an hour or longer. */
  cacheWriteLong: usd.exactOptional(),
  /** Of sound, where that costs more than text. */
  audio: usd.exactOptional(),
  output: usd,
});
const dollars = rates.extend({
  /** US dollars for every request, and for every search of the web. */
  request: usd.exactOptional(),
  search: usd.exactOptional(),
  /** For the whole request once its prompt is longer; the shortest first. */
  tiers: z
    .array(rates.extend({ aboveTokens: tokens }))
    .min(1)
    .exactOptional(),
  ...said,
});
const fact = z.strictObject({ text: z.string().min(3), ...said });

const model = z
  .strictObject({
    id: z.string().min(1).max(200),
    name: z.string().min(1).exactOptional(),
    contextWindow: tokens.exactOptional(),
    maxOutputTokens: tokens.exactOptional(),
    abilities: z.array(z.enum(ABILITIES)).min(1).exactOptional(),
    dollars: dollars.exactOptional(),
    quality: z.number().min(0).max(1).exactOptional(),
    /** The day from which it is served no more. */
    ends: z.strictObject({ on: z.iso.date(), ...said }).exactOptional(),
    ...said,
  })
  .transform(({ dollars: price, ends, ...rest }) => ({
    ...rest,
    ...(price === undefined ? {} : { price: nanoDollars(price) }),
    ...(ends === undefined ? {} : { endsOn: ends.on }),
  }));

const kind = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(2),
  dialect: z.enum(DIALECTS),
  place: z.enum(['cloud', 'server']),
  baseUrl: z
    .string()
    .regex(/^https:\/\/[^\s?#]+[^/]$/)
    .exactOptional(),
  port: z.int().min(1).max(65_535).exactOptional(),
  key: z.strictObject({
    header: z.string().regex(/^[a-z-]+$/),
    scheme: z.string().exactOptional(),
    variables: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)),
    page: z.url().exactOptional(),
    required: z.boolean(),
  }),
  list: z
    .strictObject({
      path: z.string().startsWith('/'),
      from: z.literal('origin').exactOptional(),
      headers: z.record(z.string(), z.string()).exactOptional(),
    })
    .exactOptional(),
  training: fact.exactOptional(),
  retention: fact.exactOptional(),
  regions: z.strictObject({ names: z.array(z.string().min(2)), ...said }).exactOptional(),
  confidence: z.enum(['verified', 'unverified']),
  models: z.array(model),
}) satisfies z.ZodType<ProviderKind, unknown>;

const catalog = z.strictObject({ version: z.literal(1), kinds: z.array(kind) });

/** A provider of which only the address is known. */
const COMPATIBLE: ProviderKind = {
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  dialect: 'openai',
  place: 'cloud',
  key: { header: 'authorization', scheme: 'Bearer', variables: [], required: false },
  list: { path: '/models' },
  confidence: 'verified',
  models: [],
};

/** The kinds of providers. Who has none never reads the file. */
export interface KindCatalog {
  /** Throws `internal` where the file is damaged; the next call tries again. */
  all(): Promise<readonly ProviderKind[]>;
  /** One of those read so far. No I/O. */
  find(id: string): ProviderKind | undefined;
}

export function openKindCatalog(path: string): KindCatalog {
  let reading: Promise<readonly ProviderKind[]> | undefined;
  let kinds: ReadonlyMap<string, ProviderKind> = new Map();
  return {
    async all() {
      reading ??= readProviderKinds(path);
      try {
        const all = await reading;
        if (kinds.size === 0) kinds = new Map(all.map((one) => [one.id, one]));
        return all;
      } catch (error) {
        reading = undefined;
        throw error;
      }
    },
    find: (id) => kinds.get(id),
  };
}

async function readProviderKinds(path: string): Promise<readonly ProviderKind[]> {
  try {
    return [...catalog.parse(JSON.parse(await readFile(path, 'utf8'))).kinds, COMPATIBLE];
  } catch (cause) {
    throw new LintelError('internal', say`The list of providers cannot be read. Install Lintel again to repair it.`, { cause });
  }
}

function nanoDollars({ source, date, tiers, ...price }: z.output<typeof dollars>) {
  const longer = tiers?.map(({ aboveTokens, ...longer }) => ({ aboveTokens, ...inNano(longer) }));
  return { ...inNano(price), ...(longer === undefined ? {} : { tiers: longer }), source, date };
}

const inNano = <Amounts extends Readonly<Record<string, number>>>(amounts: Amounts): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([name, usd]) => [name, Math.round(usd * NANO)])) as Amounts;
