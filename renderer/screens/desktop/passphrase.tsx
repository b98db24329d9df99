import { FIELD } from '../../ui/field.ts';

/** Shortest passphrase that is taken here: what it seals may be tried on another computer. */
export const SHORTEST_PASSPHRASE = 12;

interface PassphraseProps {
  readonly label: string;
  readonly value: string;
  readonly isNew?: boolean;
  onChange(value: string): void;
}

/** What keys are sealed under, as it is typed. */
export function Passphrase({ label, value, isNew = false, onChange }: PassphraseProps) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-small font-medium">{label}</span>
      <input
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        maxLength={1024}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${FIELD} max-w-[28rem]`}
      />
    </label>
  );
}
