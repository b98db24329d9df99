import { type ReactNode, useId } from 'react';

/** A part of the page, with what it is for in one sentence. */
export function Section({ name, intro, children }: { name: string; intro: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {name}
      </h2>
      <p className="mt-1 max-w-[60ch] text-small text-quiet">{intro}</p>
      <div className="mt-3">{children}</div>
    </section>
  );
}
