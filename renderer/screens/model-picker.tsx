import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand/react';
import { connection } from '../stores/session.ts';
import { ENTRY, MENU, TRIGGER } from '../ui/menu.ts';
import { ZoneMark } from '../ui/zone.tsx';

const AUTOMATIC = 'auto';

interface ModelPickerProps {
  /** A target's id, or `auto`. */
  readonly model: string;
  onPick(model: string): void;
}

/** Who shall answer: whoever fits best, or one model by name. */
export function ModelPicker({ model, onPick }: ModelPickerProps) {
  const models = useStore(connection.store, ({ state }) => state?.models) ?? [];
  const isListed = model === AUTOMATIC || models.some(({ id }) => id === model);
  const name = model === AUTOMATIC ? 'Automatic' : (models.find(({ id }) => id === model)?.name ?? model);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={TRIGGER} aria-label={`Model: ${name}`}>
        <span className="max-w-48 truncate">{name}</span>
        <ChevronDown aria-hidden size={14} className="shrink-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          className={`${MENU} w-[min(22rem,calc(100vw-2rem))]`}
        >
          <DropdownMenu.RadioGroup value={model} onValueChange={onPick}>
            <Entry value={AUTOMATIC} name="Automatic" detail="Lintel picks the best model that your tags and text permit." />
            {models.map(({ id, name, zone, description, fault }) => (
              <Entry
                key={id}
                value={id}
                name={name}
                mark={<ZoneMark place={zone} isIconOnly />}
                detail={fault === undefined ? description : `Cannot be used: ${fault}`}
                isFaulty={fault !== undefined}
              />
            ))}
            {isListed ? null : <Entry value={model} name={model} detail="Not here any more." isFaulty />}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface EntryProps {
  readonly value: string;
  readonly name: string;
  readonly mark?: ReactNode;
  readonly detail?: string | undefined;
  readonly isFaulty?: boolean;
}

function Entry({ value, name, mark, detail, isFaulty = false }: EntryProps) {
  return (
    <DropdownMenu.RadioItem value={value} disabled={isFaulty} textValue={name} className={ENTRY}>
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
        {detail === undefined ? null : <span className="block text-quiet [overflow-wrap:anywhere]">{detail}</span>}
      </span>
    </DropdownMenu.RadioItem>
  );
}
