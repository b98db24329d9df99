import { Menu, SquarePen } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import type { Page } from '../stores/address.ts';
import { NEW } from '../stores/chat.ts';
import { chat, connection, conversations, view } from '../stores/session.ts';
import { IconButton } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useMedia } from '../ui/use-media.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Conversation } from './conversation.tsx';
import { Explanation } from './explanation.tsx';
import { Left } from './left/left.tsx';
import { Models } from './models/models.tsx';
import { Privacy } from './privacy/privacy.tsx';
import { Routing } from './routing/routing.tsx';
import { Sidebar } from './sidebar.tsx';
import { useSubject } from './subject.ts';

const PAGE_TITLES: Record<Page, string> = { models: 'Models', routing: 'Routing', privacy: 'Privacy', left: 'What left' };

/** The whole window: conversations, the one on show, and why an answer came from where it came from. */
export function Window() {
  const { selected, page, isSidebarOpen, announcement } = useStore(view.store);
  const chatTitle = useStore(conversations.store, ({ list }) => list.find((entry) => entry.id === selected)?.title) ?? 'New chat';
  const title = page === undefined ? chatTitle : PAGE_TITLES[page];
  const warnings = useStore(connection.store, ({ state }) => state?.notices.filter((notice) => notice.level === 'warning').length ?? 0);
  const subject = useSubject();
  const hasSidebar = useMedia('(min-width: 700px)');
  const hasPanel = useMedia('(min-width: 1000px)');
  useShortcuts();
  useEffect(() => {
    document.title = selected === NEW && page === undefined ? 'Lintel' : `${title} · Lintel`;
  }, [selected, page, title]);

  return (
    <div className="flex h-full">
      {hasSidebar ? (
        <div className="w-64 shrink-0 border-e border-line bg-wall">
          <Sidebar />
        </div>
      ) : null}
      <main className="flex min-w-0 flex-1 flex-col">
        {hasSidebar ? (
          <h1 className="sr-only">{title}</h1>
        ) : (
          <header className="flex items-center gap-1 border-b border-line p-2">
            <IconButton
              name={warnings === 0 ? 'Open the sidebar' : `Open the sidebar (${warnings === 1 ? '1 notice' : `${warnings} notices`})`}
              aria-haspopup="dialog"
              onClick={() => view.showSidebar(true)}
              className="relative"
            >
              <Menu aria-hidden size={18} />
              {warnings === 0 ? null : <span className="absolute end-1 top-1 size-2 rounded-full bg-cloud" />}
            </IconButton>
            <h1 dir="auto" className="min-w-0 flex-1 truncate text-center font-medium">
              {title}
            </h1>
            <IconButton name="New chat" onClick={() => view.select(NEW)}>
              <SquarePen aria-hidden size={18} />
            </IconButton>
          </header>
        )}
        <ConnectionBanner />
        {page === undefined ? <Conversation key={selected === NEW ? NEW : 'stored'} id={selected} /> : <Shown page={page} />}
      </main>
      {subject === undefined ? null : hasPanel ? (
        <aside aria-label="Why this route" className="w-[22rem] shrink-0 animate-from-right border-s border-line bg-paper">
          <Explanation subject={subject} />
        </aside>
      ) : (
        <Sheet name="Why this route" side="right" onClose={view.closeExplanation}>
          <Explanation subject={subject} />
        </Sheet>
      )}
      {isSidebarOpen && !hasSidebar ? (
        <Sheet name="Conversations" side="left" onClose={() => view.showSidebar(false)}>
          <Sidebar />
        </Sheet>
      ) : null}
      <div role="status" aria-label="Announcements" className="sr-only">
        {announcement}
      </div>
    </div>
  );
}

const PAGES: Record<Page, () => React.ReactNode> = { models: Models, routing: Routing, privacy: Privacy, left: Left };

function Shown({ page }: { page: Page }) {
  const Content = PAGES[page];
  return <Content />;
}

/** Alt+N starts a conversation. Escape closes the explanation if it has the focus, else stops the answer, else closes it anyway. */
function useShortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyN') {
        event.preventDefault();
        view.select(NEW);
      }
      if (event.key === 'Escape' && !event.isComposing) {
        const { selected, subject } = view.store.getState();
        const isRunning = chat.store.getState()[selected]?.turn !== undefined;
        const isInPanel = event.target instanceof Element && event.target.closest('aside') !== null;
        if (isRunning && !isInPanel) chat.stop(selected);
        else if (subject !== undefined) view.closeExplanation();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
