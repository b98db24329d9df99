import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ComponentProps } from 'react';
import { useStore } from 'zustand/react';
import { connection } from '../stores/session.ts';
import { ENTRY } from '../ui/menu.ts';
import { Choice, Picker } from '../ui/picker.tsx';
import { tellApart } from '../ui/tell-apart.ts';
import { ZoneMark } from '../ui/zone.tsx';

const AUTOMATIC = 'auto';

interface ModelPickerProps {
  /** A target's id, or `auto`. */
  readonly model: string;
  onPick(model: string): void;
  /** See `Picker`. */
  onClose(): void;
}

/** Who shall answer: whoever fits best, or one model by name. */
export function ModelPicker({ model, onPick, onClose }: ModelPickerProps) {
  const models = useStore(connection.store, ({ state }) => state?.models) ?? [];
  const chosen = models.find(({ id }) => id === model);
  const name = model === AUTOMATIC ? 'Automatic' : chosen === undefined ? model : tellApart(chosen, models);
  const face = (
    <>
      <span className="max-w-64 truncate" title={name}>
        {name}
      </span>
      <ChevronDown aria-hidden size={14} className="shrink-0" />
    </>
  );
  return (
    <Picker name={`Model: ${name}`} face={face} onClose={onClose}>
      <DropdownMenu.RadioGroup value={model} onValueChange={onPick}>
        <Entry value={AUTOMATIC} name="Automatic" detail="Lintel picks the best model that your tags and text permit." />
        {models.map((entry) => (
          <Entry
            key={entry.id}
            value={entry.id}
            name={tellApart(entry, models)}
            mark={<ZoneMark place={entry.zone} isIconOnly />}
            detail={entry.fault === undefined ? entry.description : `Cannot be used: ${entry.fault}`}
            isFaulty={entry.fault !== undefined}
          />
        ))}
        {model === AUTOMATIC || chosen !== undefined ? null : <Entry value={model} name={model} detail="Not here any more." isFaulty />}
      </DropdownMenu.RadioGroup>
    </Picker>
  );
}

interface EntryProps extends ComponentProps<typeof Choice> {
  readonly value: string;
  readonly name: string;
  readonly isFaulty?: boolean;
}

function Entry({ value, isFaulty = false, ...choice }: EntryProps) {
  return (
    <DropdownMenu.RadioItem value={value} disabled={isFaulty} textValue={choice.name} className={ENTRY}>
      <Choice {...choice} />
    </DropdownMenu.RadioItem>
  );
}
