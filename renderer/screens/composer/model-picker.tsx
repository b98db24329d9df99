import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { heard } from '../../said.ts';
import { connection } from '../../stores/session.ts';
import { ENTRY } from '../../ui/menu.ts';
import { nearestFirst } from '../../ui/nearest-first.ts';
import { Choice, Picker } from '../../ui/picker.tsx';
import { tellApart } from '../../ui/tell-apart.ts';
import { ZoneMark } from '../../ui/zone.tsx';

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
  const { t } = useTranslation('chat');
  const models = useStore(connection.store, ({ state }) => state?.models) ?? [];
  const chosen = models.find(({ id }) => id === model);
  const name = model === AUTOMATIC ? t('models.automatic') : chosen === undefined ? model : tellApart(chosen, models);
  const face = (
    <>
      <span className="max-w-64 truncate" title={name}>
        {name}
      </span>
      <ChevronDown aria-hidden size={14} className="shrink-0" />
    </>
  );
  return (
    <Picker name={t('models.chosen', { name })} face={face} onClose={onClose}>
      <DropdownMenu.RadioGroup value={model} onValueChange={onPick}>
        <Entry value={AUTOMATIC} name={t('models.automatic')} detail={t('models.automaticDetail')} />
        {nearestFirst(models).map((entry) => (
          <Entry
            key={entry.id}
            value={entry.id}
            name={tellApart(entry, models)}
            mark={<ZoneMark place={entry.zone} isIconOnly />}
            detail={entry.fault === undefined ? entry.description : t('models.faulty', { fault: heard(entry.fault, entry.faultSaid) })}
            isFaulty={entry.fault !== undefined}
          />
        ))}
        {model === AUTOMATIC || chosen !== undefined ? null : <Entry value={model} name={model} detail={t('models.gone')} isFaulty />}
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
