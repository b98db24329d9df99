import { BookText, Paperclip, Plus, SlidersHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { attachFiles } from './attach.ts';
import { PresetShelf } from './preset-shelf.tsx';
import { PromptShelf } from './prompt-shelf.tsx';

/** What can be put to a message: files, a kept prompt, a preset. */
export function AddMenu({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation('chat');
  const input = useRef<HTMLInputElement>(null);
  const [shelf, setShelf] = useState<'prompts' | 'presets'>();
  const close = () => {
    setShelf(undefined);
    onClose();
  };
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t('add.name')}
          title={t('add.name')}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
        >
          <Plus aria-hidden size={17} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            side="top"
            sideOffset={6}
            collisionPadding={8}
            onCloseAutoFocus={(event) => event.preventDefault()}
            className={`${MENU} min-w-52`}
          >
            <DropdownMenu.Item className={ENTRY} onSelect={() => input.current?.click()}>
              <Paperclip aria-hidden size={15} className="mt-0.5 shrink-0 text-quiet" />
              {t('add.files')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ENTRY} onSelect={() => setShelf('prompts')}>
              <BookText aria-hidden size={15} className="mt-0.5 shrink-0 text-quiet" />
              {t('add.prompts')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ENTRY} onSelect={() => setShelf('presets')}>
              <SlidersHorizontal aria-hidden size={15} className="mt-0.5 shrink-0 text-quiet" />
              {t('add.presets')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t('add.files')}
        className="hidden"
        onChange={({ currentTarget }) => {
          void attachFiles(id, [...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {shelf === 'prompts' ? <PromptShelf id={id} onClose={close} /> : null}
      {shelf === 'presets' ? <PresetShelf id={id} onClose={close} /> : null}
    </>
  );
}
