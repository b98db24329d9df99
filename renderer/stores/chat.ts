import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Prompt } from '../../shared/api/contract.ts';
import type { ConversationView } from '../../shared/api/views.ts';
import type { Api, HeardLine } from '../api.ts';
import type { Draft, Drafts } from './drafts.ts';
import { applyLines, beginTurn, EMPTY_THREAD, isUnsettled, patchMessage, settle, stopTurn, type Thread } from './thread.ts';

/** Stands for the conversation that main has not made yet. */
export const NEW = 'new';

/** Milliseconds between two paints of a growing answer: a frame's length. */
const PAINT_EVERY_MS = 16;
/** Milliseconds until main is asked again about an answer that it is still writing down. */
const ASK_AGAIN_MS = 1_000;
const ASK_AFTER_STOP_MS = 250;

/** What the rest of the window hears of. */
export interface ChatListener {
  /** A question is stored. `key` is where it was asked: `NEW` for a conversation made just now. */
  opened(conversation: ConversationView, key: string): void;
  /** A conversation was read from main. */
  read?(conversation: ConversationView): void;
  ended(): void;
  /** For ears: an answer began or ended. */
  announce(sentence: string): void;
}

type LetGo = Prompt['letGo'];

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
      const { messages, ...conversation } = outcome.value;
      write(id, settle(thread, outcome.value));
      listener.read?.(conversation);
      if (messages.some((message) => message.status === 'streaming')) loadIn(id, ASK_AGAIN_MS);
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

  /** @param typed what goes back into the composer should main not have stored it */
  const run = async (asked: string, prompt: Prompt, typed?: Draft): Promise<void> => {
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

    // The answer is over with its last line: what is asked before the stream has closed is asked all the same.
    const finish = () => {
      if (running.get(key) === abort) running.delete(key);
    };

    let isOpen = false;
    for await (const line of api.chat(prompt, abort.signal)) {
      if (line.type === 'opened') {
        isOpen = true;
        key = adopt(key, line.conversation.id);
        listener.opened(line.conversation, asked);
      }
      if (line.type === 'start') listener.announce(i18next.t('chat:heard.answering', { model: line.target.name }));
      if (line.type === 'end' || line.type === 'error') {
        finish();
        listener.announce(ending(line));
      }
      waiting.push(line);
      if (line.type !== 'text' && line.type !== 'reasoning') paint();
      else timer ??= setTimeout(paint, PAINT_EVERY_MS);
    }
    paint();
    finish();
    if (abort.signal.aborted) {
      // What is asked since is not what was stopped.
      if (isHeld(key) && !running.has(key)) write(key, stopTurn(read(key)));
      listener.announce(i18next.t('chat:heard.stopped'));
    }
    if (!isOpen && typed !== undefined) drafts.giveBack(key, typed);
    if (isOpen && !running.has(key) && isUnsettled(read(key))) loadIn(key, ASK_AFTER_STOP_MS);
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

  const promptFor = (key: string, text = drafts.read(key).text): Prompt => {
    const { model, tags, attachments, cleared, projectId, presetId } = drafts.read(key);
    const spared = cleared.filter((one) => text.includes(one.text));
    return {
      ...(key === NEW ? {} : { conversationId: key }),
      ...{ text, model, tags: [...tags] },
      ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ id }) => id) }),
      ...(spared.length === 0 ? {} : { cleared: spared }),
      ...(key !== NEW || projectId === undefined ? {} : { projectId }),
      ...(presetId === undefined ? {} : { presetId }),
    };
  };

  /** The question before a reply, to be answered once more in its place. @param model who is to answer; absent: who is chosen now */
  const promptAgain = (key: string, replyId: string, model?: string): Prompt | undefined => {
    const { messages } = read(key);
    const at = messages.findIndex((message) => message.id === replyId);
    const question = messages.slice(0, Math.max(at, 0)).findLast((message) => message.role === 'user');
    if (question === undefined) return undefined;
    const chosen = drafts.read(key);
    return {
      ...{ conversationId: key, questionId: question.id, text: question.text, model: model ?? chosen.model },
      tags: [...new Set([...question.tags, ...chosen.tags])],
    };
  };

  /** A stored question put otherwise, in its place, with its own attachments and tags. */
  const promptEdited = (key: string, messageId: string, text: string): Prompt | undefined => {
    const question = read(key).messages.find(({ id }) => id === messageId);
    if (question === undefined) return undefined;
    const { model, tags } = drafts.read(key);
    const attachments = question.attachments?.map(({ id }) => id) ?? [];
    return {
      ...{ conversationId: key, after: question.parentId ?? null, text, model, tags: [...new Set([...question.tags, ...tags])] },
      ...(attachments.length === 0 ? {} : { attachments }),
    };
  };

  return {
    store,
    load,
    /** Sends what stands in the composer. It is given back should main not have stored it. @param letGo how far the person lets it go, having seen it */
    send(key: string, letGo?: LetGo) {
      const typed = drafts.read(key);
      if ((typed.text.trim() === '' && typed.attachments.length === 0) || running.has(key)) return;
      const prompt = promptFor(key);
      drafts.change(key, { text: '', attachments: [], cleared: [] });
      void run(key, { ...prompt, ...(letGo === undefined ? {} : { letGo }) }, typed);
    },
    /** Sends a prompt that stands in no composer. */
    ask: (key: string, prompt: Prompt) => void run(key, prompt),
    promptAgain,
    promptEdited,
    /** Shows the branch that a message is in. */
    async show(key: string, messageId: string) {
      if (running.has(key)) return;
      const outcome = await api.changeConversation(key, { shows: messageId });
      if (outcome.ok) await load(key);
    },
    /** Reads why an answer came from where it came from, where that was not read with it. */
    async explain(key: string, messageId: string) {
      const message = read(key).messages.find(({ id }) => id === messageId);
      if (message?.requestId === undefined || message.plan !== undefined) return;
      const outcome = await api.messageRoute(message.requestId);
      if (outcome.ok && isHeld(key))
        write(
          key,
          patchMessage(read(key), messageId, () => outcome.value),
        );
    },
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
  if (error !== undefined) return i18next.t('chat:heard.failed');
  return i18next.t(line.type === 'end' && line.answer.status === 'cancelled' ? 'chat:heard.stopped' : 'chat:heard.finished');
}
