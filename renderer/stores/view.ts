import { createStore } from 'zustand/vanilla';
import { PAGES, type Page, type Place } from './address.ts';
import { NEW } from './chat.ts';

/** What the explanation panel tells of: an answer, by its message's id, or the prediction in the composer. */
export type Subject = { readonly messageId: string } | 'prediction';

export interface View {
  /** The conversation on show, or `NEW`; kept while a page is on show instead. */
  readonly selected: string;
  readonly place?: Place;
  readonly subject?: Subject;
  /** The message to bring into sight. */
  readonly target?: string;
  readonly isSidebarOpen: boolean;
  /** Something that went wrong, said in passing. */
  readonly note?: string;
  /** For ears only. */
  readonly announcement: string;
}

/** What is on show. Another conversation closes what belonged to the last one. */
export function createView(selected: string = NEW, place?: Place) {
  const store = createStore<View>()(() => ({
    selected,
    ...(place === undefined ? {} : { place }),
    isSidebarOpen: false,
    announcement: '',
  }));
  const set = (change: (view: View) => View) => store.setState(change, true);
  return {
    store,
    /** @param target the message to bring into sight */
    select: (id: string, target?: string) =>
      set((view) => ({
        ...{ selected: id, isSidebarOpen: false, announcement: view.selected === id ? view.announcement : '' },
        ...(target === undefined ? {} : { target }),
      })),
    /** The message is in sight. */
    reached: () => set(({ target: _, ...view }) => view),
    /** Shows a page; a tab that it does not have is its first. */
    open(page: Page, name?: string) {
      const tab = PAGES[page].find((one) => one === name);
      set(({ selected }) => ({
        selected,
        place: { page, ...(tab === undefined ? {} : { tab }) },
        isSidebarOpen: false,
        announcement: '',
      }));
    },
    /** The new conversation got its id; nothing else changes on screen. */
    rename: (from: string, to: string) => set((view) => (view.selected === from ? { ...view, selected: to } : view)),
    explain: (subject: Subject) => set((view) => ({ ...view, subject })),
    closeExplanation: () => set(({ subject: _, ...view }) => view),
    showSidebar: (isSidebarOpen: boolean) => set((view) => ({ ...view, isSidebarOpen })),
    notify: (note: string) => set((view) => ({ ...view, note, announcement: note })),
    dismissNote: () => set(({ note: _, ...view }) => view),
    announce: (announcement: string) => set((view) => ({ ...view, announcement })),
  };
}
