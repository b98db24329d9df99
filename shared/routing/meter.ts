import type { LintelErrorShape } from '../chat/error.ts';
import type { ChatEvent } from '../chat/event.ts';
import { type EngineTelemetry, NO_USAGE, type Usage } from '../chat/usage.ts';
import { explainAnswer, type FailedTarget } from './explain.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import type { Answer, AnswerEvent } from './record.ts';
import { goingOnWords } from './run/failure-words.ts';
import type { RunEvent } from './run.ts';

type FinishEvent = Extract<ChatEvent, { type: 'finish' }>;

/**
 * Folds the events of a run into usage and timings, writes the ledger, and passes the text on.
 * The ledger row is closed even when the reader stops listening half-way.
 * @param entered when the request came in, on `ports.clock.elapsed()`
 */
export async function* meter(events: AsyncIterable<RunEvent>, plan: Plan, ports: Ports, entered: number): AsyncGenerator<AnswerEvent> {
  const fold = createFold(plan, ports, entered);
  try {
    for await (const item of events) {
      if (item.type === 'failure') {
        yield { type: 'end', answer: fold.fail(item.candidate, item.error) };
        continue;
      }
      if (item.type === 'fallback') {
        fold.fellBack(item);
        continue;
      }
      if (item.type === 'broken') {
        fold.broke(item, item.by);
        continue;
      }
      const { candidate, event } = item;
      if (event.type === 'start') {
        fold.started(candidate, event.queueMs, event.loadMs);
        continue;
      }
      if (event.type === 'queued') continue;
      if (fold.piece(event.type === 'finish' ? 0 : event.tokens)) {
        yield { type: 'start', target: candidate, sentence: fold.sentence(candidate) };
      }
      if (event.type === 'finish')
        yield { type: 'end', answer: fold.close(candidate, event), ...(event.wire === undefined ? {} : { wire: event.wire }) };
      else {
        const { tokens: _, ...piece } = event;
        yield piece;
      }
    }
  } finally {
    fold.abandon();
  }
}

function createFold(plan: Plan, ports: Ports, began: number) {
  let queueMs = 0;
  let loadMs = 0;
  let firstTokenMs: number | undefined;
  let tokens = 0;
  let tokensAtFirst = 0;
  let last: Candidate | undefined;
  const failed: FailedTarget[] = [];
  const broken: FailedTarget[] = [];
  let begunWith: string | undefined;
  let tokensBefore = 0;
  let closed = false;
  let measured: EngineTelemetry | undefined;

  const sentence = (target: Candidate) => {
    if (begunWith === undefined) return explainAnswer(plan, failed, target);
    return `${begunWith} ${goingOnWords(broken, tokens > tokensBefore ? target : undefined)}`;
  };
  const close = (rest: Pick<Answer, 'status' | 'usage'> & Partial<Answer>): Answer => {
    const totalMs = ports.clock.elapsed() - began;
    const generatingMs = totalMs - (firstTokenMs ?? totalMs);
    const rate =
      tokens - tokensAtFirst > 0 && generatingMs > 0 ? { tokensPerSecond: ((tokens - tokensAtFirst) / generatingMs) * 1000 } : {};
    const why = rest.target === undefined || firstTokenMs === undefined ? plan.sentence : sentence(rest.target);
    const answer: Answer = {
      requestId: plan.requestId,
      ...rest,
      ...(broken.length === 0 ? {} : { begunBy: broken.map(({ candidate }) => candidate) }),
      ...(why === plan.sentence ? {} : { sentence: why }),
      timings: { queueMs, loadMs, firstTokenMs: firstTokenMs ?? totalMs, totalMs, ...rate, ...measured },
    };
    closed = true;
    ports.ledger.closed(answer);
    return answer;
  };
  /** With what others had said before. */
  const whole = (usage: Usage): Usage => ({ ...usage, outputTokens: usage.outputTokens + tokensBefore });
  const soFar = (): Usage => ({ ...NO_USAGE, outputTokens: tokens });

  return {
    sentence,
    fellBack({ candidate, error }: FailedTarget) {
      failed.push({ candidate, error });
      last = undefined;
    },
    /** Half an answer is there, and another target is to go on with it. */
    broke({ candidate, error }: FailedTarget, by: Candidate) {
      begunWith ??= sentence(candidate);
      broken.push({ candidate, error });
      tokensBefore = tokens;
      last = by;
    },
    started(candidate: Candidate, queue: number, load: number) {
      last = candidate;
      queueMs += queue;
      loadMs += load;
    },
    /** Counts tokens; true the first time, when the answer begins. */
    piece(count: number): boolean {
      tokens += count;
      if (firstTokenMs !== undefined) return false;
      firstTokenMs = ports.clock.elapsed() - began;
      tokensAtFirst = tokens;
      return true;
    },
    close(target: Candidate, { reason, reasons, usage, telemetry }: FinishEvent) {
      measured = telemetry;
      const status = reason === 'cancelled' ? 'cancelled' : 'done';
      return close({
        status,
        target,
        finishReason: reason,
        ...(reasons === undefined ? {} : { finishReasons: reasons }),
        usage: whole(usage),
      });
    },
    fail: (target: Candidate | undefined, error: LintelErrorShape) =>
      close({ status: 'failed', ...(target === undefined ? {} : { target }), error, usage: soFar() }),
    abandon() {
      if (!closed)
        close({ status: 'cancelled', ...(last === undefined ? {} : { target: last }), finishReason: 'cancelled', usage: soFar() });
    },
  };
}
