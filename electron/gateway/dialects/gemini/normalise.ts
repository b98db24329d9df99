import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, OutputFormat, Reasoning, ToolDefinition } from '../../../../shared/chat/request.ts';
import type { Target } from '../../../../shared/routing/target.ts';
import type { Caller } from '../../caller.ts';
import { conversationIdOf } from '../conversation.ts';
import { optional } from '../optional.ts';
import { messagesOf, type Takes } from './contents.ts';
import { jsonSchemaOf } from './schema.ts';
import { spelled } from './spelling.ts';
import { type GenerateRequest, generateRequest, REFUSED_FIELDS, REFUSED_SETTINGS } from './wire.ts';

/** What is known of a request beside its body. */
export interface Setting {
  readonly caller: Caller;
  /** From the path. */
  readonly model: string;
  /** The model that is asked for by name, where there is one of it. */
  readonly target: Target | undefined;
}

/** Reads a request for content. Throws `bad-request` with the field's name. */
export function normalise(
  body: Record<string, unknown>,
  { caller, model, target }: Setting,
): { request: ChatRequest; tellsThought: boolean } {
  const takes: Takes = {
    isGoogles: target?.speaks === 'google' || target?.speaks === 'vertex',
  };
  const own = spelled(body) as Record<string, unknown>;
  const config = typeof own.generationConfig === 'object' && own.generationConfig !== null ? own.generationConfig : {};
  refuse(own, REFUSED_FIELDS, '');
  refuse(config as Record<string, unknown>, REFUSED_SETTINGS, 'generationConfig.');
  const parsed = generateRequest.safeParse(own, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const wire = parsed.data;
  const settings = wire.generationConfig ?? {};
  const request: ChatRequest = {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'gemini',
    model,
    messages: messagesOf(wire, takes),
    ...toolsOf(wire, takes),
    ...optional('reasoning', reasoningOf(settings)),
    ...((settings.candidateCount ?? 1) > 1 ? { choices: settings.candidateCount ?? 1 } : {}),
    sampling: {
      ...optional('temperature', settings.temperature),
      ...optional('topP', settings.topP),
      ...optional('topK', settings.topK === null || settings.topK === undefined ? undefined : Math.round(settings.topK)),
      ...optional('frequencyPenalty', settings.frequencyPenalty),
      ...optional('presencePenalty', settings.presencePenalty),
      ...optional('seed', settings.seed),
    },
    ...optional('maxOutputTokens', settings.maxOutputTokens),
    stop: settings.stopSequences ?? [],
    output: outputOf(settings),
    tags: caller.tags,
    ...optional('project', caller.project),
    ...optional('conversationId', caller.conversation === undefined ? undefined : conversationIdOf(caller.app, caller.conversation)),
    ...optional('allowed', caller.allowed),
    wire: own,
  };
  return { request, tellsThought: settings.thinkingConfig?.includeThoughts === true };
}

function refuse(fields: Record<string, unknown>, names: readonly string[], place: string): void {
  for (const name of names)
    if (fields[name] !== undefined && fields[name] !== null && fields[name] !== false)
      throw new LintelError('bad-request', `“${place}${name}” is not supported. Leave it out.`, { field: place + name });
}

/** Tools of the caller's, and which of them may be called. Google's own are for Google's own models. */
function toolsOf({ tools, toolConfig }: GenerateRequest, { isGoogles }: Takes): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  const declared: ToolDefinition[] = [];
  for (const [index, { functionDeclarations = [], ...others }] of (tools ?? []).entries()) {
    const [kind] = Object.keys(others);
    if (kind !== undefined && !isGoogles) {
      const field = `tools[${index}].${kind}`;
      const sentence = `“${field}” is a tool that only Google’s own models have. Leave it out, or ask for one of them by name.`;
      throw new LintelError('bad-request', sentence, { field });
    }
    for (const { name, description, parameters, parametersJsonSchema } of functionDeclarations)
      declared.push({
        name,
        ...optional('description', description),
        ...optional('parameters', parametersJsonSchema ?? (parameters === undefined ? undefined : jsonSchemaOf(parameters))),
      });
  }
  const { mode = 'AUTO', allowedFunctionNames = [] } = toolConfig?.functionCallingConfig ?? {};
  const allowed = allowedFunctionNames.length === 0 ? declared : declared.filter(({ name }) => allowedFunctionNames.includes(name));
  const [only, ...more] = allowed;
  switch (mode.toUpperCase()) {
    case 'NONE':
      return { tools: declared, toolChoice: 'none' };
    case 'ANY':
      return more.length === 0 && only !== undefined && allowedFunctionNames.length > 0
        ? { tools: declared, toolChoice: { name: only.name } }
        : { tools: allowed, toolChoice: 'required' };
    default:
      return { tools: allowed };
  }
}

/** Tokens of thought for Google's levels. The same figures as for OpenAI's words. */
const LEVELS: Readonly<Record<string, number>> = { MINIMAL: 256, LOW: 1024, MEDIUM: 4096, HIGH: 16_384 };

function reasoningOf({ thinkingConfig }: NonNullable<GenerateRequest['generationConfig']>): Reasoning | undefined {
  const { thinkingBudget: budget, thinkingLevel: level } = thinkingConfig ?? {};
  if (budget === 0) return { enabled: false };
  const budgetTokens = budget === null || budget === undefined || budget < 0 ? LEVELS[(level ?? '').toUpperCase()] : budget;
  if (budgetTokens !== undefined) return { enabled: true, budgetTokens };
  return budget === -1 ? { enabled: true } : undefined;
}

function outputOf(settings: NonNullable<GenerateRequest['generationConfig']>): OutputFormat {
  const { responseMimeType: type, responseSchema, responseJsonSchema } = settings;
  if (type !== 'application/json') return { type: 'text' };
  const schema = responseJsonSchema ?? (responseSchema === null || responseSchema === undefined ? undefined : jsonSchemaOf(responseSchema));
  return schema === undefined ? { type: 'json' } : { type: 'json-schema', schema };
}
