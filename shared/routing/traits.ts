import type { ChatRequest, Part } from '../chat/request.ts';
import type { FindingType } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import type { Ability } from './target.ts';

/** What is known about a prompt before deciding. Holds no text of it. */
export interface Traits {
  readonly requestId: string;
  readonly model: string;
  readonly tags: readonly string[];
  /** How many findings of each type the whole context holds. */
  readonly findings: Readonly<Partial<Record<FindingType, number>>>;
  readonly needs: readonly Ability[];
  /** Estimated tokens of the prompt: UTF-8 bytes / 4, the mean of common tokenizers on English prose. */
  readonly inputTokens: number;
  /** Tokens asked for; 0 when the caller left it open. */
  readonly outputTokens: number;
}

/** Every text of a part that would be sent, so nothing escapes the scan. */
function textsOf(part: Part): readonly string[] {
  switch (part.type) {
    case 'text':
      return [part.text];
    case 'tool-call':
      return [part.name, part.arguments];
    case 'tool-result':
      return [part.text];
    case 'image':
      return [part.url];
  }
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

function needsOf(request: ChatRequest): Ability[] {
  const needs: Ability[] = [];
  const parts = request.messages.flatMap((message) => message.content);
  if (request.tools.length > 0 || parts.some((part) => part.type === 'tool-call' || part.type === 'tool-result')) needs.push('tools');
  if (parts.some((part) => part.type === 'image')) needs.push('images');
  if (request.output.type !== 'text') needs.push('json');
  if (request.logprobs !== undefined) needs.push('logprobs');
  return needs;
}

/**
 * Reads a request: scans the whole context (system prompt, history, tool definitions and results),
 * counts and sizes. Pure but for the scanner's memory.
 */
export function traitsOf(request: ChatRequest, scanner: Scanner): Traits {
  const findings: Partial<Record<FindingType, number>> = {};
  let bytes = 0;
  const read = (text: string) => {
    bytes += utf8Length(text);
    for (const { type } of scanner(text)) findings[type] = (findings[type] ?? 0) + 1;
  };
  for (const message of request.messages) for (const part of message.content) for (const text of textsOf(part)) read(text);
  for (const tool of request.tools) read(JSON.stringify(tool));
  return {
    requestId: request.id,
    model: request.model,
    tags: request.tags,
    findings,
    needs: needsOf(request),
    inputTokens: Math.ceil(bytes / 4),
    outputTokens: request.maxOutputTokens ?? 0,
  };
}
