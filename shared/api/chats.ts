import { z } from 'zod';
import { say } from '../chat/said.ts';
import { FINDING_TYPES } from '../privacy/finding.ts';
import { LONGEST_TAG, MOST_TAGS } from '../privacy/tags.ts';
import { otherwise } from './otherwise.ts';

/** What goes into the calls about chats. */

/** Most characters of a message, and of a text beside it. */
const LONGEST_TEXT = 8_000_000;
/** Most bytes of a file that is attached. */
const LARGEST_FILE = 25 * 2 ** 20;
/** Most characters of a picture's file in base64. */
const LARGEST_PICTURE = 8_000_000;
const MOST_ATTACHMENTS = 20;
const LONGEST_INSTRUCTIONS = 200_000;

export const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(200);
const tags = z.array(z.string().trim().toLowerCase().min(1).max(LONGEST_TAG)).max(MOST_TAGS);

/** Something found in a question that the person says is not sensitive there. */
const cleared = z.strictObject({ type: z.enum(FINDING_TYPES), text: z.string().min(1).max(100_000) });

/** A prompt typed in the window or the terminal. */
export const prompt = z.strictObject({
  /** The conversation to continue; absent: a new one. */
  conversationId: id.optional(),
  /** May be empty beside attachments, and where a stored question is asked once more. */
  text: z.string().max(LONGEST_TEXT),
  model: z.string().min(1).max(256).default('auto'),
  tags: tags.default([]),
  /**
   * Lets this one prompt go further than its tags and findings allow. `seen` is what `preview` showed: where anything
   * has changed since, nothing is sent.
   */
  letGo: z.strictObject({ zone: z.enum(['lan', 'trusted', 'cloud']), seen: z.string().length(64) }).optional(),
  /** The message that it follows; null: it begins the conversation anew. Absent: the end on show. */
  after: id.nullable().optional(),
  /** A stored question to be answered once more, with its own text, attachments and tags. */
  questionId: id.optional(),
  attachments: z.array(id).max(MOST_ATTACHMENTS).default([]),
  cleared: z.array(cleared).max(200).default([]),
  /** Of a new conversation. */
  projectId: id.optional(),
  /** What the conversation goes by from now on; null: none. Absent: as before. */
  presetId: id.nullable().optional(),
});

export const conversationsQuery = z.strictObject({
  /** Absent: all that are not archived. */
  section: z.enum(['pinned', 'loose', 'project', 'archived']).optional(),
  projectId: id.optional(),
  /** Only those after this one: the last entry's `updatedAt` and `id` give the next page. */
  beforeAt: z.coerce.number().int().min(0).optional(),
  beforeId: id.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

/** Absent stays as it is; null takes it away. The tags are the conversation's own: those of its turns stay. */
export const conversationPatch = z.strictObject({
  title: name.optional(),
  tags: tags.optional(),
  isPinned: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  projectId: id.nullable().optional(),
  presetId: id.nullable().optional(),
  /** Shows the branch that this message is in. */
  shows: id.optional(),
});

export const attachmentInput = z
  .strictObject({
    name,
    mediaType: z.string().min(1).max(200),
    bytes: z.int().min(0).max(LARGEST_FILE),
    pages: z.int().min(1).max(100_000).optional(),
    text: z.string().max(LONGEST_TEXT).optional(),
    /** A PNG, JPEG or WebP in base64. */
    picture: z.base64().max(LARGEST_PICTURE).optional(),
  })
  .refine(({ text, picture }) => (text === undefined) !== (picture === undefined), otherwise(say`must hold either a text or a picture`));

const projectFields = {
  name: name.optional(),
  parentId: id.nullable().optional(),
  tags: tags.optional(),
  instructions: z.string().max(LONGEST_INSTRUCTIONS).optional(),
};
export const projectInput = z.strictObject({ ...projectFields, name });
export const projectPatch = z.strictObject(projectFields);

export const savedPrompt = z.strictObject({ id: id.optional(), name, text: z.string().min(1).max(LONGEST_INSTRUCTIONS) });

export const preset = z.strictObject({
  id: id.optional(),
  name,
  model: z.string().min(1).max(256).default('auto'),
  instructions: z.string().max(LONGEST_INSTRUCTIONS).default(''),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxOutputTokens: z.int().min(1).max(1_000_000).optional(),
});

/** What stands in a message box; blank: it is empty. */
export const draft = z.strictObject({
  text: z.string().max(LONGEST_TEXT),
  model: z.string().min(1).max(256).default('auto'),
  tags: tags.default([]),
  attachments: z
    .array(
      z.strictObject({
        ...{ id, name, kind: z.enum(['text', 'image']), mediaType: z.string().max(200), bytes: z.int().min(0) },
        pages: z.int().optional(),
      }),
    )
    .max(MOST_ATTACHMENTS)
    .default([]),
  projectId: id.optional(),
  presetId: id.nullable().optional(),
});

/** Conversations as `GET /ui/conversations/export?format=json` gives them. */
export const CHATS_FORMAT = 'lintel-chats';

const status = z.enum(['done', 'cancelled', 'failed', 'interrupted']);
const exportedMessage = z.strictObject({
  id,
  parentId: id.optional(),
  role: z.enum(['user', 'assistant']),
  text: z.string().max(LONGEST_TEXT),
  status: status.default('done'),
  createdAt: z.int().min(0),
  tags: tags.default([]),
  reasoning: z.string().max(LONGEST_TEXT).optional(),
  calls: z
    .array(z.strictObject({ name: z.string().max(1_000), arguments: z.string().max(1_000_000) }))
    .max(1_000)
    .optional(),
  attachments: z
    .array(
      z.strictObject({
        ...{ name, mediaType: z.string().min(1).max(200), bytes: z.int().min(0).max(LARGEST_FILE) },
        pages: z.int().min(1).max(100_000).optional(),
        text: z.string().max(LONGEST_TEXT).optional(),
        picture: z.base64().max(LARGEST_PICTURE).optional(),
      }),
    )
    .max(MOST_ATTACHMENTS)
    .optional(),
});

export const exportedConversation = z.strictObject({
  title: name,
  tags: tags.default([]),
  createdAt: z.int().min(0),
  updatedAt: z.int().min(0),
  isPinned: z.boolean().default(false),
  isArchived: z.boolean().default(false),
  /** The end of the branch on show. */
  leafId: id.optional(),
  messages: z.array(exportedMessage).max(20_000),
});

export type ExportedConversation = z.output<typeof exportedConversation>;
