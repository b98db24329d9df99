import { useId } from 'react';

interface ChoiceCardsProps<Value extends string> {
  /** What is to be chosen. */
  readonly name: string;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly detail: string }[];
  /** Absent: none is chosen yet. */
  readonly chosen: Value | undefined;
  onChoose(value: Value): void;
}

/** One of a few ways, each with what it means. */
export function ChoiceCards<Value extends string>({ name, choices, chosen, onChoose }: ChoiceCardsProps<Value>) {
  const group = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">{name}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex cursor-pointer items-start gap-3 rounded-lg border border-line p-3 has-checked:border-device"
        >
          <input
            type="radio"
            name={group}
            checked={chosen === choice.value}
            onChange={() => onChoose(choice.value)}
            className="mt-1.5 accent-device"
          />
          <span>
            <span className="block font-medium">{choice.name}</span>
            <span className="block text-small text-quiet">{choice.detail}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
