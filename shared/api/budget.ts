import { z } from 'zod';
import { say } from '../chat/said.ts';
import { SCOPES, WINDOWS } from '../money/cap.ts';
import { SPENDING_BY } from '../money/spending.ts';
import { otherwise } from './otherwise.ts';

const SCOPE = new RegExp(`^(?:total|(?:${SCOPES.filter((scope) => scope !== 'total').join('|')}):\\S(?:.{0,254}\\S)?)$`);

/** A million dollars. */
const MOST_NANO_DOLLARS = 1e15;
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** `total`, or as in `provider:openai`, `model:gpt`, `app:N`, `tag:work`. An app and a provider go by id or name. */
const scope = z
  .string()
  .regex(SCOPE, `A scope is “total”, or one of ${SCOPES.filter((one) => one !== 'total').join(', ')} and a name, as in tag:work`);

/** Which caps to show: those over one thing, or all. */
export const budgetsQuery = z.strictObject({ scope: scope.exactOptional() });

/** A cap as a person sets it. */
export const cap = z
  .strictObject({
    scope,
    window: z.enum(WINDOWS),
    rolling: z.boolean().default(false),
    soft: z.boolean().default(false),
    nanoDollars: z.int().min(0).max(MOST_NANO_DOLLARS).exactOptional(),
    tokens: count.exactOptional(),
    requests: count.exactOptional(),
  })
  .refine(({ nanoDollars, tokens, requests }) => (nanoDollars ?? tokens ?? requests) !== undefined, {
    ...otherwise(say`A cap limits money, tokens or requests: name an amount`),
    path: ['nanoDollars'],
  })
  .refine(({ rolling, window }) => !rolling || (window !== 'request' && window !== 'lifetime'), {
    ...otherwise(say`Only an hour, a day, a week or a month can roll`),
    path: ['rolling'],
  })
  .refine(({ requests, window }) => requests === undefined || window !== 'request', {
    ...otherwise(say`A cap on single requests limits money or tokens`),
    path: ['requests'],
  });

const day = z.iso.date();

/** Which sums to show. Days are the user's own, both included. */
export const spendingQuery = z.strictObject({ by: z.enum(SPENDING_BY), from: day.exactOptional(), to: day.exactOptional() });
