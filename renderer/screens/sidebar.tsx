import { Boxes, DoorOpen, type LucideIcon, Shield, Split, SquarePen } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand/react';
import type { ConversationView } from '../../shared/api/views.ts';
import type { Page } from '../stores/address.ts';
import { NEW } from '../stores/chat.ts';
import { conversations, removeConversation, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { Status } from './status.tsx';
import { StayHere } from './stay-here.tsx';

const PAGES: readonly (readonly [Page, string, LucideIcon])[] = [
  ['models', 'Models', Boxes],
  ['routing', 'Routing', Split],
  ['privacy', 'Privacy', Shield],
  ['left', 'What left', DoorOpen],
];

/** The conversations, newest first, and how Lintel is doing. */
export function Sidebar() {
  const { list, loaded, error } = useStore(conversations.store);
  const page = useStore(view.store, (current) => current.page);
  const selected = useStore(view.store, (current) => (current.page === undefined ? current.selected : undefined));
  const [doomed, setDoomed] = useState<ConversationView>();
  return (
    <div className="flex h-full flex-col">
      <div className="p-3">
        <Button
          onClick={() => view.select(NEW)}
          aria-current={selected === NEW ? 'page' : undefined}
          aria-keyshortcuts="Alt+N"
          title="New chat (Alt+N)"
          className="w-full justify-start!"
        >
          <SquarePen aria-hidden size={15} />
          New chat
        </Button>
      </div>
      <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {loaded && list.length === 0 ? <p className="px-2 py-1 text-small text-quiet">Your conversations will be listed here.</p> : null}
        <ul className="flex flex-col gap-0.5">
          {list.map((conversation) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              isSelected={conversation.id === selected}
              onDelete={setDoomed}
            />
          ))}
        </ul>
      </nav>
      {error === undefined || error.code === 'unreachable' ? null : (
        <div role="alert" className="flex items-start gap-2 border-t border-line px-4 py-2 text-small">
          <p className="min-w-0 flex-1 text-refused">{error.message}</p>
          <Button look="bare" onClick={conversations.dismissError}>
            Close
          </Button>
        </div>
      )}
      <nav aria-label="Pages" className="flex flex-col gap-0.5 border-t border-line p-2">
        {PAGES.map(([name, title, Shape]) => (
          <button
            key={name}
            type="button"
            aria-current={page === name ? 'page' : undefined}
            onClick={() => view.open(name)}
            className={`flex w-full items-center gap-2 rounded-lg px-2 py-1.5 text-start text-small -outline-offset-2 ${page === name ? 'bg-hover' : 'hover:bg-hover'}`}
          >
            <Shape aria-hidden size={15} className="shrink-0 text-quiet" />
            {title}
          </button>
        ))}
      </nav>
      <StayHere />
      <Status />
      {doomed === undefined ? null : (
        <Confirm
          question={
            <>
              Delete “<bdi>{doomed.title}</bdi>”?
            </>
          }
          detail="Its messages are removed from this device. They cannot be brought back."
          action="Delete"
          onAnswer={(isYes) => {
            setDoomed(undefined);
            if (isYes) void removeConversation(doomed.id);
          }}
        />
      )}
    </div>
  );
}
