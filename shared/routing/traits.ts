import type { ChatRequest } from '../chat/request.ts';
import type { FindingType } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import type { Zone } from '../privacy/zones.ts';
import { mayHold } from './constraints/context-window.ts';
import { estimateTask } from './estimate-task.ts';
import { readingOf } from './reading.ts';
import type { Ability, Target } from './target.ts';
import type { EstimateTask, Task } from './task.ts';
import { textsIn, textsOf } from './texts.ts';

/** Findings of one type, and of one tag where they are the user's own terms. */
export interface Found {
  readonly type: FindingType;
  readonly tag?: string;
  readonly count: number;
}

/** What is known about a prompt before deciding. Holds no text of it. */
export interface Traits {
  readonly requestId: string;
  readonly model: string;
  readonly tags: readonly string[];
  /** What counts of the findings in the whole context. Absent: not searched, because it is too long. */
  readonly findings?: readonly Found[];
  /** Whether everything found lies where it can be masked. */
  readonly maskable: boolean;
  /** It holds a picture, which nobody can search. */
  readonly hasPictures: boolean;
  /** The zone that the person let this one prompt go to, having seen what would leave. */
  readonly letGo?: Zone;
  readonly needs: readonly Ability[];
  /** Estimated tokens of the prompt. */
  readonly inputTokens: number;
  /** Where the prompt is too long, its oldest turns may be left out. */
  readonly mayShift: boolean;
  /** Tokens asked for; 0 when the caller left it open. */
  readonly outputTokens: number;
  readonly task: Task;
  /** Who asks: `window`, `cli`, or the id of an app key. */
  readonly app: string;
  /** The conversation it belongs to, where one is known. */
  readonly conversationId?: string;
  /** The target that answered this conversation last, and the tokens of it that it has in its cache. */
  readonly cachedAt?: { readonly targetId: string; readonly tokens: number };
  /** Messages of the prompt. */
  readonly turns: number;
  /** The targets that the calling app's key may use; `*` stands for any characters. Absent: all. */
  readonly allowed?: readonly string[];
}

/** UTF-8 bytes to a token: the mean of common tokenizers on English prose. */
const BYTES_PER_TOKEN = 4;

/** Tokens that a chat template spends on a message beside its text. Our own estimate, from the markers of ChatML and Llama templates. */
const MESSAGE_TOKENS = 4;

/** Bytes that JSON adds to a key or value: two quotes and a separator. */
const JSON_BYTES = 3;

/** A prompt of so few tokens is searched even when no target can hold it, or there is none: it takes no time. */
const ALWAYS_SEARCHED = 4_096;

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

/** Estimated tokens of messages and tool definitions. Costs far less than a scan. */
function sizeOf({ messages, tools }: ChatRequest): number {
  let bytes = 0;
  for (const { content } of messages) for (const part of content) for (const text of textsOf(part)) bytes += utf8Length(text);
  for (const text of textsIn(tools)) bytes += utf8Length(text) + JSON_BYTES;
  return messages.length * MESSAGE_TOKENS + Math.ceil(bytes / BYTES_PER_TOKEN);
}

function needsOf(request: ChatRequest): Ability[] {
  const needs: Ability[] = ['chat'];
  const parts = request.messages.flatMap((message) => message.content);
  if (request.tools.length > 0 || parts.some((part) => part.type === 'tool-call' || part.type === 'tool-result')) needs.push('tools');
  if (parts.some((part) => part.type === 'image')) needs.push('images');
  if (request.output.type !== 'text') needs.push('json');
  if (request.logprobs !== undefined) needs.push('logprobs');
  if ((request.choices ?? 1) > 1) needs.push('choices');
  return needs;
}

/**
 * Reads a request: sizes it, then scans the whole context unless it is long and no target of the fleet can hold it.
 * Pure but for the scanner's memory.
 * @param minConfidence findings below it do not count
 */
export function traitsOf(
  request: ChatRequest,
  scanner: Scanner,
  fleet: readonly Target[],
  minConfidence: number,
  estimate: EstimateTask = estimateTask,
): Traits {
  const inputTokens = sizeOf(request);
  const isTooLong = inputTokens > ALWAYS_SEARCHED && !fleet.some((target) => mayHold(target, inputTokens));
  const reading = isTooLong ? undefined : readingOf(request, scanner, minConfidence);
  return {
    requestId: request.id,
    model: request.model,
    tags: request.tags,
    ...(reading ?? { maskable: false, hasPictures: false }),
    ...(request.letGo === undefined ? {} : { letGo: request.letGo }),
    needs: needsOf(request),
    inputTokens,
    mayShift: request.overflow === 'shift',
    outputTokens: request.maxOutputTokens ?? 0,
    task: estimate(request, inputTokens),
    app: request.app,
    ...(request.conversationId === undefined ? {} : { conversationId: request.conversationId }),
    turns: request.messages.length,
    ...(request.allowed === undefined ? {} : { allowed: request.allowed }),
  };
}
