import { randomUUID } from 'node:crypto';
import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, Part } from '../../../../shared/chat/request.ts';
import type { Caller } from '../../caller.ts';
import { conversationIdOf } from '../conversation.ts';
import { optional } from '../optional.ts';
import { type CompletionRequest, completionRequest } from './wire.ts';

/** As documented: whoever wants more than a few words says so. */
const TOKENS_UNASKED = 16;

/** Reads a completion request. Throws `bad-request` with the field's name. */
export function readCompletion(body: Record<string, unknown>): CompletionRequest {
  const parsed = completionRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const { n, best_of: best, echo, logprobs } = parsed.data;
  if (typeof best === 'number' && best > (n ?? 1))
    throw new LintelError('bad-request', '“best_of” must not be more than “n”: no answers are made to be thrown away.', {
      field: 'best_of',
    });
  if (echo === true && parsed.data.prompt.some((prompt) => typeof prompt !== 'string'))
    throw new LintelError('bad-request', '“echo” cannot be had for a prompt of tokens: its text is not known.', { field: 'echo' });
  if (echo === true && typeof logprobs === 'number')
    throw new LintelError('bad-request', '“echo” cannot be had with “logprobs”: those of a prompt are not known.', { field: 'echo' });
  return parsed.data;
}

const partOf = (prompt: string | number[]): Part =>
  typeof prompt === 'string' ? { type: 'text', text: prompt } : { type: 'tokens', ids: prompt, field: 'prompt' };

/** One prompt of a request, for the path. */
export function requestOf(wire: CompletionRequest, place: number, caller: Caller): ChatRequest {
  const choices = wire.n ?? 1;
  return {
    // Each prompt is a request of its own, with a decision and an account.
    id: place === 0 ? caller.requestId : randomUUID(),
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'openai-completions',
    model: wire.model,
    messages: [{ role: 'user', content: [partOf(wire.prompt[place] ?? '')] }],
    isRaw: true,
    tools: [],
    ...(choices > 1 ? { choices } : {}),
    sampling: {
      ...optional('temperature', wire.temperature),
      ...optional('topP', wire.top_p),
      ...optional('frequencyPenalty', wire.frequency_penalty),
      ...optional('presencePenalty', wire.presence_penalty),
      ...optional('logitBias', wire.logit_bias),
      ...optional('seed', wire.seed),
    },
    maxOutputTokens: wire.max_tokens ?? TOKENS_UNASKED,
    stop: typeof wire.stop === 'string' ? [wire.stop] : (wire.stop ?? []),
    output: { type: 'text' },
    ...optional('logprobs', wire.logprobs),
    tags: caller.tags,
    ...optional('project', caller.project),
    ...optional('conversationId', caller.conversation === undefined ? undefined : conversationIdOf(caller.app, caller.conversation)),
    ...optional('allowed', caller.allowed),
    wire: optional('user', wire.user),
  };
}
