import type { Prompt } from '../../shared/api/contract.ts';
import type { ConversationView, MessageView, PlanView } from '../../shared/api/views.ts';
import { CUT_OFF, type Failure, type HeardLine } from '../api.ts';

type Candidate = PlanView['permitted'][number];

/** A question on its way and the answer to it. */
interface Turn {
  readonly prompt: Prompt;
  /** Set once both messages are stored. */
  readonly replyId?: string;
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
  return { ...without(thread, 'failure'), load: 'ready', turn: { prompt } };
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
    (before.answer === undefined) === (now.answer === undefined) &&
    (before.plan === undefined) === (now.plan === undefined)
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
      return { ...thread, messages: [...thread.messages, line.question, reply], turn: { ...turn, replyId: reply.id } };
    }
    // Shown folded once the window has a place for it; it is not part of the answer.
    case 'reasoning':
      return thread;
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

function append(thread: Thread, text: string): Thread {
  return text === '' ? thread : patchReply(thread, (reply) => ({ text: reply.text + text }));
}

function patchReply(thread: Thread, patch: (reply: MessageView) => Partial<MessageView>): Thread {
  const id = thread.turn?.replyId;
  if (id === undefined) return thread;
  return { ...thread, messages: thread.messages.map((message) => (message.id === id ? { ...message, ...patch(message) } : message)) };
}
