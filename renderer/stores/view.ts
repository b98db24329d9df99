import { createStore } from 'zustand/vanilla';
import type { Page } from './address.ts';
import { NEW } from './chat.ts';

/** What the explanation panel tells of: an answer, by its message's id, or the prediction in the composer. */
export type Subject = { readonly messageId: string } | 'prediction';

export interface View {
  /** The conversation on show, or `NEW`; kept while a page is on show instead. */
  readonly selected: string;
  readonly page?: Page;
  readonly subject?: Subject;
  readonly isSidebarOpen: boolean;
  /** For ears only. */
  readonly announcement: string;
}

/** What is on show. Another conversation closes what belonged to the last one. */
export function createView(selected: string = NEW, page?: Page) {
  const store = createStore<View>()(() => ({ selected, ...(page === undefined ? {} : { page }), isSidebarOpen: false, announcement: '' }));
  const set = (change: (view: View) => View) => store.setState(change, true);
  return {
    store,
    select: (id: string) =>
      set((view) => ({ selected: id, isSidebarOpen: false, announcement: view.selected === id ? view.announcement : '' })),
    open: (page: Page) => set(({ selected }) => ({ selected, page, isSidebarOpen: false, announcement: '' })),
    /** The new conversation got its id; nothing else changes on screen. */
    rename: (from: string, to: string) => set((view) => (view.selected === from ? { ...view, selected: to } : view)),
    explain: (subject: Subject) => set((view) => ({ ...view, subject })),
    closeExplanation: () => set(({ subject: _, ...view }) => view),
    showSidebar: (isSidebarOpen: boolean) => set((view) => ({ ...view, isSidebarOpen })),
    announce: (announcement: string) => set((view) => ({ ...view, announcement })),
  };
}
