import { type ChatRequest, isSound, type Preference } from '../chat/request.ts';
import type { Work } from '../chat/work.ts';
import { type Wishes, wishesOf } from '../money/beside.ts';
import type { FindingType } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import type { Zone } from '../privacy/zones.ts';
import { estimateTask } from './estimate-task.ts';
import { mostInputTokens } from './most.ts';
import { readingOf } from './reading.ts';
import type { Ability, Target } from './target.ts';
import type { EstimateTask, Task } from './task.ts';
import { drawOf } from './thread.ts';
import { fitOf } from './tokens/fits.ts';
import { type Sizes, sizesOf } from './tokens/size.ts';
import { atOnceOf, taskOf } from './work.ts';

/** Findings of one type, and of one tag where they are the user's own terms. */
export interface Found {
  readonly type: FindingType;
  readonly tag?: string;
  readonly count: number;
}

/** What in a prompt nobody can search. */
export type Unread = 'picture' | 'sound' | 'document' | 'tokens';

/** What is known about a prompt before deciding. Holds no text of it. */
export interface Traits {
  readonly requestId: string;
  readonly model: string;
  readonly tags: readonly string[];
  /** What counts of the findings in the whole context. Absent: not searched, because it is too long. */
  readonly findings?: readonly Found[];
  /** Whether everything found lies where it can be masked. */
  readonly maskable: boolean;
  /** It holds a picture, or something else that nobody can search. */
  readonly hasPictures: boolean;
  /** What that is; absent: a picture. */
  readonly unread?: Unread;
  /** The outermost zone that the calling app's key lets anything reach. */
  readonly ceiling?: Zone;
  /** The zone that the person let this one prompt go to, having seen what would leave. */
  readonly letGo?: Zone;
  readonly needs: readonly Ability[];
  /** What is asked for in place of an answer. */
  readonly work?: Work['type'];
  /** What has to fit into a window at a time, where that is not all of it. */
  readonly atOnce?: Pick<Traits, 'inputTokens' | 'sizes'>;
  /** The model, or the pool, that the vectors have to come from; absent: any. */
  readonly vectors?: string;
  /** What the caller asked `auto` to look for. */
  readonly preference?: Preference;
  /** Estimated tokens of the prompt, by no tokenizer in particular. */
  readonly inputTokens: number;
  /** The same by each tokenizer family: `inputTokensFor` reads it. Absent: only the sum is known. */
  readonly sizes?: Sizes;
  /** Where the prompt is too long, its oldest turns may be left out. */
  readonly mayShift: boolean;
  /** Tokens asked for; 0 when the caller left it open. */
  readonly outputTokens: number;
  readonly task: Task;
  /** Who asks: `window`, `cli`, or the id of an app key. */
  readonly app: string;
  /** The name that the user gave that key. */
  readonly appName?: string;
  /** The project it is for, where the caller named one. */
  readonly project?: string;
  /** Answers wanted; absent: one. */
  readonly choices?: number;
  /** The most tokens of the prompt, whatever the tokenizer; absent: about `inputTokens`. */
  readonly mostInputTokens?: number;
  /** What the caller's own fields ask for beside tokens; absent: nothing. */
  readonly wishes?: Wishes;
  /** The conversation it belongs to, where one is known. */
  readonly conversationId?: string;
  /** Where its conversation has no id, by what it is drawn in a split: a few bits of how it began. */
  readonly thread?: string;
  /** The target that answered this conversation last, and the tokens of it that it has in its cache. */
  readonly cachedAt?: { readonly targetId: string; readonly tokens: number };
  /** Messages of the prompt. */
  readonly turns: number;
  /** The targets that the calling app's key may use; `*` stands for any characters. Absent: all. */
  readonly allowed?: readonly string[];
}

/** A prompt of so few tokens is searched even when no target can hold it, or there is none: it takes no time. */
const ALWAYS_SEARCHED = 4_096;

function needsOf(request: ChatRequest): Ability[] {
  if (request.work !== undefined) return [request.work.type];
  const needs: Ability[] = ['chat'];
  const parts = request.messages.flatMap((message) => message.content);
  if (request.tools.length > 0 || parts.some((part) => part.type === 'tool-call' || part.type === 'tool-result')) needs.push('tools');
  if (parts.some((part) => part.type === 'image')) needs.push('images');
  if (parts.some((part) => part.type === 'file' && isSound(part))) needs.push('audio');
  if (parts.some((part) => part.type === 'file' && !isSound(part))) needs.push('documents');
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
  const sizes = sizesOf(request);
  const inputTokens = sizes.unknown;
  const atOnce = atOnceOf(request);
  const wishes = wishesOf(request);
  const fitted = { ...(atOnce ?? { inputTokens, sizes }), outputTokens: 0 };
  const isTooLong = inputTokens > ALWAYS_SEARCHED && fleet.every((target) => fitOf(fitted, target) === 'too-long');
  const reading = isTooLong ? undefined : readingOf(request, scanner, minConfidence);
  return {
    requestId: request.id,
    model: request.model,
    tags: request.tags,
    ...(reading ?? { maskable: false, hasPictures: false }),
    ...(request.ceiling === undefined ? {} : { ceiling: request.ceiling }),
    ...(request.preference === undefined ? {} : { preference: request.preference }),
    // Vectors and ranks of what is masked are those of another text.
    ...(request.work === undefined ? {} : { work: request.work.type, maskable: false }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(request.letGo === undefined ? {} : { letGo: request.letGo }),
    needs: needsOf(request),
    inputTokens,
    sizes,
    mayShift: request.overflow === 'shift',
    outputTokens: request.maxOutputTokens ?? 0,
    task: request.work === undefined ? estimate(request, inputTokens) : taskOf(request.work),
    app: request.app,
    ...(request.appName === undefined ? {} : { appName: request.appName }),
    ...(request.conversationId === undefined ? { thread: drawOf(request) } : { conversationId: request.conversationId }),
    ...(request.project === undefined ? {} : { project: request.project }),
    ...(request.choices === undefined ? {} : { choices: request.choices }),
    mostInputTokens: mostInputTokens(request),
    ...(wishes === undefined ? {} : { wishes }),
    turns: request.messages.length,
    ...(request.allowed === undefined ? {} : { allowed: request.allowed }),
  };
}
