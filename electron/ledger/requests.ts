import { english } from '../../shared/chat/english.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { say } from '../../shared/chat/said.ts';
import { unknownTag } from '../../shared/routing/ceiling.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Ledger } from '../../shared/routing/ports.ts';
import type { Answer } from '../../shared/routing/record.ts';
import type { Database } from './database.ts';
import { createDecisionStore, type DecisionStore } from './decisions.ts';
import { keptPlan, planIn } from './kept-plan.ts';
import { createRequestRows, requestNote } from './request-rows.ts';

export interface RequestLedger extends Ledger {
  /** The plan and, once it ended, the answer of a request. */
  read(requestId: string): { plan: Plan; answer?: Answer } | undefined;
  /** The accounts of all answers of a conversation, by request. */
  answersOf(conversationId: string): ReadonlyMap<string, Answer>;
  readonly past: DecisionStore['past'];
}

/** What a caller asked for by name, where it is the name of something; else it is the caller's own text. */
function modelOf({ model }: ChatRequest, { permitted, refused }: Plan): string {
  return model === 'auto' || [...permitted, ...refused].some(({ targetId }) => targetId === model) ? model : 'unknown';
}

const NO_SUCH_MODEL = say`There was no model of the name that was asked for.`;

/** The one error that repeats what the caller wrote. */
function withoutCallersWords(answer: Answer): Answer {
  if (answer.error?.code !== 'unknown-model') return answer;
  return { ...answer, error: { ...answer.error, message: english(NO_SUCH_MODEL), said: NO_SUCH_MODEL } };
}

/** JSON without the tags that no rule knows: they are the caller's own words. */
function withoutUnknownTags(kept: ReturnType<typeof keptPlan> | Answer): string {
  const json = JSON.stringify(kept);
  if (!json.includes(UNKNOWN_TAG.said)) return json;
  const bare = JSON.stringify(kept, (_, value) => (value?.said === UNKNOWN_TAG.said ? NAMELESS_TAG : value));
  return bare.replaceAll(/the tag “.{0,400}?” has no rule/g, 'a tag has no rule');
}

const UNKNOWN_TAG = unknownTag('');
const NAMELESS_TAG = say`a tag has no rule, so it is kept here`;

/** The durable record of requests, decisions and attempts. Holds no text of any prompt or answer. */
export function createRequestLedger(
  database: Database,
  now: () => number,
  onFault: (error: unknown) => void = () => undefined,
): RequestLedger {
  const { handle, guard, fresh, transaction, later, owe, require, disown } = database;
  const writeRow = createRequestRows(handle);
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

  const selectAnswers = handle.prepare(
    `SELECT requests.id AS id, requests.answer AS answer FROM messages JOIN requests ON requests.id = messages.request_id
     WHERE conversation_id = ? AND role = 'assistant' AND requests.answer IS NOT NULL`,
  );

  const decisions = createDecisionStore(database);

  // Whatever was open when the last run ended can never end by itself.
  guard(() => handle.exec(`UPDATE requests SET status = 'interrupted' WHERE status = 'open'`));

  return {
    past: decisions.past,
    opened(request, plan, considered) {
      const { id, app, dialect } = request;
      const row = {
        id,
        app,
        dialect,
        model: modelOf(request, plan),
        at: now(),
        policyVersion: plan.policyVersion,
        ceiling: plan.ceiling.zone,
      };
      const kept = withoutUnknownTags(keptPlan(plan));
      const write = () => writeRow(row, kept);
      // What leaves has a row of its own, which is not put down without this one: both are at once then.
      if (plan.permitted[0] === undefined || plan.permitted[0].zone === 'device') transaction(write);
      else owe(id, requestNote(row, kept), write, onFault);
      // Nothing has to wait for what rehearsals read.
      later(() => decisions.keep(considered, plan), onFault);
    },
    attempted({ requestId, number, target: { targetId, zone }, startedAt, outcome, error }) {
      const at = now();
      // Where nothing left, and another target is to be tried.
      require(requestId);
      later(() => void insertAttempt.run(requestId, number, targetId, zone, startedAt, at, outcome, error?.code ?? null), onFault);
    },
    closed(answer) {
      const { requestId, status, target, usage } = answer;
      const at = now();
      disown(requestId);
      later(() => {
        closeRequest.run(
          at,
          status,
          target?.targetId ?? null,
          target?.zone ?? null,
          withoutUnknownTags(withoutCallersWords(answer)),
          usage.inputTokens,
          usage.cachedInputTokens,
          usage.outputTokens,
          usage.costNanoDollars,
          requestId,
        );
      }, onFault);
    },
    answersOf: (conversationId) =>
      fresh(() => new Map(selectAnswers.all(conversationId).map(({ id, answer }) => [String(id), JSON.parse(String(answer)) as Answer]))),
    read: (requestId) =>
      fresh(() => {
        const row = selectRequest.get(requestId);
        if (row === undefined) return undefined;
        const plan = planIn(row.plan);
        return row.answer === null ? { plan } : { plan, answer: JSON.parse(String(row.answer)) as Answer };
      }),
  };
}
