import type { Prompt } from '../../shared/api/contract.ts';
import type { ConversationView, MessageView, PlanView } from '../../shared/api/views.ts';
import { CUT_OFF, type Failure, type HeardLine } from '../api.ts';

type Candidate = PlanView['permitted'][number];

/** A question on its way and the answer to it. */
interface Turn {
  readonly prompt: Prompt;
  /** The message that stays on show before it until both are stored; absent: the last one, null: none. */
  readonly after?: string | null;
  /** Set once both messages are stored. */
  readonly replyId?: string;
  /** Where it stands in line: how many are before it at a target that answers others now, or that it is being read. */
  readonly queued?: { readonly target: Candidate; readonly before?: number };
  /** Who answers, once something does. */
  readonly target?: Candidate;
}

/** One conversation as the window holds it. */
export interface Thread {
  readonly load: 'loading' | 'ready' | 'failed';
  readonly messages: readonly MessageView[];
  /** When main last changed what was read from it, in milliseconds since the epoch; absent before the first reading. */
  readonly updatedAt?: number;
  readonly turn?: Turn;
  /** Why the conversation could not be read, the last question not be sent, or this reply not be finished. */
  readonly failure?: { readonly error: Failure; readonly replyId?: string };
}

export const EMPTY_THREAD: Thread = { load: 'ready', messages: [] };

const without = <Key extends 'turn' | 'failure'>(thread: Thread, ...keys: Key[]): Thread => {
  const rest = { ...thread };
  for (const key of keys) delete rest[key];
  return rest;
};

export function beginTurn(thread: Thread, prompt: Prompt): Thread {
  const after = prompt.questionId ?? prompt.after;
  return { ...without(thread, 'failure'), load: 'ready', turn: { prompt, ...(after === undefined ? {} : { after }) } };
}

/** The messages up to one of them, itself included; null: none. All where it is not there. */
export function upTo(messages: readonly MessageView[], id: string | null | undefined): readonly MessageView[] {
  if (id === null) return [];
  const at = id === undefined ? -1 : messages.findIndex((message) => message.id === id);
  return at === -1 ? messages : messages.slice(0, at + 1);
}

/** What a run of lines from main does to a thread; a run and its lines one by one come to the same. */
export function applyLines(thread: Thread, lines: readonly HeardLine[]): Thread {
  let next = thread;
  let text = '';
  for (const line of lines) {
    if (line.type === 'text') {
      text += line.text;
      continue;
    }
    next = applyLine(append(next, text), line);
    text = '';
  }
  return append(next, text);
}

/** The reader stopped the answer: what is there stays. */
export function stopTurn(thread: Thread): Thread {
  return without(
    patchReply(thread, () => ({ status: 'cancelled' })),
    'turn',
  );
}

/**
 * Takes main's account of the conversation. An answer that ended here while main was still writing
 * it down stays ended.
 */
export function settle(
  thread: Thread,
  stored: Pick<ConversationView, 'updatedAt'> & { readonly messages: readonly MessageView[] },
): Thread {
  if (thread.turn !== undefined) return thread;
  const held = new Map(thread.messages.map((message) => [message.id, message]));
  const messages = stored.messages.map((message) => {
    const before = held.get(message.id);
    if (before === undefined) return message;
    const hasEndedHere = message.status === 'streaming' && before.status !== 'streaming';
    return hasEndedHere || isSame(before, message) ? before : message;
  });
  return { ...(thread.load === 'failed' ? without(thread, 'failure') : thread), load: 'ready', messages, updatedAt: stored.updatedAt };
}

/** True when nothing on show would change; the message held is kept then, and is not drawn again. */
function isSame(before: MessageView, now: MessageView): boolean {
  return (
    before.status === now.status &&
    before.text === now.text &&
    before.versions?.length === now.versions?.length &&
    (before.answer === undefined) === (now.answer === undefined) &&
    // A plan that was asked for is not lost.
    (before.plan !== undefined || now.plan === undefined)
  );
}

/** True when main's list tells of something that the window has not read. @param listed main's entry; absent once deleted */
export function isStale(thread: Thread | undefined, listed: Pick<ConversationView, 'updatedAt'> | undefined): boolean {
  return thread === undefined || (thread.turn === undefined && thread.updatedAt !== listed?.updatedAt);
}

/** True while main knows more about an answer, or soon will, than the window does. */
export function isUnsettled(thread: Thread): boolean {
  return thread.messages.some(({ role, status, answer }) => role === 'assistant' && status !== 'done' && answer === undefined);
}

function applyLine(thread: Thread, line: HeardLine): Thread {
  const { turn } = thread;
  if (turn === undefined) return thread;
  switch (line.type) {
    case 'text':
      return append(thread, line.text);
    case 'opened': {
      const reply: MessageView = { ...line.reply, plan: line.plan };
      const before = upTo(thread.messages, line.question.parentId ?? null);
      return { ...thread, messages: [...before, line.question, reply], turn: { ...turn, replyId: reply.id } };
    }
    case 'reasoning':
      return patchReply(thread, ({ reasoning = '' }) => ({ reasoning: reasoning + line.text }));
    case 'tool-call':
      return patchReply(thread, ({ calls = [] }) => ({ calls: withPiece(calls, line) }));
    case 'queued': {
      const { target, before } = line;
      return { ...thread, turn: { ...turn, queued: before === undefined ? { target } : { target, before } } };
    }
    case 'start':
      return { ...thread, turn: { ...turn, target: line.target } };
    case 'end':
      return without(
        patchReply(thread, () => ({ status: line.answer.status, answer: line.answer })),
        'turn',
      );
    case 'error': {
      const status = line.error.code === CUT_OFF.code ? 'interrupted' : 'failed';
      return {
        ...without(
          patchReply(thread, () => ({ status })),
          'turn',
        ),
        failure: { error: line.error, ...(turn.replyId === undefined ? {} : { replyId: turn.replyId }) },
      };
    }
  }
}

type Piece = Extract<HeardLine, { type: 'tool-call' }>;

function withPiece(
  calls: NonNullable<MessageView['calls']>,
  { name, arguments: piece, isFirst }: Piece,
): NonNullable<MessageView['calls']> {
  const last = calls.at(-1);
  if (last === undefined || isFirst === true) return [...calls, { name, arguments: piece }];
  return [...calls.slice(0, -1), { ...last, arguments: last.arguments + piece }];
}

function append(thread: Thread, text: string): Thread {
  return text === '' ? thread : patchReply(thread, (reply) => ({ text: reply.text + text }));
}

function patchReply(thread: Thread, patch: (reply: MessageView) => Partial<MessageView>): Thread {
  const id = thread.turn?.replyId;
  if (id === undefined) return thread;
  return patchMessage(thread, id, patch);
}

/** The reply that grows is the last message, so the search begins there. */
export function patchMessage(thread: Thread, id: string, patch: (message: MessageView) => Partial<MessageView>): Thread {
  const at = thread.messages.findLastIndex((message) => message.id === id);
  const message = thread.messages[at];
  return message === undefined ? thread : { ...thread, messages: thread.messages.with(at, { ...message, ...patch(message) }) };
}
