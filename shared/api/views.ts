import { z } from 'zod';
import { ZONES } from '../privacy/zones.ts';

/** What the window sees of main's truth. Nothing here holds a key. */

const zone = z.enum(ZONES);

export const candidateView = z.object({ targetId: z.string(), name: z.string(), zone });

export const targetView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  zone,
  contextWindow: z.number(),
  parameters: z.number(),
  loaded: z.boolean(),
  inFlight: z.number(),
  fault: z.string().optional(),
});

export const planView = z.object({
  requestId: z.string(),
  policyVersion: z.number(),
  ceiling: z.object({ zone, because: z.array(z.string()) }),
  permitted: z.array(candidateView),
  refused: z.array(candidateView.extend({ constraint: z.string(), reason: z.string() })),
  sentence: z.string(),
});

export const errorView = z.object({ code: z.string(), message: z.string(), retryable: z.boolean(), field: z.string().optional() });

export const answerView = z.object({
  requestId: z.string(),
  status: z.enum(['done', 'cancelled', 'failed']),
  target: candidateView.optional(),
  finishReason: z.string().optional(),
  error: errorView.optional(),
  usage: z.object({ inputTokens: z.number(), cachedInputTokens: z.number(), outputTokens: z.number(), costNanoDollars: z.number() }),
  timings: z.object({
    queueMs: z.number(),
    loadMs: z.number(),
    firstTokenMs: z.number(),
    totalMs: z.number(),
    tokensPerSecond: z.number().optional(),
  }),
});

export const conversation = z.object({
  id: z.string(),
  title: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  updatedAt: z.number(),
});

export const message = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  /** `interrupted`: Lintel ended before the answer did. */
  status: z.enum(['streaming', 'done', 'cancelled', 'failed', 'interrupted']),
  createdAt: z.number(),
  /** How the answer came about; on assistant messages only, once known. */
  plan: planView.optional(),
  answer: answerView.optional(),
});

export const noticeList = z.array(z.object({ level: z.enum(['info', 'warning']), text: z.string() }));

export type TargetView = z.output<typeof targetView>;
export type PlanView = z.output<typeof planView>;
export type AnswerView = z.output<typeof answerView>;
export type ErrorView = z.output<typeof errorView>;
export type ConversationView = z.output<typeof conversation>;
export type MessageView = z.output<typeof message>;
export type NoticeView = z.output<typeof noticeList>[number];

/**
 * One line of the chat stream. In order: `opened` once both messages are on disk, `start` with the
 * target that answers, any number of `text`, then `end`; or `error` where no answer could begin.
 */
export type ChatLine =
  | {
      readonly type: 'opened';
      readonly conversation: ConversationView;
      readonly question: MessageView;
      readonly reply: MessageView;
      readonly plan: PlanView;
    }
  | { readonly type: 'start'; readonly target: z.output<typeof candidateView>; readonly sentence: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'end'; readonly answer: AnswerView }
  | { readonly type: 'error'; readonly error: ErrorView };
