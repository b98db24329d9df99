import { api } from '../api.ts';
import { addressOf, addressOfPage, conversationIn, pageIn } from './address.ts';
import { createChat, NEW } from './chat.ts';
import { createConnection } from './connection.ts';
import { createConversations } from './conversations.ts';
import { createDrafts } from './drafts.ts';
import { createEgress } from './egress.ts';
import { createLeaving } from './leaving.ts';
import { createModels } from './models.ts';
import { createPrediction } from './prediction.ts';
import { createPrivacy } from './privacy.ts';
import { createRouting } from './routing.ts';
import { isStale } from './thread.ts';
import { createVersions } from './versions.ts';
import { createView } from './view.ts';

/** The window's stores, tied together. The address bar names the conversation, so a reload finds it again. */
const inAddress = () => conversationIn(location.hash) ?? NEW;

export const view = createView(inAddress(), pageIn(location.hash));
export const drafts = createDrafts();
export const conversations = createConversations(api);
export const prediction = createPrediction(api);
export const models = createModels(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const privacy = createPrivacy(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const routing = createRouting(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const versions = createVersions(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const egress = createEgress(api, view.announce);

export const chat = createChat(api, drafts, {
  opened(conversation, key) {
    conversations.put(conversation);
    leaving.opened(key, conversation.id);
    view.rename(key, conversation.id);
  },
  ended() {
    void connection.look();
  },
  announce: view.announce,
});

export const leaving = createLeaving(api, {
  prompt: (key) => chat.prompt(key, drafts.read(key).text),
  send: chat.send,
  promptAgain: chat.promptAgain,
  askAgain: chat.askAgain,
});

export const connection = createConnection(api, async (isBack) => {
  const { selected } = view.store.getState();
  if (isBack && selected !== NEW) void chat.load(selected);
  // Another window or the command line may have asked, renamed or deleted.
  if (await conversations.load()) freshen();
});

/** Reads the conversation on show where main knows more of it than the window. */
function freshen(): void {
  const { selected } = view.store.getState();
  if (selected === NEW) return;
  const { list, loaded } = conversations.store.getState();
  const thread = chat.store.getState()[selected];
  const listed = list.find(({ id }) => id === selected);
  if (thread === undefined || (loaded && thread.load !== 'loading' && isStale(thread, listed))) void chat.load(selected);
}

/** Deletes a conversation for good; the reader of it lands on a new one. */
export async function removeConversation(id: string): Promise<void> {
  if (!(await conversations.remove(id))) return;
  if (view.store.getState().selected === id) view.select(NEW);
  chat.forget(id);
}

/** Starts watching main and the address. Returns a function that stops both. */
export function startSession(): () => void {
  const unsubscribe = view.store.subscribe(({ selected, page }, before) => {
    if (selected === before.selected && page === before.page) return;
    const hash = page !== undefined ? addressOfPage(page) : selected === NEW ? '' : addressOf(selected);
    if (location.hash !== hash) history.pushState(null, '', hash === '' ? location.pathname : hash);
    freshen();
  });
  const follow = () => {
    const page = pageIn(location.hash);
    if (page === undefined) view.select(inAddress());
    else view.open(page);
  };
  const look = () => {
    if (document.visibilityState === 'visible') void connection.look();
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  void connection.look();
  return () => {
    unsubscribe();
    connection.stop();
    window.removeEventListener('popstate', follow);
    window.removeEventListener('hashchange', follow);
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
