import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'bare' | 'danger';
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

const LOOKS: Record<NonNullable<ButtonProps['look']>, string> = {
  primary: 'border border-transparent bg-device text-on-accent enabled:hover:brightness-95 disabled:bg-hover disabled:text-quiet',
  plain: 'border border-line bg-paper text-ink enabled:hover:bg-hover disabled:text-quiet',
  bare: 'border border-transparent text-quiet enabled:hover:bg-hover enabled:hover:text-ink',
  danger: 'border border-transparent bg-refused text-on-accent enabled:hover:brightness-95',
};

/** A button with words on it. */
export function Button({ look = 'plain', className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex min-h-8 items-center justify-center gap-2 rounded-lg px-3 py-1 text-small font-medium transition-colors ${LOOKS[look]} ${className}`}
    >
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The button's name, shown as its tooltip, too. */
  readonly name: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

/** A button with a shape on it and its name for those who ask. */
export function IconButton({ name, className = '', children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      {...rest}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet transition-colors enabled:hover:bg-hover enabled:hover:text-ink ${className}`}
    >
      {children}
    </button>
  );
}
