import { Switch as Root } from 'radix-ui';
import type { ReactNode } from 'react';

interface SwitchProps {
  readonly isOn: boolean;
  /** It cannot be changed here. */
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
  readonly detail?: string;
  onChange(isOn: boolean): void;
}

/** Something that is on or off, in force at once. */
export function Switch({ isOn, isDisabled = false, children, detail, onChange }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control.
    <label className="flex cursor-pointer items-start gap-3">
      <Root.Root
        checked={isOn}
        disabled={isDisabled}
        onCheckedChange={onChange}
        className="relative mt-0.5 h-5 w-9 shrink-0 rounded-full border border-edge bg-paper transition-colors disabled:opacity-50 data-[state=checked]:border-transparent data-[state=checked]:bg-device"
      >
        <Root.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-edge transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-on-accent" />
      </Root.Root>
      <span className="min-w-0">
        <span className="block">{children}</span>
        {detail === undefined ? null : <span className="block text-small text-quiet">{detail}</span>}
      </span>
    </label>
  );
}
