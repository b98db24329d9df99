import { z } from 'zod';
import { metadata } from '../wishes.ts';

/** The documented request of `POST /v1/messages`, as far as Lintel reads it. What a caller may make Lintel keep is bounded. */

const toolName = z.string().min(1).max(128);

const cacheControl = z.object({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).nullish() }).nullish();

/** A place where the provider's cache is to end. */
const marked = { cache_control: cacheControl };

const text = z.object({ type: z.literal('text'), text: z.string(), ...marked });

const image = z.object({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('base64'),
      media_type: z.string().regex(/^image\/[\w.+-]{1,40}$/, 'must be a kind of picture'),
      data: z.string(),
    }),
    z.object({ type: z.literal('url'), url: z.string() }),
  ]),
  ...marked,
});

const document = z.object({
  type: z.literal('document'),
  source: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), media_type: z.literal('text/plain'), data: z.string() }),
    z.object({ type: z.literal('content'), content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image]))]) }),
    z.object({ type: z.literal('base64'), media_type: z.literal('application/pdf'), data: z.string() }),
    z.object({ type: z.literal('url'), url: z.string() }),
  ]),
  title: z.string().nullish(),
  context: z.string().nullish(),
  ...marked,
});

const searchResult = z.object({
  type: z.literal('search_result'),
  source: z.string(),
  title: z.string(),
  content: z.array(text),
  ...marked,
});

/** Any block; which ones are read, and where, is said below. */
const anyBlock = z.looseObject({ type: z.string().max(128) });

/** Blocks by their type, as they are read. All others are for Anthropic's own models. */
export const BLOCKS = {
  text,
  image,
  document,
  search_result: searchResult,
  thinking: z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  redacted_thinking: z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
  tool_use: z.object({ type: z.literal('tool_use'), id: z.string().max(512), name: z.string().max(128), input: z.unknown(), ...marked }),
  tool_result: z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string().max(512),
    content: z.union([z.string(), z.array(anyBlock)]).optional(),
    is_error: z.boolean().nullish(),
    ...marked,
  }),
} as const;

export type Block<Type extends keyof typeof BLOCKS> = z.output<(typeof BLOCKS)[Type]>;
export type AnyBlock = z.output<typeof anyBlock>;

const message = z.object({ role: z.enum(['user', 'assistant', 'system']), content: z.union([z.string(), z.array(anyBlock)]) });

/** A tool of the caller's has no type, or `custom`; the others are Anthropic's own. */
const tool = z.looseObject({
  type: z.string().max(128).nullish(),
  name: toolName.optional(),
  description: z.string().nullish(),
  input_schema: z.looseObject({}).optional(),
  strict: z.boolean().nullish(),
  ...marked,
});

const parallel = { disable_parallel_tool_use: z.boolean().nullish() };

const format = z.object({ type: z.literal('json_schema'), schema: z.looseObject({}) }).nullish();

export const messagesRequest = z.object({
  model: z.string().min(1).max(256),
  messages: z.array(message).min(1),
  max_tokens: z.int().min(1),
  system: z.union([z.string(), z.array(text)]).nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().min(0).nullish(),
  stop_sequences: z.array(z.string().min(1).max(1024)).max(64).nullish(),
  tools: z.array(tool).max(512).nullish(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('auto'), ...parallel }),
      z.object({ type: z.literal('any'), ...parallel }),
      z.object({ type: z.literal('tool'), name: toolName, ...parallel }),
      z.object({ type: z.literal('none') }),
    ])
    .nullish(),
  thinking: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('enabled'), budget_tokens: z.int().min(1) }),
      z.object({ type: z.literal('adaptive') }),
      z.object({ type: z.literal('between_tools') }),
      z.object({ type: z.literal('disabled') }),
    ])
    .nullish(),
  output_config: z.looseObject({ effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(), format }).nullish(),
  /** As `output_config.format` was called before. */
  output_format: format,
  cache_control: cacheControl,
  metadata,
});

/** The same without what only an answer needs. */
export const countRequest = messagesRequest.partial({ max_tokens: true });

export type MessagesRequest = z.output<typeof countRequest>;

/** Documented fields that only Anthropic's own service can honour: refused by name unless the request is for one of its models. */
export const OWN_FIELDS = ['container', 'inference_geo', 'compaction'] as const;

/** Fields that would have a provider hand the prompt on to servers of the caller's choice, or add to it what nobody here sees. */
export const REFUSED_FIELDS = ['mcp_servers', 'thread'] as const;
