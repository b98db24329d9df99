import i18next from 'i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, createApi } from '../../renderer/api.ts';
import { texts } from '../../renderer/locales/en/index.ts';
import { createChat, NEW } from '../../renderer/stores/chat.ts';
import { createConversations } from '../../renderer/stores/conversations.ts';
import { createDrafts, EMPTY_DRAFT } from '../../renderer/stores/drafts.ts';
import { createView } from '../../renderer/stores/view.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { finish, start, target, text } from '../fakes/ports.ts';
import { realMain } from './real-main.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: texts } }));

let main: ReturnType<typeof realMain> | undefined;
afterEach(() => {
  main?.close();
  main = undefined;
});

/** The stores of a window, tied together as in the window. */
function window(api: Api) {
  const drafts = createDrafts();
  const conversations = createConversations(api);
  const view = createView();
  const announced: string[] = [];
  let turns = 0;
  const chat = createChat(api, drafts, {
    opened: (conversation, key) => {
      conversations.put(conversation);
      view.rename(key, conversation.id);
    },
    ended: () => void turns++,
    announce: (sentence) => void announced.push(sentence),
  });
  const selected = () => view.store.getState().selected;
  return {
    drafts,
    conversations,
    view,
    chat,
    announced,
    selected,
    thread: () => chat.store.getState()[selected()],
    send(typed: string) {
      drafts.change(selected(), { text: typed });
      chat.send(selected());
    },
    ended: (count: number) => vi.waitFor(() => expect(turns).toBe(count)),
  };
}

/** Says a word, then waits until it is stopped. */
const endless: Engine = {
  async *chat(_permit, _request, signal) {
    yield start;
    yield text('word');
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    yield { type: 'finish', reason: 'cancelled', usage: { ...NO_USAGE, outputTokens: 1 } };
  },
};

describe('a conversation', () => {
  it('begins without an id, gets one, and goes on under it', async () => {
    main = realMain([target('a')], { a: [start, text('Good '), text('day'), finish] });
    const { send, ended, selected, thread, drafts, conversations, announced } = window(main.api);
    drafts.change(NEW, { tags: ['private'] });
    send('Hello');
    expect(thread()?.turn?.prompt.text).toBe('Hello');
    await ended(1);
    expect(selected()).not.toBe(NEW);
    expect(thread()?.messages).toMatchObject([{ text: 'Hello' }, { text: 'Good day', status: 'done' }]);
    expect(conversations.store.getState().list).toMatchObject([{ id: selected() }]);
    expect(drafts.read(selected())).toEqual({ ...EMPTY_DRAFT, tags: ['private'] });
    expect(drafts.read(NEW).tags).toEqual([]);
    expect(announced).toEqual(['a is answering.', 'Answer finished.']);
    send('And again');
    await ended(2);
    expect(thread()?.messages).toHaveLength(4);
  });

  it('takes the next question once the answer has ended, though its stream is still open', async () => {
    main = realMain([target('a')], { a: [start, text('Good day'), finish] });
    const { api } = main;
    let close = () => {};
    const closing = new Promise<void>((resolve) => (close = resolve));
    async function* slowToClose(...asked: Parameters<Api['chat']>) {
      yield* api.chat(...asked);
      await closing;
    }
    const { send, ended, thread, chat, selected } = window({ ...api, chat: slowToClose });
    send('Hello');
    await vi.waitFor(() => expect(thread()?.messages.at(-1)?.status).toBe('done'));
    send('And again');
    await vi.waitFor(() => expect(thread()?.messages).toHaveLength(4));
    await vi.waitFor(() => expect(thread()?.messages.at(-1)?.status).toBe('done'));
    chat.ask(selected(), chat.promptAgain(selected(), thread()?.messages.at(-1)?.id ?? '') ?? { text: '', tags: [], model: 'auto' });
    await vi.waitFor(() => expect(thread()?.messages.at(-1)?.versions).toHaveLength(2));
    close();
    await ended(3);
    expect(thread()?.messages.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('stops, keeps what was said, and learns main’s account of it', async () => {
    main = realMain([target('a')], { a: endless });
    const { send, ended, thread, chat, selected } = window(main.api);
    send('Hello');
    await vi.waitFor(() => expect(thread()?.messages[1]?.text).toBe('word'));
    chat.stop(selected());
    await ended(1);
    expect(thread()?.messages[1]).toMatchObject({ text: 'word', status: 'cancelled' });
    await vi.waitFor(() => expect(thread()?.messages[1]?.answer?.status).toBe('cancelled'), 4_000);
  });

  it('sends one question at a time, and keeps what is typed meanwhile', async () => {
    main = realMain([target('a')], { a: endless });
    const { send, ended, thread, chat, selected, drafts } = window(main.api);
    send('Hello');
    await vi.waitFor(() => expect(thread()?.turn?.replyId).toBeDefined());
    send('Too early');
    expect(drafts.read(selected()).text).toBe('Too early');
    chat.stop(selected());
    await ended(1);
    expect(thread()?.messages).toHaveLength(2);
  });

  it('answers in two conversations at once', async () => {
    main = realMain([target('a')], { a: endless });
    const { send, ended, chat, selected, view } = window(main.api);
    send('One');
    await vi.waitFor(() => expect(selected()).not.toBe(NEW));
    const one = selected();
    view.select(NEW);
    send('Two');
    await vi.waitFor(() => expect(selected()).not.toBe(NEW));
    const two = selected();
    expect([one, two].map((id) => chat.store.getState()[id]?.turn?.prompt.text)).toEqual(['One', 'Two']);
    chat.stop(one);
    await ended(1);
    expect(chat.store.getState()[two]?.turn).toBeDefined();
    chat.stop(two);
    await ended(2);
  });
});

describe('a question that main cannot take', () => {
  const silent = createApi(() => Promise.reject(new TypeError('fetch failed')));

  it('goes back into the composer, with the reason', async () => {
    const { send, ended, thread, drafts } = window(silent);
    send('Precious words');
    await ended(1);
    expect(drafts.read(NEW).text).toBe('Precious words');
    expect(thread()).toMatchObject({ messages: [], failure: { error: { code: 'unreachable' } } });
  });

  it('stands before what was typed since', async () => {
    const { send, ended, drafts } = window(silent);
    send('First');
    drafts.change(NEW, { text: 'Since' });
    await ended(1);
    expect(drafts.read(NEW).text).toBe('First\n\nSince');
  });

  it('is refused for a blank text before it is sent', () => {
    const { send, thread } = window(silent);
    send('   \n ');
    expect(thread()).toBeUndefined();
  });
});

describe('a question that fails after an answer that was cut off', () => {
  it('is not mistaken for it', async () => {
    main = realMain([target('a')]);
    const turn = main.chats.begin({ text: 'Hello', tags: [] }, 'request-9');
    main.chats.save(turn.reply.id, 'Good', 'failed');
    const { send } = main;
    const {
      chat,
      view,
      drafts,
      send: type,
      ended,
      thread,
    } = window(createApi((input, init) => (init?.method === 'POST' ? Promise.reject(new TypeError('fetch failed')) : send(input, init))));
    view.select(turn.conversation.id);
    await chat.load(turn.conversation.id);
    type('Precious words');
    await ended(1);
    expect(thread()?.failure).toEqual({ error: expect.objectContaining({ code: 'unreachable' }) });
    expect(drafts.read(turn.conversation.id).text).toBe('Precious words');
  });
});

describe('asking again', () => {
  it('answers the question once more in its place, with its own tags beside those chosen now', async () => {
    main = realMain([target('a')], { a: [start, text('Good day'), finish] });
    const turn = main.chats.begin({ text: 'My diagnosis', tags: ['private'] }, 'request-9');
    main.chats.save(turn.reply.id, '', 'failed');
    // As after a reload: nothing is chosen yet.
    const { chat, view, drafts, ended, thread, selected } = window(main.api);
    view.select(turn.conversation.id);
    await chat.load(selected());
    drafts.change(selected(), { tags: ['sensitive'] });
    const prompt = chat.promptAgain(selected(), turn.reply.id);
    expect(prompt).toMatchObject({ questionId: turn.question.id, tags: ['private', 'sensitive'] });
    if (prompt !== undefined) chat.ask(selected(), prompt);
    await ended(1);
    expect(thread()?.messages).toMatchObject([{ text: 'My diagnosis' }, { text: 'Good day', tags: ['private', 'sensitive'] }]);
    expect(thread()?.messages[1]?.versions).toHaveLength(2);
    await chat.show(selected(), turn.reply.id);
    expect(thread()?.messages[1]).toMatchObject({ id: turn.reply.id, status: 'failed' });
  });

  it('puts an edited question in the place of the first one, and hides what followed', async () => {
    main = realMain([target('a')], { a: [start, text('Good day'), finish] });
    const { chat, ended, thread, selected, send } = window(main.api);
    send('One');
    await ended(1);
    send('Two');
    await ended(2);
    const first = thread()?.messages[0]?.id ?? '';
    const prompt = chat.promptEdited(selected(), first, 'One, put better');
    if (prompt !== undefined) chat.ask(selected(), prompt);
    expect(thread()?.turn).toMatchObject({ after: null });
    await ended(3);
    expect(thread()?.messages.map((message) => message.text)).toEqual(['One, put better', 'Good day']);
    expect(thread()?.messages[0]?.versions).toHaveLength(2);
    await chat.show(selected(), first);
    expect(thread()?.messages.map((message) => message.text)).toEqual(['One', 'Good day', 'Two', 'Good day']);
  });

  it('asks nothing for a reply that is not there', () => {
    main = realMain([target('a')]);
    const { chat } = window(main.api);
    expect(chat.promptAgain(NEW, 'nowhere')).toBeUndefined();
    expect(chat.promptEdited(NEW, 'nowhere', 'x')).toBeUndefined();
  });
});

describe('two windows', () => {
  it('see each other’s turns, and what is deleted is gone from both', async () => {
    main = realMain([target('a')], { a: [start, text('Good day'), finish] });
    const one = window(main.api);
    one.send('Hello');
    await one.ended(1);
    const id = one.selected();
    const two = window(main.api);
    two.view.select(id);
    await two.chat.load(id);
    two.send('From the other side');
    await two.ended(1);
    await one.chat.load(id);
    expect(one.thread()?.messages.map((message) => message.text)).toEqual(['Hello', 'Good day', 'From the other side', 'Good day']);
    expect(one.thread()?.updatedAt).toBe(main.chats.conversation(id).updatedAt);
    await two.conversations.remove(id);
    await one.chat.load(id);
    expect(one.thread()).toMatchObject({ load: 'failed', messages: [], failure: { error: { code: 'not-found' } } });
  });

  it('follow an answer that the other one is getting, to its end', async () => {
    main = realMain([target('a')]);
    const turn = main.chats.begin({ text: 'Hello', tags: [] }, 'request-9');
    const { chat, thread, view, selected } = window(main.api);
    view.select(turn.conversation.id);
    await chat.load(selected());
    expect(thread()?.messages[1]).toMatchObject({ text: '', status: 'streaming' });
    main.chats.save(turn.reply.id, 'Good day', 'done');
    await vi.waitFor(() => expect(thread()?.messages[1]).toMatchObject({ text: 'Good day', status: 'done' }), 4_000);
  });
});

describe('deleting a conversation under its answer', () => {
  it('ends the answer and leaves nothing of it behind', async () => {
    main = realMain([target('a')], { a: endless });
    const { send, ended, thread, chat, selected } = window(main.api);
    send('Hello');
    await vi.waitFor(() => expect(thread()?.messages[1]?.text).toBe('word'));
    chat.forget(selected());
    await ended(1);
    expect(thread()).toBeUndefined();
  });
});

describe('reading a conversation', () => {
  it('says why it cannot be read, and reads it later', async () => {
    main = realMain([target('a')]);
    const turn = main.chats.begin({ text: 'Hello', tags: [] }, 'request-9');
    let isUp = false;
    const send = main.send;
    const api = createApi((input, init) => (isUp ? send(input, init) : Promise.reject(new TypeError('fetch failed'))));
    const { chat } = window(api);
    await chat.load(turn.conversation.id);
    expect(chat.store.getState()[turn.conversation.id]).toMatchObject({ load: 'failed', failure: { error: { code: 'unreachable' } } });
    isUp = true;
    main.chats.save(turn.reply.id, 'Good day', 'done');
    await chat.load(turn.conversation.id);
    expect(chat.store.getState()[turn.conversation.id]).toMatchObject({
      load: 'ready',
      messages: [{ text: 'Hello' }, { text: 'Good day' }],
    });
    expect(chat.store.getState()[turn.conversation.id]?.failure).toBeUndefined();
  });
});

describe('the list of conversations', () => {
  it('keeps its entries and tells the reason when a change fails', async () => {
    main = realMain([target('a')]);
    const { api, chats } = main;
    const { conversation } = chats.begin({ text: 'Hello', tags: [] }, 'request-9');
    const list = createConversations(api);
    await list.load();
    expect(await list.rename('nowhere', 'x')).toBe(false);
    expect(list.store.getState()).toMatchObject({ list: [{ id: conversation.id }], error: { code: 'not-found' } });
    expect(await list.rename(conversation.id, 'Greeting')).toBe(true);
    expect(list.store.getState()).toEqual({ list: [expect.objectContaining({ title: 'Greeting' })], loaded: true, more: {} });
    expect(await list.remove(conversation.id)).toBe(true);
    expect(list.store.getState()).toMatchObject({ list: [], deleted: { id: conversation.id } });
    expect(await list.undo()).toBe(conversation.id);
    expect(list.store.getState()).toMatchObject({ list: [{ id: conversation.id }] });
    expect(list.store.getState().deleted).toBeUndefined();
  });
});
