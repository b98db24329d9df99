import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import type { ConversationView } from '../../shared/api/views.ts';
import { conversations, view } from '../stores/session.ts';
import { ENTRY, MENU } from '../ui/menu.ts';

interface ConversationRowProps {
  readonly conversation: ConversationView;
  readonly isSelected: boolean;
  onDelete(conversation: ConversationView): void;
}

/** One conversation in the sidebar; its name can be changed in place. */
export const ConversationRow = memo(function ConversationRow({ conversation, isSelected, onDelete }: ConversationRowProps) {
  const [isRenaming, setRenaming] = useState(false);
  const { id, title } = conversation;
  if (isRenaming) return <RenameField conversation={conversation} onDone={() => setRenaming(false)} />;
  return (
    <li className={`group flex items-center rounded-lg ${isSelected ? 'bg-hover' : 'hover:bg-hover'}`}>
      <button
        type="button"
        aria-current={isSelected ? 'page' : undefined}
        onClick={() => view.select(id)}
        onDoubleClick={() => setRenaming(true)}
        title={title}
        dir="auto"
        className="min-w-0 flex-1 truncate rounded-lg px-2 py-1.5 text-start text-small -outline-offset-2"
      >
        {title}
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={`Change “${title}”`}
          className="flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet -outline-offset-2 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-fine:opacity-0"
        >
          <Ellipsis aria-hidden size={16} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={2} collisionPadding={8} className={`${MENU} min-w-36`}>
            <DropdownMenu.Item className={ENTRY} onSelect={() => setRenaming(true)}>
              Rename
            </DropdownMenu.Item>
            <DropdownMenu.Item className={`${ENTRY} text-refused`} onSelect={() => onDelete(conversation)}>
              Delete…
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
});

/** Enter or leaving the field keeps the name, Escape keeps the old one. */
function RenameField({ conversation, onDone }: { conversation: ConversationView; onDone(): void }) {
  const [title, setTitle] = useState(conversation.title);
  const isDone = useRef(false);

  const finish = (isKept: boolean) => {
    // Leaving the field ends the renaming that a key has ended already.
    if (isDone.current) return;
    isDone.current = true;
    const name = title.trim();
    if (isKept && name !== '' && name !== conversation.title) void conversations.rename(conversation.id, name);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    finish(event.key === 'Enter');
  };

  return (
    <li>
      <input
        // biome-ignore lint/a11y/noAutofocus: the reader asked to type here.
        autoFocus
        dir="auto"
        aria-label={`New name of “${conversation.title}”`}
        value={title}
        maxLength={200}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(true)}
        className="h-8 w-full rounded-lg border border-edge bg-paper px-2 text-small -outline-offset-1"
      />
    </li>
  );
}
