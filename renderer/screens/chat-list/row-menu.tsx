import { ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { CHATS_EXPORT_PATH } from '../../../shared/api/calls.ts';
import type { ConversationView } from '../../../shared/api/views.ts';
import { conversations, removeConversation, shelf } from '../../stores/session.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { shownTitle } from '../../ui/shown-title.ts';

interface RowMenuProps {
  readonly conversation: ConversationView;
  readonly face: ReactNode;
  readonly className: string;
  onRename(): void;
}

/** What can be done with a conversation. */
export function RowMenu({ conversation: { id, title, isPinned, isArchived, projectId }, face, className, onRename }: RowMenuProps) {
  const { t } = useTranslation('chat');
  const projects = useStore(shelf.store, (kept) => kept.projects);
  const move = (to: string | null) => void conversations.change(id, { projectId: to });
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger aria-label={t('list.change', { title: shownTitle(title) })} className={className}>
        {face}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={2} collisionPadding={8} className={`${MENU} min-w-44`}>
          <DropdownMenu.Item className={ENTRY} onSelect={onRename}>
            {t('list.rename')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ENTRY} onSelect={() => void conversations.change(id, { isPinned: !isPinned })}>
            {t(isPinned ? 'list.unpin' : 'list.pin')}
          </DropdownMenu.Item>
          {projects.length === 0 ? null : (
            <DropdownMenu.Sub>
              <DropdownMenu.SubTrigger className={`${ENTRY} data-[state=open]:bg-hover`}>
                {t('list.move')}
                <ChevronRight aria-hidden size={14} className="ms-auto mt-0.5 shrink-0 text-quiet rtl:rotate-180" />
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent sideOffset={4} collisionPadding={8} className={`${MENU} max-w-64 min-w-40`}>
                  {projects.map((project) => (
                    <DropdownMenu.Item
                      key={project.id}
                      className={ENTRY}
                      disabled={project.id === projectId}
                      onSelect={() => move(project.id)}
                    >
                      <bdi className="min-w-0 truncate">{project.name}</bdi>
                    </DropdownMenu.Item>
                  ))}
                  {projectId === undefined ? null : (
                    <DropdownMenu.Item className={ENTRY} onSelect={() => move(null)}>
                      {t('list.moveOut')}
                    </DropdownMenu.Item>
                  )}
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          )}
          <DropdownMenu.Item className={ENTRY} onSelect={() => void conversations.change(id, { isArchived: !isArchived })}>
            {t(isArchived ? 'list.unarchive' : 'list.archive')}
          </DropdownMenu.Item>
          {(['markdown', 'json'] as const).map((format) => (
            <DropdownMenu.Item key={format} className={ENTRY} asChild>
              <a href={`/ui${CHATS_EXPORT_PATH}?format=${format}&id=${encodeURIComponent(id)}`} download>
                {t(`list.export.${format}`)}
              </a>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Item className={`${ENTRY} text-refused`} onSelect={() => void removeConversation(id)}>
            {t('list.delete')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
