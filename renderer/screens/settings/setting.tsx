import { type ReactNode, useId } from 'react';

interface SettingProps {
  readonly name: string;
  readonly detail?: ReactNode;
  /** Gets the ids of the name and the detail, which say what it is for. */
  readonly children: (ids: { readonly labelledBy: string; readonly describedBy: string }) => ReactNode;
}

/** One thing that can be set: what it is, what it does, and the control. */
export function Setting({ name, detail, children }: SettingProps) {
  const labelledBy = useId();
  const describedBy = useId();
  return (
    <div className="grid items-start gap-x-6 gap-y-2 py-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
      <div className="min-w-0">
        <p id={labelledBy}>{name}</p>
        <div id={describedBy} className="max-w-[60ch] text-small text-quiet [overflow-wrap:anywhere]">
          {detail}
        </div>
      </div>
      <div className="min-w-0">{children({ labelledBy, describedBy })}</div>
    </div>
  );
}
