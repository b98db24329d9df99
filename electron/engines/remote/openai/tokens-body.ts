import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Form } from './body.ts';

/**
 * The body of a streamed completion, by which alone a prompt can be given as tokens. Throws `bad-request` for what comes back
 * from there in other words than from a chat.
 */
export function tokensBodyOf({ messages, sampling, maxOutputTokens, stop, choices, logprobs, wire }: ChatRequest, form: Form): string {
  if (logprobs !== undefined)
    throw new LintelError('bad-request', '“logprobs” cannot be had for a prompt of tokens from this provider. Leave it out.', {
      field: 'logprobs',
    });
  return JSON.stringify({
    ...wire,
    model: form.model,
    prompt: messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'tokens' ? part.ids : []))),
    temperature: sampling.temperature,
    top_p: sampling.topP,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
    seed: sampling.seed,
    logit_bias: sampling.logitBias,
    max_tokens: maxOutputTokens,
    ...(stop.length > 0 ? { stop } : {}),
    ...(choices === undefined ? {} : { n: choices }),
    stream: true,
    ...(form.asksUsage ? { stream_options: { include_usage: true } } : {}),
  });
}
