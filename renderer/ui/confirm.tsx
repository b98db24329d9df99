import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useOpener } from './use-opener.ts';

interface ConfirmProps {
  readonly question: ReactNode;
  readonly detail: string;
  readonly action: string;
  /** Absent: it takes something away. */
  readonly look?: 'danger' | 'primary';
  onAnswer(isYes: boolean): void;
}

/** Asks before something that cannot be undone, or that somebody else began. */
export function Confirm({ question, detail, action, look = 'danger', onAnswer }: ConfirmProps) {
  const { t } = useTranslation('shell');
  const onCloseAutoFocus = useOpener();
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => isOpen || onAnswer(false)}>
      <AlertDialog.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-shade" />
      </AlertDialog.Portal>
      <AlertDialog.Portal>
        <AlertDialog.Content
          aria-modal
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed top-1/3 left-1/2 z-50 w-[min(26rem,calc(100%-2rem))] -translate-x-1/2 rounded-lg border border-line bg-paper p-5 shadow-over"
        >
          <AlertDialog.Title className="font-semibold [overflow-wrap:anywhere]">{question}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 max-h-[40vh] overflow-y-auto text-quiet [overflow-wrap:anywhere]">
            {detail}
          </AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{t('cancel')}</Button>
            </AlertDialog.Cancel>
            <Button look={look} onClick={() => onAnswer(true)}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
