import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/api/views.ts';
import { conversations, view } from '../../stores/session.ts';
import { shownTitle } from '../../ui/shown-title.ts';
import { RowMenu } from './row-menu.tsx';

interface RowProps {
  readonly conversation: ConversationView;
  readonly isSelected: boolean;
}

/** One conversation in the sidebar; its name can be changed in place. */
export const Row = memo(function Row({ conversation, isSelected }: RowProps) {
  const [isRenaming, setRenaming] = useState(false);
  const { id } = conversation;
  const title = shownTitle(conversation.title);
  if (isRenaming) return <RenameField conversation={conversation} onDone={() => setRenaming(false)} />;
  return (
    <div className={`group flex items-center rounded-lg ${isSelected ? 'bg-hover' : 'hover:bg-hover'}`}>
      <button
        type="button"
        aria-current={isSelected ? 'page' : undefined}
        onClick={() => view.select(id)}
        onDoubleClick={() => setRenaming(true)}
        title={title}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 text-start text-small -outline-offset-2"
      >
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {title}
        </span>
      </button>
      <RowMenu
        conversation={conversation}
        onRename={() => setRenaming(true)}
        face={<Ellipsis aria-hidden size={16} />}
        className="flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet -outline-offset-2 hover:text-ink pointer-fine:not-group-hover:not-focus-visible:data-[state=closed]:-ms-8 pointer-fine:not-group-hover:not-focus-visible:data-[state=closed]:opacity-0"
      />
    </div>
  );
});

/** Enter or leaving the field keeps the name, Escape keeps the old one. */
function RenameField({ conversation, onDone }: { conversation: ConversationView; onDone(): void }) {
  const { t } = useTranslation('chat');
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
    <input
      // biome-ignore lint/a11y/noAutofocus: the reader asked to type here.
      autoFocus
      dir="auto"
      aria-label={t('list.newName', { title: shownTitle(conversation.title) })}
      value={title}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
      className="h-8 w-full rounded-lg border border-edge bg-paper px-2 text-small -outline-offset-1"
    />
  );
}
