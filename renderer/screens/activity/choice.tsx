import { FIELD } from '../../ui/field.ts';

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, shown: string])[];
  onPick(value: Value): void;
}

/** One of a few, in little room. */
export function Choice<Value extends string>({ name, value, choices, onPick }: ChoiceProps<Value>) {
  return (
    <select
      aria-label={name}
      value={value}
      onChange={(event) => {
        const picked = choices.find(([one]) => one === event.target.value);
        if (picked !== undefined) onPick(picked[0]);
      }}
      className={`${FIELD} max-w-48 text-small text-ink`}
    >
      {choices.map(([one, shown]) => (
        <option key={one} value={one}>
          {shown}
        </option>
      ))}
    </select>
  );
}
