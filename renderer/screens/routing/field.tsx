import type { ReactNode } from 'react';

/** A field with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given.
    <label className="block text-small">
      <span className="mb-1 block text-quiet">{name}</span>
      {children}
    </label>
  );
}
