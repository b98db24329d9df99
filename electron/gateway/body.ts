import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';
import { requireFewParts } from './body-parts.ts';

const tooLarge = (limit: number) =>
  new LintelError(
    'body-too-large',
    `The request is over the limit of ${Math.floor(limit / 2 ** 20)} MiB. Send less, or in several requests.`,
  );

/** The JSON object that a body is. Throws `bad-request` for anything else, in any other encoding than UTF-8, or of too many values. */
export function jsonObjectIn(bytes: Buffer): Record<string, unknown> {
  requireFewParts(bytes);
  let value: unknown;
  try {
    value = JSON.parse(textIn(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LintelError('bad-request', `The body is not valid JSON: ${error.message}.`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LintelError('bad-request', 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** A byte order mark is no part of it. Costs a tenth of what a decoder does that throws by itself. */
function textIn(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new LintelError('bad-request', 'The body is not valid JSON: it is not UTF-8.');
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

/**
 * Reads a body. Throws `body-too-large` as soon as the limit is passed.
 * @param limit most bytes to take
 * @param take told of bytes before they are kept; may throw
 */
export async function readBytes(request: IncomingMessage, limit: number, take: (bytes: number) => void): Promise<Buffer> {
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
