import { type ReactNode, useId } from 'react';

interface LabelledProps {
  readonly name: string;
  readonly detail?: ReactNode;
  /** Gets the ids for the control. */
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A field of a form in a narrow column: its name above, what it does below. */
export function Labelled({ name, detail, children }: LabelledProps) {
  const id = useId();
  const describedBy = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {name}
      </label>
      {children({ id, 'aria-describedby': describedBy })}
      <div id={describedBy} className="text-small text-quiet empty:hidden [overflow-wrap:anywhere]">
        {detail}
      </div>
    </div>
  );
}
