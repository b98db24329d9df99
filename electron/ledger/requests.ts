import type { ChatRequest } from '../../shared/chat/request.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Ledger } from '../../shared/routing/ports.ts';
import type { Answer } from '../../shared/routing/record.ts';
import type { Database } from './database.ts';
import { createDecisionStore, type DecisionStore } from './decisions.ts';

export interface RequestLedger extends Ledger {
  /** The plan and, once it ended, the answer of a request. */
  read(requestId: string): { plan: Plan; answer?: Answer } | undefined;
  readonly past: DecisionStore['past'];
}

/** What a caller asked for by name, where it is the name of something; else it is the caller's own text. */
function modelOf({ model }: ChatRequest, { permitted, refused }: Plan): string {
  return model === 'auto' || [...permitted, ...refused].some(({ targetId }) => targetId === model) ? model : 'unknown';
}

/** The one error that repeats what the caller wrote. */
function withoutCallersWords(answer: Answer): Answer {
  if (answer.error?.code !== 'unknown-model') return answer;
  return { ...answer, error: { ...answer.error, message: 'There was no model of the name that was asked for.' } };
}

/** JSON without the tags that no rule knows: they are the caller's own words. */
const withoutUnknownTags = (json: string): string => json.replaceAll(/the tag “.{0,400}?” has no rule/g, 'a tag has no rule');

/** What plans of earlier versions do not hold. */
const EARLIER = { objective: 'private-first', trace: [] } as const satisfies Partial<Plan>;

/** The durable record of requests, decisions and attempts. Holds no text of any prompt or answer. */
export function createRequestLedger(database: Database, now: () => number): RequestLedger {
  const { handle, guard, transaction } = database;
  const insertRequest = handle.prepare(`INSERT INTO requests (id, app, dialect, model, created_at, status) VALUES (?, ?, ?, ?, ?, 'open')`);
  const insertDecision = handle.prepare('INSERT INTO decisions (request_id, policy_version, ceiling, plan) VALUES (?, ?, ?, ?)');
  const insertAttempt = handle.prepare(
    `INSERT INTO attempts (request_id, number, target_id, zone, started_at, finished_at, outcome, error_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const closeRequest = handle.prepare(
    `UPDATE requests SET finished_at = ?, status = ?, target_id = ?, zone = ?, answer = ?, input_tokens = ?, cached_input_tokens = ?,
     output_tokens = ?, cost_nano_dollars = ? WHERE id = ?`,
  );
  const selectRequest = handle.prepare(
    'SELECT decisions.plan AS plan, requests.answer AS answer FROM requests JOIN decisions ON decisions.request_id = requests.id WHERE requests.id = ?',
  );

  const decisions = createDecisionStore(database);

  // Whatever was open when the last run ended can never end by itself.
  guard(() => handle.exec(`UPDATE requests SET status = 'interrupted' WHERE status = 'open'`));

  return {
    past: decisions.past,
    opened: (request, plan, considered) =>
      transaction(() => {
        insertRequest.run(request.id, request.app, request.dialect, modelOf(request, plan), now());
        insertDecision.run(request.id, plan.policyVersion, plan.ceiling.zone, withoutUnknownTags(JSON.stringify(plan)));
        decisions.keep(considered, plan);
      }),
    attempted: ({ requestId, number, target, startedAt, outcome, error }) =>
      guard(() => void insertAttempt.run(requestId, number, target.targetId, target.zone, startedAt, now(), outcome, error?.code ?? null)),
    closed: (answer) =>
      guard(() => {
        const { requestId, status, target, usage } = answer;
        closeRequest.run(
          now(),
          status,
          target?.targetId ?? null,
          target?.zone ?? null,
          withoutUnknownTags(JSON.stringify(withoutCallersWords(answer))),
          usage.inputTokens,
          usage.cachedInputTokens,
          usage.outputTokens,
          usage.costNanoDollars,
          requestId,
        );
      }),
    read: (requestId) =>
      guard(() => {
        const row = selectRequest.get(requestId);
        if (row === undefined) return undefined;
        const plan = { ...EARLIER, ...(JSON.parse(String(row.plan)) as Plan) };
        return row.answer === null ? { plan } : { plan, answer: JSON.parse(String(row.answer)) as Answer };
      }),
  };
}
