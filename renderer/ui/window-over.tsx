import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { useOpener } from './use-opener.ts';

interface WindowOverProps {
  readonly name: string;
  readonly children: ReactNode;
  /** Stands below what scrolls. */
  readonly foot: ReactNode;
  /** For two texts side by side, or a file. */
  readonly isWide?: boolean;
  onClose(): void;
}

/** A large sheet over the window, for something to look at in full before going on. Focus stays in it; Escape closes it. */
export function WindowOver({ name, children, foot, isWide = false, onClose }: WindowOverProps) {
  const { t } = useTranslation('shell');
  const onCloseAutoFocus = useOpener();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-shade" />
      </Dialog.Portal>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className={`fixed inset-x-2 top-1/2 z-50 mx-auto flex max-h-[calc(100%-1rem)] -translate-y-1/2 flex-col rounded-lg border border-line bg-paper shadow-over outline-none sm:inset-x-6 ${isWide ? 'max-w-[56rem]' : 'max-w-[36rem]'}`}
        >
          <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
            <Dialog.Title className="font-semibold">{name}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton name={t('close')}>
                <X aria-hidden size={18} />
              </IconButton>
            </Dialog.Close>
          </header>
          <div
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2"
          >
            {children}
          </div>
          <footer className="flex empty:hidden flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{foot}</footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
