import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { MENU, TRIGGER } from './menu.ts';

interface PickerProps {
  /** What the button is called, with what is chosen. */
  readonly name: string;
  readonly face: ReactNode;
  readonly children: ReactNode;
  /** May take the focus as the menu closes, before another key can go astray; else the button has it. */
  onClose(): void;
}

/** A quiet button under the message box with a menu of choices above it. */
export function Picker({ name, face, children, onClose }: PickerProps) {
  return (
    <DropdownMenu.Root modal={false} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DropdownMenu.Trigger className={TRIGGER} aria-label={name}>
        {face}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            // This comes a moment after the closing: whoever has the focus by now keeps it.
            if (document.activeElement !== document.body) event.preventDefault();
          }}
          className={`${MENU} w-[min(22rem,calc(100vw-2rem))]`}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ChoiceProps {
  readonly name: ReactNode;
  readonly mark?: ReactNode;
  readonly detail?: string | undefined;
}

/** What stands in a choice: a tick when it is chosen, its name, a mark at the end, a quiet line below. */
export function Choice({ name, mark, detail }: ChoiceProps) {
  return (
    <>
      <span className="flex w-4 shrink-0 justify-center pt-0.5">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden size={15} className="text-device" />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center justify-between gap-2">
          <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
          {mark}
        </span>
        {detail === undefined ? null : <span className="line-clamp-2 text-quiet [overflow-wrap:anywhere]">{detail}</span>}
      </span>
    </>
  );
}
