import { api } from '../api.ts';
import { createChat, NEW } from './chat.ts';
import { createConnection } from './connection.ts';
import { createConversations } from './conversations.ts';
import { createDrafts } from './drafts.ts';
import { createPrediction } from './prediction.ts';
import { createView } from './view.ts';

/** The window's stores, tied together. The address bar names the conversation, so a reload finds it again. */
const inAddress = () => decodeURIComponent(location.hash.slice(1)) || NEW;

export const view = createView(inAddress());
export const drafts = createDrafts();
export const conversations = createConversations(api);
export const prediction = createPrediction(api);

export const chat = createChat(api, drafts, {
  opened(conversation, key) {
    conversations.put(conversation);
    view.rename(key, conversation.id);
  },
  ended() {
    void conversations.load();
    void connection.look();
  },
  announce: view.announce,
});

export const connection = createConnection(api, () => {
  void conversations.load();
  const { selected } = view.store.getState();
  if (selected !== NEW) void chat.load(selected);
});

/** Deletes a conversation for good; the reader of it lands on a new one. */
export async function removeConversation(id: string): Promise<void> {
  if (!(await conversations.remove(id))) return;
  if (view.store.getState().selected === id) view.select(NEW);
  chat.forget(id);
}

/** Starts watching main and the address. Returns a function that stops both. */
export function startSession(): () => void {
  const unsubscribe = view.store.subscribe(({ selected }, before) => {
    if (selected === before.selected) return;
    const hash = selected === NEW ? '' : `#${encodeURIComponent(selected)}`;
    if (location.hash !== hash) history.pushState(null, '', hash === '' ? location.pathname : hash);
    if (selected !== NEW && chat.store.getState()[selected] === undefined) void chat.load(selected);
  });
  const follow = () => view.select(inAddress());
  const look = () => {
    if (document.visibilityState === 'visible') void connection.look();
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  document.addEventListener('visibilitychange', look);
  void connection.look();
  return () => {
    unsubscribe();
    connection.stop();
    window.removeEventListener('popstate', follow);
    window.removeEventListener('hashchange', follow);
    document.removeEventListener('visibilitychange', look);
  };
}
