import type { LintelErrorShape } from '../../../shared/chat/error.ts';
import type { Speech } from '../call.ts';
import { anthropicError } from './anthropic-messages/errors.ts';
import { geminiError } from './gemini/errors.ts';
import { ollamaError } from './ollama/errors.ts';
import { openaiError } from './openai-chat/errors.ts';

/** An error in a dialect's own words. */
export interface WireError {
  readonly status: number;
  readonly body: object;
  readonly headers: Record<string, string>;
}

interface ErrorSpeech {
  whole(error: LintelErrorShape, requestId: string): WireError;
  /** What is written into a stream that has begun, as the bytes that end it. */
  inStream(error: LintelErrorShape, requestId: string): string;
}

const openai: ErrorSpeech = {
  whole: openaiError,
  inStream: (error) => `data: ${JSON.stringify(openaiError(error).body)}\n\n`,
};

const anthropic: ErrorSpeech = {
  whole: anthropicError,
  inStream: (error, requestId) => `event: error\ndata: ${JSON.stringify(anthropicError(error, requestId).body)}\n\n`,
};

const gemini: ErrorSpeech = {
  whole: geminiError,
  inStream: (error) => `data: ${JSON.stringify(geminiError(error).body)}\n\n`,
};

const ollama: ErrorSpeech = {
  whole: ollamaError,
  inStream: (error) => `${JSON.stringify(ollamaError(error).body)}\n`,
};

/** How each dialect says that something failed. */
export const ERRORS: Readonly<Record<Speech, ErrorSpeech>> = { openai, anthropic, ollama, gemini };
