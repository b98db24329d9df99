import { FIELD } from '../../ui/field.ts';
import { Setting } from './setting.tsx';

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly detail?: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  onPick(value: Value): void;
}

/** One of a few. */
export function Choice<Value extends string>({ name, detail, value, choices, onPick }: ChoiceProps<Value>) {
  return (
    <Setting name={name} detail={detail}>
      {({ labelledBy, describedBy }) => (
        <select
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          value={value}
          onChange={(event) => {
            const picked = choices.find(([one]) => one === event.target.value);
            if (picked !== undefined) onPick(picked[0]);
          }}
          className={`${FIELD} w-full`}
        >
          {choices.map(([one, title]) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Setting>
  );
}
