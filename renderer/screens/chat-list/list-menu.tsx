import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CHATS_EXPORT_PATH } from '../../../shared/api/calls.ts';
import { view } from '../../stores/session.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { importChats } from './import-chats.ts';

/** What can be done with all chats together. */
export function ListMenu() {
  const { t } = useTranslation('chat');
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const outcome = await importChats(file, (done, all) => view.notify(t('import.progress', { done, count: all })));
    view.notify(outcome.problem ?? t('import.done', { count: outcome.imported }));
  };
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t('list.all')}
          title={t('list.all')}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
        >
          <Ellipsis aria-hidden size={16} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={`${MENU} min-w-48`}>
            {(['markdown', 'json'] as const).map((format) => (
              <DropdownMenu.Item key={format} className={ENTRY} asChild>
                <a href={`/ui${CHATS_EXPORT_PATH}?format=${format}`} download>
                  {t(`list.exportAll.${format}`)}
                </a>
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Item className={ENTRY} onSelect={() => input.current?.click()}>
              {t('import.name')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label={t('import.name')}
        className="hidden"
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
