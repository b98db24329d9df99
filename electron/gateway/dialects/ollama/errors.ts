import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import { openaiError } from '../openai-chat/errors.ts';

/** An error as Ollama's clients expect it: a sentence, and the status that says what kind it is. */
export function ollamaError(error: LintelErrorShape) {
  const { status, headers } = openaiError(error);
  return { status, body: { error: error.message }, headers };
}
