import type { IncomingMessage } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';
import { requireFewParts } from './body-parts.ts';

const tooLarge = (limit: number) =>
  new LintelError(
    'body-too-large',
    `The request is over the limit of ${Math.floor(limit / 2 ** 20)} MiB. Send less, or in several requests.`,
  );

/**
 * Reads a JSON object. Throws `body-too-large` as soon as the limit is passed, `bad-request` for
 * anything that is not a JSON object in UTF-8, or has too many values.
 * @param limit most bytes to take
 * @param take told of bytes before they are kept; may throw
 */
export async function readJsonObject(
  request: IncomingMessage,
  limit: number,
  take: (bytes: number) => void,
): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, limit, take);
  requireFewParts(bytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not UTF-8';
    throw new LintelError('bad-request', `The body is not valid JSON: ${reason}.`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LintelError('bad-request', 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

async function readBytes(request: IncomingMessage, limit: number, take: (bytes: number) => void): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    take(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
