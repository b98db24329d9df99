import type { ReactNode } from 'react';

/** A part of the explanation. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-small font-medium text-quiet">{title}</h3>
      {children}
    </section>
  );
}
