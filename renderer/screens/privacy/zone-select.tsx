import { useTranslation } from 'react-i18next';
import { ZONES, type Zone } from '../../../shared/privacy/zones.ts';
import { FIELD } from '../../ui/field.ts';

interface ZoneSelectProps {
  /** What is chosen for. */
  readonly name: string;
  readonly value: Zone | undefined;
  /** The choices; all zones when absent. */
  readonly zones?: readonly Zone[];
  /** What stands for no zone, where that may be chosen. */
  readonly none?: string;
  onPick(zone: Zone | undefined): void;
}

/** One of the zones, nearest first. */
export function ZoneSelect({ name, value, zones = ZONES, none, onPick }: ZoneSelectProps) {
  const { t } = useTranslation('words');
  return (
    <select
      aria-label={name}
      value={value ?? ''}
      onChange={(event) => onPick(zones.find((zone) => zone === event.target.value))}
      className={`${FIELD} w-full text-small text-ink`}
    >
      {none === undefined ? null : <option value="">{none}</option>}
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {t(`zones.${zone}`)}
        </option>
      ))}
    </select>
  );
}
