import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** What not everybody wants to see: its title, and the rest on demand. */
export function Fold({ title, children, className = '' }: { title: string; children: ReactNode; className?: string }) {
  return (
    <details className={`group/part ${className}`}>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-lg hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          className="shrink-0 transition-transform group-open/part:rotate-90 rtl:not-group-open/part:rotate-180"
        />
        {title}
      </summary>
      {children}
    </details>
  );
}
