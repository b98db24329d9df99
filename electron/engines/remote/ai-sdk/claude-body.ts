import type { ChatRequest } from '../../../../shared/chat/request.ts';
import { adapts, isNamed } from './claude-thought.ts';
import { isRecord } from './json.ts';

/** The dialect of the port that asks as Anthropic does. */
export const OWN_DIALECT = 'anthropic-messages';

/**
 * Fields that are Lintel's to say, and such as would have the provider choose another model, hand the prompt on to servers of
 * the caller's choice, or add to it what was never searched. Ids of messages are Lintel's own.
 */
const LEFT_OUT = new Set([
  ...['betas', 'model', 'stream', 'max_tokens'],
  ...['fallbacks', 'fallback_credit_token', 'mcp_servers', 'thread', 'diagnostics'],
]);

/** Whether a request goes to Claude in its caller's own words. */
export const isInOwnWords = (request: ChatRequest | undefined): request is ChatRequest =>
  request?.dialect === OWN_DIALECT && Object.keys(request.wire).length > 0;

/**
 * The body for Claude where the caller asked in Claude's own dialect: their fields as they are, but for the model, the limit,
 * the stream and what is Lintel's. Of a masked request the messages are those that were masked: its own fields hold none.
 * @param made what the SDK made of the neutral request
 */
export function claudeBody(made: Record<string, unknown>, request: ChatRequest | undefined): Record<string, unknown> {
  if (!isInOwnWords(request)) return made;
  const own = Object.fromEntries(Object.entries(request.wire).filter(([name]) => !LEFT_OUT.has(name)));
  const { model, stream, max_tokens, messages, system } = made;
  const said = Array.isArray(own.messages)
    ? { messages: own.messages.flatMap(withoutForeignThought) }
    : { messages, ...(system === undefined ? {} : { system }), thinking: made.thinking };
  return { ...own, ...thoughtIn(own, made), ...said, ...metadataOf(own.metadata), model, max_tokens, stream };
}

/**
 * How much is to be thought, where the caller said it for another model than the one that was chosen: newer ones refuse a
 * budget, and older ones know nothing else.
 */
function thoughtIn({ thinking, output_config: config }: Fields, made: Fields): Fields {
  const type = isRecord(thinking) ? thinking.type : undefined;
  const model = String(made.model);
  if (!isNamed(model)) return {};
  const asked = isRecord(config) ? config : {};
  if (adapts(model)) {
    if (type === undefined || type === 'adaptive' || type === 'between_tools') return {};
    return { thinking: made.thinking, ...configOf({ ...(isRecord(made.output_config) ? made.output_config : {}), ...asked }) };
  }
  const { effort, ...rest } = asked;
  const isUnknown = effort !== undefined && !TAKES_EFFORT.test(model);
  return { ...(type === 'adaptive' ? { thinking: made.thinking } : {}), ...(isUnknown ? configOf(rest) : {}) };
}

/** The one before 4.6 that is told an effort, beside its budget. */
const TAKES_EFFORT = /opus-4-5/;

const configOf = (config: Fields): Fields => ({ output_config: Object.keys(config).length === 0 ? undefined : config });

type Fields = Readonly<Record<string, unknown>>;

/** Features that a caller of the same dialect asks for by name. */
export function betaHeader(request: ChatRequest | undefined): Record<string, string> {
  const betas = request?.dialect === OWN_DIALECT ? request.wire.betas : undefined;
  return Array.isArray(betas) && betas.length > 0 ? { 'anthropic-beta': betas.join(',') } : {};
}

function metadataOf(metadata: unknown): { metadata?: unknown } {
  if (!isRecord(metadata)) return {};
  const { lintel: _, ...theirs } = metadata;
  return { metadata: Object.keys(theirs).length === 0 ? undefined : theirs };
}

/** Proofs of other providers begin with their names; a thought that nobody signed has none. Claude refuses both. */
const FOREIGN = /^(?:$|[\w~]+\.\w+:)/;

function withoutForeignThought(message: unknown): unknown[] {
  if (!isRecord(message) || !Array.isArray(message.content)) return [message];
  const content = message.content.filter(
    (block) => !isRecord(block) || block.type !== 'thinking' || (typeof block.signature === 'string' && !FOREIGN.test(block.signature)),
  );
  if (content.length === message.content.length) return [message];
  return content.length === 0 ? [] : [{ ...message, content }];
}
