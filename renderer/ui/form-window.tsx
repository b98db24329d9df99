import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { WindowOver } from './window-over.tsx';

interface FormWindowProps {
  readonly name: string;
  readonly children: ReactNode;
  /** What its main button says. */
  readonly action: string;
  /** Whether that button can be pressed. */
  readonly isReady?: boolean;
  /** Why what was entered was not taken. */
  readonly problem?: string | undefined;
  /** What the other button says. Absent: “Cancel”. */
  readonly back?: string;
  /** Stands before the buttons. */
  readonly aside?: ReactNode;
  /** By the other button. Absent: as closing does. */
  onBack?(): void;
  onClose(): void;
  /** Not called again before a promise that it answers with is settled. */
  onSubmit(): unknown;
}

/** A form in a window of its own; Enter does what its main button does. */
export function FormWindow({ name, children, action, isReady = true, problem, back, aside, onBack, onClose, onSubmit }: FormWindowProps) {
  const { t } = useTranslation('shell');
  const form = useId();
  const isBusy = useRef(false);
  const submit = async () => {
    if (!isReady || isBusy.current) return;
    isBusy.current = true;
    try {
      await onSubmit();
    } finally {
      isBusy.current = false;
    }
  };
  return (
    <WindowOver
      name={name}
      onClose={onClose}
      foot={
        <>
          {aside ? <div className="me-auto">{aside}</div> : null}
          <span role="alert" className="min-w-0 flex-1 text-small text-refused empty:hidden">
            {problem}
          </span>
          <Button onClick={onBack ?? onClose}>{back ?? t('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isReady}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
      </form>
    </WindowOver>
  );
}
