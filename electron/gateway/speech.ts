import type { IncomingMessage } from 'node:http';
import type { Speech } from './call.ts';

/** Whose errors a caller understands, by the path it asks for and the headers that only some clients send. */
export function speechOf(path: string, { headers }: IncomingMessage): Speech {
  if (path.startsWith('/api/')) return 'ollama';
  if (path.startsWith('/v1beta/')) return 'gemini';
  return path.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined ? 'anthropic' : 'openai';
}
