import { z } from 'zod';
import { ZONES } from '../privacy/zones.ts';

const day = z.iso.date();

/** Days of the user's own to look at, both included. */
export const overviewQuery = z.strictObject({ from: day, to: day });

const name = z.string().min(1).max(256);
const moment = z.coerce.number().int().min(0);

/** Which requests to list; what is absent does not matter. */
export const requestsQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  app: name.optional(),
  tag: name.optional(),
  targetId: name.optional(),
  zone: z.enum([...ZONES, 'refused']).optional(),
  status: z.enum(['open', 'done', 'cancelled', 'failed', 'interrupted']).optional(),
  /** Milliseconds since the epoch. */
  from: moment.optional(),
  to: moment.optional(),
});
