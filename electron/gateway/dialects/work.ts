import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { wrongField } from '../../../shared/api/wrong-field.ts';
import type { ChatRequest, TokensPart } from '../../../shared/chat/request.ts';
import type { Work, WorkResult } from '../../../shared/chat/work.ts';
import type { Plan } from '../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../shared/routing/record.ts';
import { answerHeaders } from '../answer-headers.ts';
import type { Speech } from '../call.ts';
import type { Caller } from '../caller.ts';
import { writeJson } from '../json.ts';
import { conversationIdOf } from './conversation.ts';
import { ERRORS } from './errors.ts';
import { optional } from './optional.ts';

/** What work is asked for, with all texts of it that a target may get. */
interface Asked {
  readonly dialect: string;
  readonly model: string;
  readonly work: Work;
  readonly texts: readonly string[];
  /** Texts that came as tokens. */
  readonly tokens?: readonly TokensPart[];
  /** What cannot be searched: pictures and sound, each by a name or an address. */
  readonly attachments?: readonly string[];
  /** Fields that the target gets beside the texts. */
  readonly wire?: Readonly<Record<string, unknown>>;
  readonly keepAliveMs?: number | undefined;
  /** Results asked for; absent: one. */
  readonly choices?: number | undefined;
}

/** The request that goes down the path: each text is a message, so that it is searched and sized as any. */
export function workRequest(
  caller: Caller,
  { dialect, model, work, texts, tokens = [], attachments = [], wire = {}, ...rest }: Asked,
): ChatRequest {
  const { conversation } = caller;
  return {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect,
    model,
    work,
    messages: [
      ...texts.map((text) => ({ role: 'user' as const, content: [{ type: 'text' as const, text }] })),
      ...tokens.map((part) => ({ role: 'user' as const, content: [part] })),
      ...attachments.map((url) => ({ role: 'user' as const, content: [{ type: 'image' as const, url }] })),
    ],
    tools: [],
    sampling: {},
    ...optional('keepAliveMs', rest.keepAliveMs),
    ...((rest.choices ?? 1) > 1 ? { choices: rest.choices ?? 1 } : {}),
    stop: [],
    output: { type: 'text' },
    tags: [...new Set(caller.tags)],
    ...optional('project', caller.project),
    ...(conversation === undefined ? {} : { conversationId: conversationIdOf(caller.app, conversation) }),
    ...optional('allowed', caller.allowed),
    wire,
  };
}

/** What a body holds, by its shape. Throws `bad-request` with the field's name. */
export function parsedBy<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  return parsed.data;
}

/** Answers with what work came to as JSON, or with the failure. @param bodyOf the answer in the caller's dialect */
export async function respondWhole<Type extends 'embeddings' | 'rerank'>(
  type: Type,
  speech: Speech,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
  bodyOf: (result: Extract<WorkResult, { type: Type }>, answer: Answer) => object,
): Promise<void> {
  let result: WorkResult | undefined;
  for await (const event of events) {
    if (event.type === 'text') result = event.result ?? result;
    if (event.type !== 'end') continue;
    const { answer } = event;
    if (answer.error === undefined && result?.type === type) {
      const headers = answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence);
      writeJson(response, 200, bodyOf(result as Extract<WorkResult, { type: Type }>, answer), headers);
      return;
    }
    if (answer.error === undefined) return; // it was cancelled, and nobody is there to tell
    const { status, body, headers } = ERRORS[speech].whole(answer.error, plan.requestId);
    writeJson(response, status, body, { ...answerHeaders(plan.requestId, answer.target, answer.error.message), ...headers });
  }
}
