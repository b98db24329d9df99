import { z } from 'zod';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { splitTags } from '../../../shared/privacy/tags.ts';
import type { Caller } from '../caller.ts';
import { CONVERSATION_NAME, conversationIdOf, WRONG_NAME } from './conversation.ts';
import { optional } from './optional.ts';

/** What OpenAI has no field for. */
const wishes = z.strictObject({
  tags: z.array(z.string()).optional(),
  conversation: z.string().regex(CONVERSATION_NAME, WRONG_NAME).optional(),
  priority: z.enum(['interactive', 'background']).optional(),
  overflow: z.enum(['error', 'shift']).optional(),
  keepAliveMs: z.int().min(-1).max(2_147_483_647).optional(),
});

/** OpenAI's `metadata`, whose key `lintel` is for Lintel. */
export const metadata = z.looseObject({ lintel: z.union([z.string(), wishes]).optional() }).nullish();

type Metadata = z.output<typeof metadata>;

const objectIn = (given: Metadata): z.output<typeof wishes> => (typeof given?.lintel === 'object' ? given.lintel : {});

/** What `metadata.lintel` asks for beside tags. */
export function wishesIn(given: Metadata): Pick<ChatRequest, 'priority' | 'overflow' | 'keepAliveMs'> {
  const { priority, overflow, keepAliveMs } = objectIn(given);
  return { ...optional('priority', priority), ...optional('overflow', overflow), ...optional('keepAliveMs', keepAliveMs) };
}

/** The id of the conversation that `metadata.lintel` or a header names. */
export function conversationNamed(given: Metadata, { app, conversation }: Caller): string | undefined {
  const name = objectIn(given).conversation ?? conversation;
  return name === undefined ? undefined : conversationIdOf(app, name);
}

/** Tags from `metadata.lintel`: `{"tags": ["private"]}` or the header's form, `"private,work"`. */
export function tagsIn(given: Metadata): string[] {
  const lintel = given?.lintel;
  return typeof lintel === 'string'
    ? splitTags([lintel], 'metadata.lintel')
    : splitTags(objectIn(given).tags ?? [], 'metadata.lintel.tags');
}
