import { english } from '../chat/english.ts';
import type { LintelErrorShape } from '../chat/error.ts';
import type { ChatEvent, ReasoningEvent, TextEvent, ToolCallEvent } from '../chat/event.ts';
import { type Said, together } from '../chat/said.ts';
import { eachOf, type Told, told } from '../chat/told.ts';
import { type EngineTelemetry, NO_USAGE, type PromptUsage, type Timings, type Usage } from '../chat/usage.ts';
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
export function meter(events: AsyncIterable<RunEvent>, plan: Plan, ports: Ports, entered: number): Told<AnswerEvent> {
  return told(async (take) => {
    const fold = createFold(plan, ports, entered);
    try {
      await eachOf(events, (item) => {
        if (item.type === 'failure') return take({ type: 'end', answer: fold.fail(item.candidate, item.error) });
        if (item.type === 'fallback') return fold.fellBack(item);
        if (item.type === 'broken') return fold.broke(item, item.by);
        const { candidate, event, askedAt } = item;
        if (event.type === 'queued') return void ports.waits?.(plan.requestId, candidate, event.position);
        if (event.type === 'start') ports.waits?.(plan.requestId, candidate, undefined);
        if (event.type === 'start') return fold.started(candidate, event.queueMs, event.loadMs, event.prompt);
        const isFirst = fold.piece(candidate, event.type === 'finish' ? 0 : event.tokens, askedAt);
        const wait = isFirst ? take({ type: 'start', target: candidate, ...fold.told(candidate), ...fold.prompt(candidate) }) : undefined;
        const tell = () => {
          if (event.type !== 'finish') return take(withoutTokens(event));
          const { wire, stopSequence } = event;
          const said = { ...(wire === undefined ? {} : { wire }), ...(stopSequence === undefined ? {} : { stopSequence }) };
          return take({ type: 'end', answer: fold.close(candidate, event), ...said });
        };
        return wait === undefined ? tell() : wait.then(tell);
      });
    } finally {
      fold.abandon();
    }
  });
}

/** Nearly every piece is text alone, which costs nothing to copy. */
function withoutTokens(piece: TextEvent | ReasoningEvent | ToolCallEvent): AnswerEvent {
  if (
    piece.type === 'text' &&
    piece.choice === undefined &&
    piece.logprobs === undefined &&
    piece.wire === undefined &&
    piece.result === undefined
  )
    return { type: 'text', text: piece.text };
  const { tokens: _, ...rest } = piece;
  return rest;
}

function createFold(plan: Plan, ports: Ports, began: number) {
  let queueMs = 0;
  let loadMs = 0;
  let firstTokenMs: number | undefined;
  /** From when whoever answers was asked. */
  let ownFirstTokenMs = 0;
  const startedBy = new Map<string, Pick<Timings, 'queueMs' | 'loadMs'>>();
  const prompts = new Map<string, PromptUsage>();
  let tokens = 0;
  let tokensAtFirst = 0;
  let last: Candidate | undefined;
  const failed: FailedTarget[] = [];
  const broken: FailedTarget[] = [];
  let begunWith: Said | string | undefined;
  let tokensBefore = 0;
  let closed = false;
  let measured: EngineTelemetry | undefined;

  const said = (target: Candidate): Said | string => {
    if (begunWith === undefined) return explainAnswer(plan, failed, target);
    return together(begunWith, goingOnWords(broken, tokens > tokensBefore ? target : undefined));
  };
  const told = (target: Candidate): Pick<Plan, 'sentence' | 'said'> => {
    const why = said(target);
    // The plan has words for its own sentence already.
    if (why === plan.said) return { sentence: plan.sentence, said: why };
    return typeof why === 'string' ? { sentence: why } : { sentence: english(why), said: why };
  };
  const close = (rest: Pick<Answer, 'status' | 'usage'> & Partial<Answer>): Answer => {
    const totalMs = ports.clock.elapsed() - began;
    const generatingMs = totalMs - (firstTokenMs ?? totalMs);
    const rate =
      tokens - tokensAtFirst > 0 && generatingMs > 0 ? { tokensPerSecond: ((tokens - tokensAtFirst) / generatingMs) * 1000 } : {};
    const why = rest.target === undefined || firstTokenMs === undefined ? plan : told(rest.target);
    const answer: Answer = {
      requestId: plan.requestId,
      ...rest,
      // With what was paid to those that failed or were too slow.
      usage: { ...rest.usage, costNanoDollars: ports.budgets.closed(plan.requestId) },
      ...(broken.length === 0 ? {} : { begunBy: broken.map(({ candidate }) => candidate) }),
      ...(why.sentence === plan.sentence ? {} : { sentence: why.sentence, ...(why.said === undefined ? {} : { said: why.said }) }),
      timings: { queueMs, loadMs, firstTokenMs: firstTokenMs ?? totalMs, totalMs, ...own(rest.target), ...rate, ...measured },
    };
    closed = true;
    ports.ledger.closed(answer);
    return answer;
  };
  /** What of the times is the answering target's, where another was tried as well. */
  const own = (target: Candidate | undefined): Pick<Timings, 'own'> => {
    const started = target && startedBy.get(target.targetId);
    if (firstTokenMs === undefined || broken.length > 0 || started === undefined) return {};
    const isAll = ownFirstTokenMs === firstTokenMs && started.queueMs === queueMs && started.loadMs === loadMs;
    return isAll ? {} : { own: { ...started, firstTokenMs: ownFirstTokenMs } };
  };
  /** With what others had said before. */
  const whole = (usage: Usage): Usage => ({ ...usage, outputTokens: usage.outputTokens + tokensBefore });
  const soFar = (): Usage => ({ ...NO_USAGE, outputTokens: tokens });

  return {
    told,
    fellBack({ candidate, error }: FailedTarget) {
      failed.push({ candidate, error });
      last = undefined;
    },
    /** Half an answer is there, and another target is to go on with it. */
    broke({ candidate, error }: FailedTarget, by: Candidate) {
      begunWith ??= said(candidate);
      broken.push({ candidate, error });
      tokensBefore = tokens;
      last = by;
    },
    /** What the target told of the prompt when it began. */
    prompt({ targetId }: Candidate): { prompt?: PromptUsage } {
      const prompt = prompts.get(targetId);
      return prompt === undefined ? {} : { prompt };
    },
    started(candidate: Candidate, queue: number, load: number, prompt: PromptUsage | undefined) {
      if (prompt !== undefined) prompts.set(candidate.targetId, prompt);
      last = candidate;
      queueMs += queue;
      loadMs += load;
      startedBy.set(candidate.targetId, { queueMs: queue, loadMs: load });
    },
    /** Counts tokens; true the first time, when the answer begins. */
    piece(target: Candidate, count: number, askedAt = began): boolean {
      tokens += count;
      ports.progress?.(plan.requestId, target, tokens);
      if (firstTokenMs !== undefined) return false;
      firstTokenMs = ports.clock.elapsed() - began;
      ownFirstTokenMs = began + firstTokenMs - askedAt;
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
