import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { Sheet } from './sheet.tsx';

interface PanelProps {
  readonly name: string;
  readonly children: ReactNode;
  /** Stands below what scrolls. */
  readonly foot?: ReactNode;
  onClose(): void;
}

/** All about one thing, from the right: its name, what scrolls, and what to do with it. */
export function Panel({ name, children, foot, onClose }: PanelProps) {
  const { t } = useTranslation('shell');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <Sheet name={name} side="right" onClose={onClose}>
      <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
        <h2 ref={head} tabIndex={-1} className="min-w-0 font-semibold outline-none [overflow-wrap:anywhere]">
          {name}
        </h2>
        <IconButton name={t('close')} onClick={onClose}>
          <X aria-hidden size={18} />
        </IconButton>
      </header>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 py-4 -outline-offset-2"
      >
        {children}
      </div>
      {foot === undefined ? null : (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{foot}</footer>
      )}
    </Sheet>
  );
}
