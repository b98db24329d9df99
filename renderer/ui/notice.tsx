import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something that went wrong, in place, with what to do about it. */
export function Notice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line p-3">
      <TriangleAlert aria-hidden size={18} className="mt-0.5 shrink-0 text-refused" />
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{children}</p>
        {action === undefined ? null : <div className="mt-2">{action}</div>}
      </div>
    </div>
  );
}
