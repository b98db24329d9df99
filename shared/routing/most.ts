import type { ChatRequest } from '../chat/request.ts';
import type { Work } from '../chat/work.ts';
import { type Beside, besideOf, wishesOf } from '../money/beside.ts';
import { mostCostOf } from '../money/price.ts';
import type { Target } from './target.ts';
import { textsIn, textsOf } from './texts.ts';
import { mostTokensOf } from './tokens/file-tokens.ts';
import { MOST_OF_WORK } from './work.ts';

/** Tokens that an answer may have where nobody said: the most that common models give by themselves. */
export const LONGEST_ANSWER = 4096;

/** Searches of the web that one request may lead to, where they are charged. Our own figure: answers rest on a handful. */
export const MOST_SEARCHES = 20;

/** Tokens that may still come while a provider that ignores the bound of an answer is stopped. */
export const OVERRUN = 16;

/** A picture's most tokens: common models spend up to about 1,600 on one, some more on large ones. */
const PICTURE_TOKENS = 6_000;
/** Tokens that a provider adds by itself: to every prompt, a message and a tool, and its own instructions for tools. */
const OWN_TOKENS = 64;
const MESSAGE_TOKENS = 16;
const TOOL_TOKENS = 64;
const TOOL_INSTRUCTIONS_TOKENS = 1_024;
/** JSON puts signs around every value. */
const JSON_TOKENS = 6;

/** What the caller's own fields repeat of the messages, tools and format that are counted already. */
const COUNTED_FIELDS = new Set(['messages', 'input', 'contents', 'system', 'tools', 'functions', 'response_format', 'format']);

const bytesOf = (text: string): number => {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
};

/** Deciding asks and every try asks again; a request never changes. */
const counted = new WeakMap<object, number>();

/** The most tokens that any tokenizer makes of a prompt: none makes more of a text than it has bytes. */
export function mostInputTokens(request: ChatRequest): number {
  const known = counted.get(request);
  if (known !== undefined) return known;
  const most = bytesAndSigns(request);
  counted.set(request, most);
  return most;
}

function bytesAndSigns({ messages, tools, output, wire }: ChatRequest): number {
  let most = OWN_TOKENS + messages.length * MESSAGE_TOKENS + tools.length * TOOL_TOKENS;
  if (tools.length > 0) most += TOOL_INSTRUCTIONS_TOKENS;
  for (const { content } of messages) {
    for (const part of content) {
      if (part.type === 'tokens') most += part.ids.length;
      if (part.type === 'file') most += mostTokensOf(part);
      if (part.type === 'image') most += PICTURE_TOKENS;
      else for (const text of textsOf(part)) most += bytesOf(text) + JSON_TOKENS;
    }
  }
  const others = Object.entries(wire).filter(([name]) => !COUNTED_FIELDS.has(name));
  for (const text of textsIn([tools, output, others.map(([, value]) => value)])) most += bytesOf(text) + JSON_TOKENS;
  return most;
}

/** The most that one try can use and cost. Answers are counted all together. */
export function mostOf(
  request: Pick<ChatRequest, 'messages' | 'tools' | 'output' | 'dialect' | 'wire' | 'maxOutputTokens' | 'choices' | 'work'>,
  target: Pick<Target, 'contextWindow' | 'price' | 'speaks'> & { readonly id?: string },
): { inputTokens: number; outputTokens: number; nanoDollars: number } {
  return mostOfTokens(
    mostInputTokens(request as ChatRequest),
    request.maxOutputTokens ?? 0,
    request.choices ?? 1,
    target,
    request.work?.type,
    besideOf(wishesOf(request), target),
  );
}

/**
 * The same from sizes.
 * @param asked tokens asked for; 0 where the caller left it open
 * @param work what is asked for in place of an answer
 * @param beside absent: what the target does unasked
 */
export function mostOfTokens(
  inputTokens: number,
  asked: number,
  choices: number,
  target: Pick<Target, 'contextWindow' | 'price' | 'speaks'> & { readonly id?: string },
  work?: Work['type'],
  { searches, reads, isFaster, isLong, percent }: Beside = besideOf(undefined, target),
): { inputTokens: number; outputTokens: number; nanoDollars: number } {
  const { contextWindow, price } = target;
  const longest = Math.min(asked > 0 ? asked : LONGEST_ANSWER, contextWindow);
  const words = (work === undefined ? longest : MOST_OF_WORK[work]) * choices;
  const outputTokens = words === 0 ? 0 : words + OVERRUN;
  // What is found or fetched is read, too: as much as there is room for.
  const read = work === undefined ? Math.max(inputTokens, Math.min(contextWindow, inputTokens + reads)) : inputTokens;
  const most = { inputTokens: read, outputTokens, searches: searches ? MOST_SEARCHES : 0, isFaster, isLong };
  return { inputTokens: read, outputTokens, nanoDollars: Math.ceil((mostCostOf(price, most) * percent) / 100) };
}
