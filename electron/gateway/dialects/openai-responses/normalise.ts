import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, OutputFormat } from '../../../../shared/chat/request.ts';
import type { Caller } from '../../caller.ts';
import { reasoningOf } from '../effort.ts';
import { optional } from '../optional.ts';
import { conversationNamed, tagsIn, wishesIn } from '../wishes.ts';
import { contextOf } from './context.ts';
import { responseIdOf } from './ids.ts';
import { isElsewhere, listOf, type RawItem } from './items.ts';
import type { ResponseStore } from './kept.ts';
import { messagesOf } from './messages.ts';
import { type Toolbox, toolboxOf } from './tools.ts';
import { OTHER_FIELDS, PASSED_FIELDS, type ResponseRequest, responseRequest } from './wire.ts';

/** A request as it was read, with what only this dialect needs to answer it. */
export interface Reading {
  readonly request: ChatRequest;
  readonly wire: ResponseRequest;
  readonly responseId: string;
  readonly toolbox: Toolbox;
  /** Each with an id. */
  readonly input: readonly RawItem[];
  readonly isKept: boolean;
  /** The conversation that the chain is. */
  readonly conversationId: string;
  /** Types of tools and items that were left out. */
  readonly skipped: readonly string[];
}

/** Reads a request for a response. Throws `bad-request` with the field's name. */
export function normalise(body: Record<string, unknown>, caller: Caller, store: ResponseStore): Reading {
  for (const [field, verdict] of Object.entries(OTHER_FIELDS)) {
    if (verdict === 'refused' && body[field] !== undefined && body[field] !== null)
      throw new LintelError('bad-request', `“${field}” is not supported. Leave it out.`, { field });
  }
  const parsed = responseRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const wire = parsed.data;
  const isKept = wire.store !== false;
  if (wire.background === true && !isKept)
    throw new LintelError('bad-request', '“background” needs a response that is kept. Leave “store” out.', { field: 'store' });
  const responseId = responseIdOf(caller.requestId);
  const toolbox = toolboxOf(wire.tools ?? [], wire.tool_choice);
  const given = listOf(body.input) as readonly RawItem[];
  const context = contextOf({ app: caller.app, responseId, previousId: wire.previous_response_id }, given, wire.input, store);
  const messages = messagesOf(wire.instructions, context.items, context.items.length - context.own.length);
  if (messages.length === 0) throw new LintelError('bad-request', '“input” must not be empty.', { field: 'input' });
  const named = conversationNamed(wire.metadata, caller) ?? context.conversationId;
  const conversationId = named ?? `${caller.app}:${responseId}`;
  const request: ChatRequest = {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'openai-responses',
    model: wire.model,
    messages,
    tools: toolbox.tools,
    ...optional('toolChoice', toolbox.tools.length === 0 && toolbox.choice === 'auto' ? undefined : toolbox.choice),
    ...optional('parallelToolCalls', wire.parallel_tool_calls),
    ...optional('reasoning', reasoningOf(wire.reasoning?.effort)),
    sampling: { ...optional('temperature', wire.temperature), ...optional('topP', wire.top_p) },
    ...optional('maxOutputTokens', wire.max_output_tokens),
    stop: [],
    output: formatOf(wire),
    ...optional('logprobs', logprobsOf(wire)),
    ...(wire.truncation === 'auto' ? { overflow: 'shift' } : {}),
    ...wishesIn(wire.metadata),
    tags: [...new Set([...caller.tags, ...tagsIn(wire.metadata), ...context.tags])],
    ...optional('project', caller.project),
    // What nobody can go on from needs no name.
    ...optional('conversationId', isKept ? conversationId : named),
    ...optional('allowed', caller.allowed),
    wire: passed(body, wire),
  };
  const skipped = [...new Set([...toolbox.skipped, ...context.items.filter(isElsewhere).map(({ type }) => type)])];
  return { request, wire, responseId, toolbox, input: context.own, isKept, conversationId, skipped };
}

function formatOf({ text }: ResponseRequest): OutputFormat {
  const format = text?.format;
  if (format?.type === 'json_object') return { type: 'json' };
  if (format?.type !== 'json_schema') return { type: 'text' };
  return { type: 'json-schema', schema: format.schema, ...optional('name', format.name), ...optional('strict', format.strict) };
}

function logprobsOf({ include, top_logprobs: top }: ResponseRequest): number | undefined {
  const isAsked = include?.includes('message.output_text.logprobs') === true || (top ?? 0) > 0;
  return isAsked ? (top ?? 0) : undefined;
}

/** The hints that OpenAI's other ways of asking know by the same name. Nothing of the prompt is among them. */
function passed(body: Record<string, unknown>, { text, reasoning }: ResponseRequest): Record<string, unknown> {
  const known = PASSED_FIELDS.filter((field) => body[field] !== undefined && body[field] !== null);
  return {
    ...Object.fromEntries(known.map((field) => [field, body[field]])),
    ...optional('verbosity', text?.verbosity),
    ...optional('reasoning_effort', reasoning?.effort),
    ...optional('reasoning_summary', reasoning?.summary ?? reasoning?.generate_summary),
  };
}
