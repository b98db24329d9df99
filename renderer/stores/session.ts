import type { Topic } from '../../shared/api/topics.ts';
import { api } from '../api.ts';
import { followSystem, lookAs } from '../appearance.ts';
import { createActivity } from './activity.ts';
import { addressOf, addressOfPlace, conversationIn, placeIn } from './address.ts';
import { createApps } from './apps.ts';
import { createBenchmarks } from './benchmarks.ts';
import { createChat, NEW } from './chat.ts';
import { createConnection } from './connection.ts';
import { createConversations } from './conversations.ts';
import { createDrafts } from './drafts.ts';
import { createEgress } from './egress.ts';
import { listen } from './events.ts';
import { createFindings } from './findings.ts';
import { createHubSearch } from './hub-search.ts';
import { createLeaving } from './leaving.ts';
import { createModels } from './models.ts';
import { createOverlay } from './overlay.ts';
import { createPictures } from './pictures.ts';
import { createPrediction } from './prediction.ts';
import { createPrivacy } from './privacy.ts';
import { createProviders } from './providers.ts';
import { createRouting } from './routing.ts';
import { createSearch } from './search.ts';
import { createSettings } from './settings.ts';
import { createShelf } from './shelf.ts';
import { isStale } from './thread.ts';
import { createTrial } from './trial.ts';
import { createVersions } from './versions.ts';
import { createView } from './view.ts';

/** The window's stores, tied together. The address bar names the conversation, so a reload finds it again. */
const inAddress = () => conversationIn(location.hash) ?? NEW;

export const view = createView(inAddress(), placeIn(location.hash));
export const overlay = createOverlay();
export const settings = createSettings(api, ({ window: look }) => lookAs(look));
export const drafts = createDrafts(api);
export const findings = createFindings(api);
export const search = createSearch(api);
export const shelf = createShelf(api);
export const conversations = createConversations(api);
export const prediction = createPrediction(api);
export const models = createModels(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const hubSearch = createHubSearch(api);
export const benchmarks = createBenchmarks(api, (announcement, id) => {
  view.announce(announcement);
  void models.fit(id);
  models.lookSoon();
  void connection.look();
});
export const providers = createProviders(api, (announcement) => {
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

export const trial = createTrial(api, () => routing.store.getState().draft);

export const versions = createVersions(api, (announcement) => {
  view.announce(announcement);
  void connection.look();
});

export const apps = createApps(api, view.announce);

export const pictures = createPictures(api);
export const activity = createActivity(api);
export const egress = createEgress(api, view.announce);

export const chat = createChat(api, drafts, {
  opened(conversation, key) {
    conversations.put(conversation);
    leaving.opened(key, conversation.id);
    view.rename(key, conversation.id);
  },
  read: (conversation) => void conversations.put(conversation),
  ended() {
    void connection.look();
  },
  announce: view.announce,
});

export const leaving = createLeaving(api, {
  prompt: chat.prompt,
  send: chat.send,
  ask: chat.ask,
});

export const connection = createConnection(api, async (isBack) => {
  const { selected } = view.store.getState();
  if (isBack) for (const part of [settings, drafts, shelf]) void part.load();
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

/** Deletes a conversation; the reader of it lands on a new one. */
export async function removeConversation(id: string): Promise<void> {
  if (!(await conversations.remove(id))) return;
  if (view.store.getState().selected === id) view.select(NEW);
  chat.forget(id);
}

/** Starts watching main and the address. Returns a function that stops both. */
export function startSession(): () => void {
  const unsubscribe = view.store.subscribe(({ selected, place }, before) => {
    if (selected === before.selected && place === before.place) return;
    const hash = place !== undefined ? addressOfPlace(place) : selected === NEW ? '' : addressOf(selected);
    if (location.hash !== hash) history.pushState(null, '', hash === '' ? location.pathname : hash);
    freshen();
  });
  const follow = () => {
    const place = placeIn(location.hash);
    if (place === undefined) view.select(inAddress());
    else view.open(place.page, place.tab);
  };
  const look = () => {
    if (document.visibilityState === 'visible') void connection.look();
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', drafts.keepNow);
  const unfollow = followSystem();
  const unhear = listen(api, (topics) => {
    if (topics.has('settings')) void settings.load();
    if (topics.has('requests')) activity.lookSoon();
    if (topics.has('models')) models.lookSoon();
    if (topics.has('keys')) apps.lookSoon();
    if (['state', 'models', 'policy', 'chats'].some((topic) => topics.has(topic as Topic))) look();
  });
  void connection.look();
  return () => {
    unsubscribe();
    unfollow();
    unhear();
    connection.stop();
    window.removeEventListener('pagehide', drafts.keepNow);
    window.removeEventListener('popstate', follow);
    window.removeEventListener('hashchange', follow);
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
