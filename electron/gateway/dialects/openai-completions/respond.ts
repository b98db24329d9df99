import type { ServerResponse } from 'node:http';
import type { FinishReason, TokenLogprob } from '../../../../shared/chat/event.ts';
import { NO_USAGE, type Usage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { type EventStream, openEventStream } from '../../sse.ts';
import { explanation } from '../explanation.ts';
import { openaiError } from '../openai-chat/errors.ts';
import { logprobsOf } from './logprobs.ts';
import type { CompletionRequest } from './wire.ts';

type Piece = Extract<AnswerEvent, { type: 'text' }>;

/** Tells the answers to the prompts of a request, one prompt after the other. */
export interface Teller {
  /** False where it failed, and the caller was told so. @param place of the prompt */
  tell(place: number, plan: Plan, events: AsyncIterable<AnswerEvent>): Promise<boolean>;
  /** All prompts are answered. */
  end(): Promise<void>;
}

export interface Head {
  readonly id: string;
  /** In seconds. */
  readonly created: number;
}

const REASONS: Record<FinishReason, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'stop',
  'content-filter': 'content_filter',
  cancelled: 'stop',
};

const reasonsOf = ({ finishReasons, finishReason }: Answer) => (finishReasons ?? [finishReason ?? 'stop']).map((reason) => REASONS[reason]);

const added = (one: Usage, other: Usage): Usage => ({
  inputTokens: one.inputTokens + other.inputTokens,
  cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  costNanoDollars: one.costNanoDollars + other.costNanoDollars,
});

const usageOf = ({ inputTokens, cachedInputTokens, outputTokens }: Usage) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
  prompt_tokens_details: { cached_tokens: cachedInputTokens },
});

/** What is told before the answer. A prompt of tokens has none. */
function echoOf({ echo, prompt }: CompletionRequest, place: number): string {
  const given = prompt[place];
  return echo === true && typeof given === 'string' ? given : '';
}

function writeFailure(response: ServerResponse, plan: Plan, answer: Answer, error: NonNullable<Answer['error']>, explained: object): void {
  const { status, body, headers } = openaiError(error);
  writeJson(response, status, { ...body, ...explained }, { ...answerHeaders(plan.requestId, answer.target, error.message), ...headers });
}

/** Tells all of it at the end. */
export function tellAtOnce(wire: CompletionRequest, head: Head, response: ServerResponse, isExplained: boolean): Teller {
  const choices: object[] = [];
  let usage = NO_USAGE;
  let last: { plan: Plan; answer: Answer } | undefined;
  return {
    async tell(place, plan, events) {
      const echoed = echoOf(wire, place);
      const texts: string[] = [];
      const rated: TokenLogprob[][] = [];
      for await (const event of events) {
        if (event.type === 'text') {
          const choice = event.choice ?? 0;
          texts[choice] = (texts[choice] ?? '') + event.text;
          rated[choice] = [...(rated[choice] ?? []), ...(event.logprobs ?? [])];
        }
        if (event.type !== 'end') continue;
        const { answer } = event;
        if (answer.error !== undefined) {
          writeFailure(response, plan, answer, answer.error, explanation(isExplained, plan, answer));
          return false;
        }
        last = { plan, answer };
        usage = added(usage, answer.usage);
        for (const [choice, finish_reason] of reasonsOf(answer).entries()) {
          const text = echoed + (texts[choice] ?? '');
          choices.push({ text, index: choices.length, logprobs: logprobsOf(rated[choice] ?? [], 0), finish_reason });
        }
      }
      return true;
    },
    async end() {
      if (last === undefined) return;
      const { plan, answer } = last;
      const body = { ...head, object: 'text_completion', model: answer.target?.targetId, choices, usage: usageOf(usage) };
      const headers = answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence);
      writeJson(response, 200, { ...body, ...explanation(isExplained, plan, answer) }, headers);
    },
  };
}

/** Tells it as it comes. */
export function tellInPieces(wire: CompletionRequest, head: Head, response: ServerResponse, isExplained: boolean): Teller {
  const includesUsage = wire.stream_options?.include_usage === true;
  const each = wire.n ?? 1;
  const offsets = new Map<number, number>();
  let stream: EventStream | undefined;
  let usage = NO_USAGE;
  let model = '';
  const send = async (index: number, text: string, finish_reason: string | null, logprobs: Piece['logprobs'] = []) => {
    const offset = offsets.get(index) ?? 0;
    offsets.set(index, offset + text.length);
    const choice = { text, index, logprobs: logprobsOf(logprobs, offset), finish_reason };
    const nothing = includesUsage ? { usage: null } : {};
    await stream?.send({ ...head, object: 'text_completion', model, choices: [choice], ...nothing });
  };
  return {
    async tell(place, plan, events) {
      for await (const event of events) {
        if (event.type === 'start') {
          stream ??= openEventStream(response, answerHeaders(plan.requestId, event.target, event.sentence));
          model = event.target.targetId;
          const echoed = echoOf(wire, place);
          for (let choice = 0; echoed !== '' && choice < each; choice++) await send(place * each + choice, echoed, null);
        } else if (event.type === 'text') await send(place * each + (event.choice ?? 0), event.text, null, event.logprobs);
        else if (event.type === 'end') {
          const { answer } = event;
          const explained = explanation(isExplained, plan, answer);
          if (answer.error !== undefined) {
            if (stream === undefined) writeFailure(response, plan, answer, answer.error, explained);
            else await stream.send({ ...openaiError(answer.error).body, ...explained });
            stream?.end();
            return false;
          }
          usage = added(usage, answer.usage);
          for (const [choice, reason] of reasonsOf(answer).entries()) await send(place * each + choice, '', reason);
          if (isExplained) await stream?.send({ ...head, object: 'text_completion', model, choices: [], ...explained });
        }
      }
      return true;
    },
    async end() {
      if (includesUsage) await stream?.send({ ...head, object: 'text_completion', model, choices: [], usage: usageOf(usage) });
      stream?.done();
    },
  };
}
