import { Menu, SquarePen } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Page } from '../stores/address.ts';
import { NEW } from '../stores/chat.ts';
import { connection, conversations, view } from '../stores/session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { FaultWall } from '../ui/fault-wall.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { shownTitle } from '../ui/shown-title.ts';
import { useMedia } from '../ui/use-media.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Conversation } from './conversation.tsx';
import { DesktopDialogs } from './desktop/dialogs.tsx';
import { Explanation } from './explanation.tsx';
import { Over } from './over.tsx';
import { SCREENS } from './pages.ts';
import { Sidebar } from './sidebar.tsx';
import { useSubject } from './subject.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The whole window: conversations, the one on show, and why an answer came from where it came from. */
export function Window() {
  const { t } = useTranslation('pages');
  const { t: shell } = useTranslation('shell');
  const { selected, place, isSidebarOpen, announcement } = useStore(view.store);
  const ownTitle = useStore(conversations.store, ({ list }) => list.find((entry) => entry.id === selected)?.title);
  const chatTitle = ownTitle === undefined ? shell('newChat') : shownTitle(ownTitle);
  const title = place === undefined ? chatTitle : t(place.page);
  const warnings = useStore(connection.store, ({ state }) => state?.notices.filter((notice) => notice.level === 'warning').length ?? 0);
  const subject = useSubject();
  const hasSidebar = useMedia('(min-width: 700px)');
  const hasPanel = useMedia('(min-width: 1000px)');
  useShortcuts();
  useEffect(() => {
    document.title = selected === NEW && place === undefined ? 'Lintel' : `${title} · Lintel`;
  }, [selected, place, title]);

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
              name={warnings === 0 ? shell('openSidebar') : shell('openSidebarNotices', { count: warnings })}
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
            <IconButton name={shell('newChat')} onClick={() => view.select(NEW)}>
              <SquarePen aria-hidden size={18} />
            </IconButton>
          </header>
        )}
        <ConnectionBanner />
        {place === undefined ? <Conversation key={selected === NEW ? NEW : 'stored'} id={selected} /> : <Shown page={place.page} />}
      </main>
      {subject === undefined ? null : hasPanel ? (
        <aside aria-label={shell('whyThisRoute')} className="w-[22rem] shrink-0 animate-from-right border-s border-line bg-paper">
          <Explanation subject={subject} />
        </aside>
      ) : (
        <Sheet name={shell('whyThisRoute')} side="right" onClose={view.closeExplanation}>
          <Explanation subject={subject} />
        </Sheet>
      )}
      {isSidebarOpen && !hasSidebar ? (
        <Sheet name={shell('conversations')} side="left" onClose={() => view.showSidebar(false)}>
          <Sidebar />
        </Sheet>
      ) : null}
      <Over />
      <DesktopDialogs />
      <div role="status" aria-label={shell('announcements')} className="sr-only">
        {announcement}
      </div>
    </div>
  );
}

function Shown({ page }: { page: Page }) {
  const { t } = useTranslation('shell');
  const { Screen } = SCREENS[page];
  return (
    <FaultWall
      key={page}
      fallback={(retry) => (
        <div role="alert" className="mx-auto w-full max-w-[44rem] px-4 py-6 sm:px-6">
          <Notice action={<Button onClick={retry}>{t('tryAgain')}</Button>}>{t('pageBroke')}</Notice>
        </div>
      )}
    >
      <Suspense fallback={null}>
        <Screen />
      </Suspense>
    </FaultWall>
  );
}
