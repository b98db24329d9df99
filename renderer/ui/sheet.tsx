import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useOpener } from './use-opener.ts';

interface SheetProps {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly children: ReactNode;
  onClose(): void;
}

/**
 * A page that slides over the window on a narrow screen. Focus stays in it; Escape and a press beside it close it.
 * The shade is our own: Radix's would add a style element, which the page's policy forbids.
 */
export function Sheet({ name, side, children, onClose }: SheetProps) {
  const onCloseAutoFocus = useOpener();
  const place =
    side === 'left'
      ? 'left-0 w-[min(20rem,calc(100%-3rem))] animate-from-left border-r'
      : 'right-0 w-full max-w-[28rem] animate-from-right border-l';
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-20 animate-appear bg-shade" />
      </Dialog.Portal>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className={`fixed inset-y-0 z-30 flex flex-col border-line bg-paper outline-none ${place}`}
        >
          <Dialog.Title className="sr-only">{name}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
