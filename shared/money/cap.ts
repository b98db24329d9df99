import type { Said } from '../chat/said.ts';
/** What a cap may be over. All but `total` name one, as in `provider:openai`. */
export const SCOPES = ['total', 'provider', 'model', 'app', 'tag', 'project', 'conversation'] as const;

/** How long a cap counts together. `request`: a single request with all its tries. */
export const WINDOWS = ['request', 'hour', 'day', 'week', 'month', 'lifetime'] as const;

export type Window = (typeof WINDOWS)[number];

/** What has been used, or may be. */
export interface Amounts {
  readonly nanoDollars: number;
  /** Of prompts and answers together. */
  readonly tokens: number;
  /** Every try of a place beyond this device counts. */
  readonly requests: number;
}

export const NOTHING: Amounts = { nanoDollars: 0, tokens: 0, requests: 0 };

/** @param sign -1: takes away */
export const plus = (one: Amounts, other: Amounts, sign: 1 | -1 = 1): Amounts => ({
  nanoDollars: one.nanoDollars + sign * other.nanoDollars,
  tokens: one.tokens + sign * other.tokens,
  requests: one.requests + sign * other.requests,
});

/** A limit on what is used beyond this device. At least one of the three amounts is limited. */
export interface Cap {
  readonly id: string;
  /** `total`, or a scope and a name. */
  readonly scope: string;
  readonly window: Window;
  /** The last 60 minutes, 24 hours, 7 or 30 days instead of those of the calendar. */
  readonly rolling: boolean;
  /** Warns only. */
  readonly soft: boolean;
  readonly limits: Partial<Amounts>;
}

/** What of a try says which caps it falls under. */
export interface Spender {
  readonly app: string;
  readonly tags: readonly string[];
  readonly project?: string;
  readonly conversationId?: string;
}

/** The place that is tried. */
export interface Payee {
  readonly id: string;
  readonly provider?: string;
}

/** The scopes of all caps that a try falls under. A model goes by its whole id and by its name at its provider. */
export function scopesOf({ app, tags, project, conversationId }: Spender, { id, provider }: Payee): readonly string[] {
  const bare = provider !== undefined && id.startsWith(`${provider}/`) ? [`model:${id.slice(provider.length + 1)}`] : [];
  return [
    'total',
    ...(provider === undefined ? [] : [`provider:${provider}`]),
    `model:${id}`,
    ...bare,
    `app:${app}`,
    ...[...new Set(tags)].map((tag) => `tag:${tag}`),
    ...(project === undefined ? [] : [`project:${project}`]),
    ...(conversationId === undefined ? [] : [`conversation:${conversationId}`]),
  ];
}

/** What a hard cap still leaves. */
export interface CapState {
  readonly scope: string;
  /** As `capWords` gives them. */
  readonly words: string;
  readonly said?: Said;
  readonly left: Partial<Amounts>;
}

const KINDS = ['nanoDollars', 'tokens', 'requests'] as const;

/** The first of the amounts that a try needs more of than a cap leaves. */
export const lacking = (left: Partial<Amounts>, need: Amounts): (typeof KINDS)[number] | undefined =>
  KINDS.find((kind) => need[kind] > 0 && need[kind] > (left[kind] ?? Number.POSITIVE_INFINITY));

/** What is left of limits; never below nothing. */
export function leftOf(limits: Partial<Amounts>, used: Amounts): Partial<Amounts> {
  const left: Partial<Record<(typeof KINDS)[number], number>> = {};
  for (const kind of KINDS) {
    const limit = limits[kind];
    if (limit !== undefined) left[kind] = Math.max(0, limit - used[kind]);
  }
  return left;
}

/** The share of the limit that is used up most, 1 being all of it. */
export const shareOf = (limits: Partial<Amounts>, used: Amounts): number =>
  Math.max(
    0,
    ...KINDS.map((kind) => {
      const limit = limits[kind];
      return limit === undefined ? 0 : limit === 0 ? 1 : used[kind] / limit;
    }),
  );

/** Shares of a cap, in hundredths, at which the person is told. */
export const WARN_AT = [50, 80, 100] as const;

/** The greatest of them that is reached; 0: none. */
export const warningAt = (share: number): number => WARN_AT.findLast((level) => share * 100 >= level) ?? 0;
