import { z } from 'zod';
import type { Experience } from '../../shared/routing/experience.ts';
import { ERRORS_KEPT } from '../../shared/routing/experience-errors.ts';
import { FIRST_TOKENS_KEPT } from '../../shared/routing/experience-target.ts';
import { LOAD_BANDS } from '../../shared/routing/speed.ts';
import type { Database } from './database.ts';

/** Keeps on disk what targets showed of themselves. */
export interface ExperienceStore {
  /** Writes what is not written yet, and ends. */
  close(): void;
}

const amount = z.number().nonnegative();
const average = z.object({ mean: amount, count: z.int().positive() });
const errors = z.array(amount).max(ERRORS_KEPT);
const kept = z.object({
  target: z.object({
    bands: z.array(z.object({ perPromptToken: average.optional(), perToken: average.optional() })).length(LOAD_BANDS),
    overheadMs: average.optional(),
    arrival: z.object({ weight: z.number().positive(), x: amount, y: amount, xx: amount, xy: amount }).optional(),
    loadMs: average.optional(),
    firstTokenMs: z.array(amount).max(FIRST_TOKENS_KEPT),
  }),
  errors: z.object({ costNanoDollars: errors, firstTokenMs: errors, totalMs: errors, outputTokens: errors }),
});

/** Not on the path of a request: what an answer showed may be lost with the last seconds before a crash. */
const WRITE_EVERY_MS = 10_000;
/** A start reads so many rows at most, of about a kilobyte or two. */
const MOST_ROWS = 200;

/** Takes over what was kept, and keeps what is learned from now on. A row that cannot be read is passed over. */
export function keepExperience(
  database: Database,
  experience: Experience,
  { now, onFault }: { now(): number; onFault(error: unknown): void },
): ExperienceStore {
  const { handle, guard, transaction } = database;
  const select = handle.prepare('SELECT target_id AS id, known FROM experience ORDER BY updated_at DESC LIMIT ?');
  const write = handle.prepare(
    'INSERT INTO experience (target_id, known, updated_at) VALUES (?, ?, ?) ON CONFLICT (target_id) DO UPDATE SET known = excluded.known, updated_at = excluded.updated_at',
  );
  const forget = handle.prepare(
    'DELETE FROM experience WHERE target_id NOT IN (SELECT target_id FROM experience ORDER BY updated_at DESC LIMIT ?)',
  );

  for (const { id, known } of guard(() => select.all(MOST_ROWS)).reverse()) {
    const read = kept.safeParse(parsed(String(known)));
    if (read.success) experience.restore(String(id), read.data);
  }

  function flush(): void {
    const changed = experience.takeChanged();
    if (changed.length === 0) return;
    try {
      transaction(() => {
        for (const id of changed) write.run(id, JSON.stringify(experience.kept(id)), now());
        forget.run(MOST_ROWS);
      });
    } catch (error) {
      onFault(error);
    }
  }

  const timer = setInterval(flush, WRITE_EVERY_MS).unref();
  return {
    close() {
      clearInterval(timer);
      flush();
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
