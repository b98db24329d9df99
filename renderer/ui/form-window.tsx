import { type ReactNode, useId } from 'react';
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
  onSubmit(): void | Promise<void>;
}

/** A form in a window of its own; Enter does what its main button does. */
export function FormWindow({ name, children, action, isReady = true, problem, back, aside, onBack, onClose, onSubmit }: FormWindowProps) {
  const { t } = useTranslation('shell');
  const form = useId();
  return (
    <WindowOver
      name={name}
      onClose={onClose}
      foot={
        <>
          {aside}
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
          if (isReady) void onSubmit();
        }}
      >
        {children}
      </form>
    </WindowOver>
  );
}
