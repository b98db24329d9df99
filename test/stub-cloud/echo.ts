import type { ServerResponse } from 'node:http';
import { completionEcho } from './echo-completion.ts';
import { openaiEcho } from './echo-openai.ts';
import { OTHERS, otherEcho } from './echo-others.ts';
import { mannerOf } from './manner.ts';
import { vectors } from './vectors.ts';

/** Answers as the path's dialect has it. */
export async function echo(path: string, model: string, asked: Record<string, unknown>, response: ServerResponse): Promise<unknown> {
  if (path.endsWith('/chat/completions')) return openaiEcho(asked, mannerOf(model), response);
  if (path.endsWith('/completions')) return completionEcho(asked, response);
  const other = OTHERS.find(({ path: own }) => own.test(path));
  if (other !== undefined) return otherEcho(other, asked, mannerOf(decodeURIComponent(model)), response);
  if (/(?:\/embed|\/embeddings|\/rerank|:embedContent|:batchEmbedContents)$/.test(path)) return vectors(path, asked, response);
  return response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not Found","type":"not_found_error"}}');
}
