import type { TargetFigures } from '../../shared/api/activity-views.ts';
import { middleAndMost } from '../../shared/routing/quantiles.ts';
import type { Database } from './database.ts';

/** Requests that the figures are of, newest first. */
const LAST = 2_000;

/** How fast and how reliable targets were in the last requests, by target. */
export function createTargetFigures({ handle, guard }: Database): () => ReadonlyMap<string, TargetFigures> {
  const answers = handle.prepare(
    `SELECT target_id AS id, json_extract(answer, '$.timings.firstTokenMs') AS firstTokenMs, json_extract(answer, '$.timings.tokensPerSecond')
     AS tokensPerSecond FROM (SELECT target_id, answer FROM requests ORDER BY created_at DESC LIMIT ${LAST})
     WHERE target_id IS NOT NULL AND json_extract(answer, '$.status') = 'done' AND json_extract(answer, '$.usage.outputTokens') > 0`,
  );
  const tries = handle.prepare(
    `SELECT target_id AS id, outcome, error_code AS code, COUNT(*) AS count FROM (SELECT id FROM requests ORDER BY created_at DESC LIMIT ${LAST}) AS newest
     JOIN attempts ON attempts.request_id = newest.id GROUP BY target_id, outcome, error_code ORDER BY count DESC`,
  );
  return () =>
    guard(() => {
      const seen = new Map<string, { firstToken: number[]; speed: number[]; answered: number; failed: number; errors: string[] }>();
      const of = (id: unknown) => {
        const known = seen.get(String(id)) ?? { firstToken: [], speed: [], answered: 0, failed: 0, errors: [] };
        seen.set(String(id), known);
        return known;
      };
      for (const { id, firstTokenMs, tokensPerSecond } of answers.all()) {
        if (typeof firstTokenMs === 'number') of(id).firstToken.push(firstTokenMs);
        if (typeof tokensPerSecond === 'number') of(id).speed.push(tokensPerSecond);
      }
      for (const { id, outcome, code, count } of tries.all()) {
        if (outcome === 'answered') of(id).answered += Number(count);
        if (outcome !== 'failed') continue;
        of(id).failed += Number(count);
        if (code !== null) of(id).errors.push(String(code));
      }
      return new Map(
        [...seen].map(([id, { firstToken, speed, answered, failed, errors }]) => {
          const firstTokenMs = middleAndMost(firstToken, 'most');
          const tokensPerSecond = middleAndMost(speed, 'least');
          return [
            id,
            {
              answered,
              failed,
              errors,
              ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
              ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
            },
          ];
        }),
      );
    });
}
