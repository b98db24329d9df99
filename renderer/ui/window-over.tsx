import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';

interface WindowOverProps {
  readonly name: string;
  readonly children: ReactNode;
  /** Stands below what scrolls. */
  readonly foot: ReactNode;
  onClose(): void;
}

/** A large sheet over the window, for something to look at in full before going on. Focus stays in it; Escape closes it. */
export function WindowOver({ name, children, foot, onClose }: WindowOverProps) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-shade" />
      </Dialog.Portal>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-1/2 z-50 mx-auto flex max-h-[calc(100%-1rem)] max-w-[56rem] -translate-y-1/2 flex-col rounded-lg border border-line bg-paper shadow-over outline-none sm:inset-x-6"
        >
          <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
            <Dialog.Title className="font-semibold">{name}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton name="Close">
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
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{foot}</footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
