import { z } from 'zod';
import { conversation, message, noticeList, planView, targetView } from './views.ts';

/**
 * Every call the window can make, declared once: method, path, what goes in, what comes out.
 * `/ui` is the prefix in both boots; main validates what goes in, the window trusts what comes out.
 */
export interface Call<Body extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/ui`; `:id` is a path parameter. */
  readonly path: string;
  readonly body: Body;
  readonly reply: Reply;
}

const call = <Body extends z.ZodType, Reply extends z.ZodType>(
  method: Call['method'],
  path: string,
  body: Body,
  reply: Reply,
): Call<Body, Reply> => ({
  method,
  path,
  body,
  reply,
});

const nothing = z.undefined();
const tags = z.array(z.string().trim().min(1).max(64)).max(32);

/** A prompt typed in the window or the terminal. */
export const prompt = z.strictObject({
  /** The conversation to continue; absent: a new one. */
  conversationId: z.string().max(64).optional(),
  text: z.string().min(1, 'Type a message first.').max(8_000_000),
  model: z.string().min(1).max(256).default('auto'),
  tags: tags.default([]),
});

export const contract = {
  state: call(
    'GET',
    '/state',
    nothing,
    z.object({
      version: z.string(),
      dataFolder: z.string(),
      modelsFolder: z.string(),
      /** The port's address; absent while it is off. */
      address: z.string().optional(),
      policyVersion: z.number(),
      models: z.array(targetView),
      notices: noticeList,
    }),
  ),
  conversations: call('GET', '/conversations', nothing, z.array(conversation)),
  conversation: call('GET', '/conversations/:id', nothing, conversation.extend({ messages: z.array(message) })),
  renameConversation: call('PATCH', '/conversations/:id', z.strictObject({ title: z.string().trim().min(1).max(200) }), conversation),
  deleteConversation: call('DELETE', '/conversations/:id', nothing, z.object({ deleted: z.literal(true) })),
  /** Decides without running: the prediction beside the send button, and `lintel route`. */
  plan: call('POST', '/plan', prompt, planView),
} as const;

export type Contract = typeof contract;
export type Reply<Name extends keyof Contract> = z.output<Contract[Name]['reply']>;
export type Body<Name extends keyof Contract> = z.input<Contract[Name]['body']>;

export type Prompt = z.input<typeof prompt>;

/** `POST /ui/chat` takes a prompt and answers with one JSON event a line (`ChatLine`). */
export const CHAT_PATH = '/chat';
