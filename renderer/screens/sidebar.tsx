import { SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../said.ts';
import { IS_MAC, keysForAria, keysInWords } from '../shortcuts.ts';
import { keysOfAction, NEW_CHAT } from '../stores/actions.ts';
import type { Page } from '../stores/address.ts';
import { NEW } from '../stores/chat.ts';
import { conversations, settings, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { ChatList } from './chat-list/chat-list.tsx';
import { SCREENS } from './pages.ts';
import { Status } from './status.tsx';
import { StayHere } from './stay-here.tsx';

const PAGES = Object.keys(SCREENS) as Page[];

/** The conversations, newest first, and how Lintel is doing. */
export function Sidebar() {
  const { t } = useTranslation('pages');
  const { t: shell } = useTranslation('shell');
  const error = useStore(conversations.store, (current) => current.error);
  const page = useStore(view.store, (current) => current.place?.page);
  const selected = useStore(view.store, (current) => (current.place === undefined ? current.selected : undefined));
  const keys = useStore(settings.store, ({ settings: all }) => keysOfAction(NEW_CHAT, all?.window.shortcuts));
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <div className="p-3">
        <Button
          onClick={() => view.select(NEW)}
          aria-current={selected === NEW ? 'page' : undefined}
          aria-keyshortcuts={keys === undefined ? undefined : keysForAria(keys, IS_MAC)}
          title={keys === undefined ? shell('newChat') : shell('newChatHint', { keys: keysInWords(keys, IS_MAC) })}
          className="w-full justify-start!"
        >
          <SquarePen aria-hidden size={15} />
          {shell('newChat')}
        </Button>
      </div>
      <ChatList />
      {error === undefined || error.code === 'unreachable' ? null : (
        <div role="alert" className="flex items-start gap-2 border-t border-line px-4 py-2 text-small">
          <p className="min-w-0 flex-1 text-refused">{errorText(error)}</p>
          <Button look="bare" onClick={conversations.dismissError}>
            {shell('close')}
          </Button>
        </div>
      )}
      <nav aria-label={shell('pages')} className="flex flex-col border-t border-line p-2">
        {PAGES.map((name) => {
          const { icon: Shape } = SCREENS[name];
          return (
            <button
              key={name}
              type="button"
              aria-current={page === name ? 'page' : undefined}
              onClick={() => view.open(name)}
              className={`flex w-full items-center gap-2 rounded-lg px-2 py-1 text-start text-small -outline-offset-2 pointer-coarse:py-2 ${page === name ? 'bg-hover' : 'hover:bg-hover'}`}
            >
              <Shape aria-hidden size={15} className="shrink-0 text-quiet" />
              {t(name)}
            </button>
          );
        })}
      </nav>
      <StayHere />
      <Status />
    </div>
  );
}
