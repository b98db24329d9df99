import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { DesktopCommand, UpdateView } from '../../shared/api/desktop.ts';
import { api } from '../api.ts';
import { desktop } from '../desktop.ts';
import { PAGES, type Page } from './address.ts';
import { NEW } from './chat.ts';
import { createKeeping } from './keeping.ts';
import { createOpened } from './opened.ts';
import { chat, connection, drafts, models, view } from './session.ts';

const isPage = (name: string): name is Page => Object.hasOwn(PAGES, name);

export const opened = createOpened({
  chat({ text }) {
    view.select(NEW);
    drafts.giveBack(NEW, { text });
  },
  model({ ref }) {
    view.open('models', 'get');
    void models.download(ref);
  },
  page({ page }) {
    if (isPage(page)) view.open(page);
  },
  file: ({ path }) => void useFolderOf(path),
});

/** What is known of a newer Lintel; put off until it changes. */
export const updates = createStore<{ readonly view?: UpdateView; readonly putOff?: UpdateView['phase'] }>()(() => ({}));

export const keeping = createKeeping(api, () => void connection.look());

/** Uses the models of the folder that a file lies in, from now on. */
async function useFolderOf(path: string): Promise<void> {
  const folder = path.replace(/[\\/][^\\/]*$/, '');
  const settings = await api.settings();
  if (settings.ok && !settings.value.modelFolders.includes(folder))
    await api.changeSettings({ modelFolders: [...settings.value.modelFolders, folder] });
  view.open('models');
}

function follow(command: DesktopCommand): void {
  if (command === 'new-chat') view.select(NEW);
  else if (isPage(command)) view.open(command);
}

/** Hears what the desktop program tells the main window, and tells it of answers that came while nobody looked. */
export function startDesktop(): void {
  void keeping.load();
  if (desktop === undefined) return;
  const program = desktop;
  program.listen((event) => {
    if (event.type === 'opened') opened.ask(event.opened);
    if (event.type === 'update') updates.setState({ view: event.update });
    if (event.type === 'command') follow(event.command);
    if (event.type === 'conversation') view.select(event.id);
  });
  let unseen = 0;
  chat.store.subscribe((threads, before) => {
    const ended = Object.keys(before).filter(
      (id) => before[id]?.turn !== undefined && threads[id] !== undefined && threads[id].turn === undefined,
    );
    // A new conversation that gets its id moves its turn: nothing has ended there.
    if (ended.length === 0 || ended.includes(NEW) || document.hasFocus()) return;
    unseen += ended.length;
    void program.badge(unseen);
    // What it says may be read by whoever stands by: the notification says only that there is one.
    void program.notify(i18next.t('desktop:answered'), i18next.t('desktop:answeredDetail'));
  });
  window.addEventListener('focus', () => {
    if (unseen > 0) void program.badge(0);
    unseen = 0;
  });
}
