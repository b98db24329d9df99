import { createStore } from 'zustand/vanilla';
import type { Prompt } from '../../shared/api/contract.ts';
import type { ConversationView } from '../../shared/api/views.ts';
import type { Api, HeardLine } from '../api.ts';
import type { Drafts } from './drafts.ts';
import { applyLines, beginTurn, EMPTY_THREAD, isUnsettled, settle, stopTurn, type Thread } from './thread.ts';

/** Stands for the conversation that main has not made yet. */
export const NEW = 'new';

/** Milliseconds between two paints of a growing answer. */
const PAINT_EVERY_MS = 50;
/** Milliseconds until main is asked again about an answer that it is still writing down. */
const ASK_AGAIN_MS = 1_000;
const ASK_AFTER_STOP_MS = 250;

/** What the rest of the window hears of. */
export interface ChatListener {
  /** A question is stored. `key` is where it was asked: `NEW` for a conversation made just now. */
  opened(conversation: ConversationView, key: string): void;
  ended(): void;
  /** For ears: an answer began or ended. */
  announce(sentence: string): void;
}

/** Threads by conversation, and the turns that run in them. Several conversations may answer at once. */
export function createChat(api: Api, drafts: Drafts, listener: ChatListener) {
  const store = createStore<Readonly<Record<string, Thread>>>()(() => ({}));
  const running = new Map<string, AbortController>();
  const asking = new Map<string, ReturnType<typeof setTimeout>>();
  const read = (key: string): Thread => store.getState()[key] ?? EMPTY_THREAD;
  const isHeld = (key: string): boolean => store.getState()[key] !== undefined;
  const write = (key: string, thread: Thread) => store.setState({ [key]: thread });

  const load = async (id: string): Promise<void> => {
    clearTimeout(asking.get(id));
    asking.delete(id);
    if (!isHeld(id)) write(id, { load: 'loading', messages: [] });
    const outcome = await api.conversation(id);
    // Deleted here while main was asked.
    if (!isHeld(id)) return;
    const thread = read(id);
    if (outcome.ok) {
      write(id, settle(thread, outcome.value));
      if (outcome.value.messages.some((message) => message.status === 'streaming')) loadIn(id, ASK_AGAIN_MS);
    } else if (thread.turn === undefined && (thread.messages.length === 0 || outcome.error.code === 'not-found')) {
      // What was deleted elsewhere must not stay on show here.
      write(id, { load: 'failed', messages: [], failure: { error: outcome.error } });
    }
  };

  /** One question at a time waits for each conversation, however many have a reason to ask. */
  const loadIn = (id: string, ms: number) => {
    clearTimeout(asking.get(id));
    asking.set(
      id,
      setTimeout(() => void load(id), ms),
    );
  };

  const run = async (asked: string, prompt: Prompt): Promise<void> => {
    if (running.has(asked)) return;
    const abort = new AbortController();
    let key = asked;
    running.set(key, abort);
    write(key, beginTurn(read(key), prompt));

    let waiting: HeardLine[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = () => {
      clearTimeout(timer);
      timer = undefined;
      // A conversation deleted under its answer stays deleted.
      if (waiting.length > 0 && isHeld(key)) write(key, applyLines(read(key), waiting));
      waiting = [];
    };

    let isOpen = false;
    for await (const line of api.chat(prompt, abort.signal)) {
      if (line.type === 'opened') {
        isOpen = true;
        key = adopt(key, line.conversation.id);
        listener.opened(line.conversation, asked);
      }
      if (line.type === 'start') listener.announce(`${line.target.name} is answering.`);
      if (line.type === 'end' || line.type === 'error') listener.announce(ending(line));
      waiting.push(line);
      if (line.type !== 'text' && line.type !== 'reasoning') paint();
      else timer ??= setTimeout(paint, PAINT_EVERY_MS);
    }
    paint();
    running.delete(key);
    if (abort.signal.aborted) {
      if (isHeld(key)) write(key, stopTurn(read(key)));
      listener.announce('Answer stopped.');
    }
    if (!isOpen) drafts.giveBack(key, prompt.text);
    if (isOpen && isUnsettled(read(key))) loadIn(key, ASK_AFTER_STOP_MS);
    listener.ended();
  };

  /** A new conversation has an id now: its thread, draft and turn move under it. */
  const adopt = (from: string, to: string): string => {
    if (from === to) return from;
    store.setState({ [to]: read(from), [from]: EMPTY_THREAD });
    const abort = running.get(from);
    if (abort !== undefined) running.set(to, abort);
    running.delete(from);
    drafts.move(from, to);
    return to;
  };

  const promptFor = (key: string, text: string): Prompt => {
    const { model, tags } = drafts.read(key);
    return { ...(key === NEW ? {} : { conversationId: key }), text, model, tags: [...tags] };
  };

  const promptAgain = (key: string, replyId: string): Prompt | undefined => {
    const { messages } = read(key);
    const at = messages.findIndex((message) => message.id === replyId);
    const question = messages.slice(0, Math.max(at, 0)).findLast((message) => message.role === 'user');
    if (question === undefined) return undefined;
    const prompt = promptFor(key, question.text);
    return { ...prompt, tags: [...new Set([...question.tags, ...(prompt.tags ?? [])])] };
  };

  return {
    store,
    load,
    /** Sends what stands in the composer. It is given back should main not have stored it. @param letGo how far the person lets it go, having seen it */
    send(key: string, letGo?: Prompt['letGo']) {
      const { text } = drafts.read(key);
      if (text.trim() === '' || running.has(key)) return;
      drafts.change(key, { text: '' });
      void run(key, { ...promptFor(key, text), ...(letGo === undefined ? {} : { letGo }) });
    },
    /**
     * Asks the question before a reply once more, at the end of the conversation. The model is the one
     * chosen now; the question keeps its own tags beside those chosen now.
     */
    askAgain(key: string, replyId: string, letGo?: Prompt['letGo']) {
      const prompt = promptAgain(key, replyId);
      if (prompt !== undefined) void run(key, { ...prompt, ...(letGo === undefined ? {} : { letGo }) });
    },
    promptAgain,
    stop: (key: string) => running.get(key)?.abort(),
    prompt: promptFor,
    forget(id: string) {
      running.get(id)?.abort();
      clearTimeout(asking.get(id));
      const { [id]: _, ...others } = store.getState();
      store.setState(others, true);
    },
  };
}

function ending(line: Extract<HeardLine, { type: 'end' | 'error' }>): string {
  const error = line.type === 'error' ? line.error : line.answer.error;
  if (error !== undefined) return 'No answer. The reason is in the conversation.';
  return line.type === 'end' && line.answer.status === 'cancelled' ? 'Answer stopped.' : 'Answer finished.';
}
