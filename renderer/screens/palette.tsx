import { Command } from 'cmdk';
import { MessageSquare } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { IS_MAC, keysInWords } from '../shortcuts.ts';
import { ACTIONS, type Action, keysOfAction } from '../stores/actions.ts';
import { conversations, overlay, settings, view } from '../stores/session.ts';
import { shownTitle } from '../ui/shown-title.ts';
import { useOpener } from '../ui/use-opener.ts';

/** Conversations that are offered for what is typed. */
const MOST_CHATS = 8;

const GROUP =
  'px-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-quiet';
const ITEM = 'flex cursor-pointer items-center gap-3 rounded-lg px-2 py-1.5 data-[selected=true]:bg-hover';

/** Everything that can be done from anywhere, found by typing. */
export function Palette() {
  const { t } = useTranslation('actions');
  const onCloseAutoFocus = useOpener();
  const [search, setSearch] = useState('');
  const set = useStore(settings.store, ({ settings: all }) => all?.window.shortcuts);
  const chats = useStore(conversations.store, ({ list }) => list);
  const found = search.trim() === '' ? [] : chats.filter(({ title }) => title.toLowerCase().includes(search.trim().toLowerCase()));
  const run = (action: Action) => {
    overlay.close();
    action.run();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || overlay.close()}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-shade" />
      </Dialog.Portal>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-x-2 top-[12vh] z-50 mx-auto flex max-h-[70vh] max-w-[36rem] flex-col overflow-hidden rounded-lg border border-line bg-paper shadow-over outline-none"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <Command label={t('title')} className="flex min-h-0 flex-col" loop>
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder={t('placeholder')}
              className="border-b border-line bg-transparent px-4 py-3 outline-none"
            />
            <Command.List className="min-h-0 overflow-y-auto py-2">
              <Command.Empty className="px-4 py-3 text-quiet">{t('nothing')}</Command.Empty>
              <Command.Group heading={t('heading')} className={GROUP}>
                {ACTIONS.filter(({ id }) => id !== 'palette').map((action) => {
                  const keys = keysOfAction(action, set);
                  return (
                    <Command.Item
                      key={action.id}
                      value={`${t(`names.${action.id}`)} ${action.id}`}
                      onSelect={() => run(action)}
                      className={ITEM}
                    >
                      <span className="min-w-0 flex-1">{t(`names.${action.id}`)}</span>
                      {keys === undefined ? null : <kbd className="font-sans text-small text-quiet">{keysInWords(keys, IS_MAC)}</kbd>}
                    </Command.Item>
                  );
                })}
              </Command.Group>
              {found.length === 0 ? null : (
                <Command.Group heading={t('chats')} className={GROUP}>
                  {found.slice(0, MOST_CHATS).map(({ id, title }) => (
                    <Command.Item
                      key={id}
                      value={`${title} ${id}`}
                      onSelect={() => {
                        overlay.close();
                        view.select(id);
                      }}
                      className={ITEM}
                    >
                      <MessageSquare aria-hidden size={15} className="shrink-0 text-quiet" />
                      <span dir="auto" className="min-w-0 flex-1 truncate">
                        {shownTitle(title)}
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
