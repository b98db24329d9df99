import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import { openaiError } from '../openai-chat/errors.ts';

/** A failure as a response tells it: OpenAI has two codes that fit, and clients wait by the first. */
export function failureOf(error: LintelErrorShape): { code: string; message: string } {
  const { body } = openaiError(error);
  const code =
    error.code === 'context-overflow'
      ? (body.error.code ?? 'invalid_prompt')
      : error.code === 'rate-limited'
        ? 'rate_limit_exceeded'
        : 'server_error';
  return { code, message: error.message };
}
