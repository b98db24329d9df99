import { z } from 'zod';

/** Ollama's documented requests, as far as Lintel reads them. Whatever else comes is passed over, as Ollama does. */

export const name = z.string().min(1).max(256);
const toolName = z.string().max(128);
/** As in the other dialects. */
const stop = z.string().max(1024);

/** Numbers that Ollama takes as they come; bounded to what any engine can mean. */
const number = (least: number, most: number) => z.number().min(least).max(most).nullish();

/** The rest of Ollama's options say how it runs a model (`num_ctx`, `num_gpu`, …), which the model's own settings say here. */
const options = z.looseObject({
  num_predict: z.int().min(-2).max(100_000_000).nullish(),
  temperature: number(0, 10),
  top_k: z.int().min(0).max(1_000_000).nullish(),
  top_p: number(0, 1),
  min_p: number(0, 1),
  seed: z.int().nullish(),
  stop: z.union([stop, z.array(stop).max(16)]).nullish(),
  repeat_penalty: number(0, 10),
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
});

const toolCall = z.object({
  id: z.string().max(256).nullish(),
  function: z.object({ name: toolName, arguments: z.union([z.record(z.string(), z.unknown()), z.string()]).nullish() }),
});

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.string().nullish(),
  thinking: z.string().nullish(),
  /** In base64. */
  images: z.array(z.string().min(1)).max(64).nullish(),
  tool_calls: z.array(toolCall).max(128).nullish(),
  tool_name: toolName.nullish(),
  name: toolName.nullish(),
  tool_call_id: z.string().max(256).nullish(),
});
export type WireMessage = z.output<typeof message>;

const tool = z.object({
  type: z.literal('function').nullish(),
  function: z.object({ name: toolName.min(1), description: z.string().nullish(), parameters: z.unknown().optional() }),
});

/** A JSON schema, `json`, or nothing. */
const format = z.union([z.enum(['json', '']), z.record(z.string(), z.unknown())]).nullish();
const think = z.union([z.boolean(), z.enum(['low', 'medium', 'high', 'max'])]).nullish();
/** Seconds, or a span such as `1h30m`. */
export const keepAlive = z.union([z.number(), z.string().max(64)]).nullish();

/** What both ways to ask have in common. */
const asking = {
  model: name,
  stream: z.boolean().nullish(),
  format,
  think,
  options: options.nullish(),
  keep_alive: keepAlive,
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  /** Whether the oldest turns may go where all do not fit. */
  truncate: z.boolean().nullish(),
  shift: z.boolean().nullish(),
};
export type Asking = z.output<z.ZodObject<typeof asking>>;

export const chatRequest = z.object({
  ...asking,
  messages: z.array(message).nullish(),
  tools: z.array(tool).max(512).nullish(),
});

export const generateRequest = z.object({
  ...asking,
  prompt: z.string().nullish(),
  system: z.string().nullish(),
  images: z.array(z.string().min(1)).max(64).nullish(),
  /** The prompt holds the model's template already. */
  raw: z.boolean().nullish(),
});

/** Documented fields of `/api/generate` that change the answer and that nothing here can honour. */
export const REFUSED_FIELDS: Readonly<Record<string, string>> = {
  template: 'The model’s own template is used; set another in the model’s settings.',
  suffix: 'Filling in is not done here.',
  context: 'Send the conversation to /api/chat instead.',
};
