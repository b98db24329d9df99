import { useId } from 'react';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { Switch } from '../../ui/switch.tsx';
import { Section } from './section.tsx';

const STYLES: readonly (readonly [Policy['masking'], name: string, example: string])[] = [
  ['placeholders', 'Placeholders', 'Anna Kowalska leaves as [PERSON_1]'],
  ['surrogates', 'Look-alikes', 'Anna Kowalska leaves as another name; for models that stumble over brackets'],
  ['off', 'No masking', 'What was found keeps the prompt nearer home'],
];

/** What stands for a masked value, and what is kept of what left. */
export function MaskStyle({ policy }: { policy: Policy }) {
  const name = useId();
  return (
    <Section
      name="Masking"
      intro="Masked values are put back into the answer here. What stands for what stays with the conversation, on this device."
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">What stands for a masked value</legend>
        {STYLES.map(([style, label, example]) => (
          <label key={style} className="flex cursor-pointer items-start gap-3">
            <input
              type="radio"
              name={name}
              checked={policy.masking === style}
              onChange={() => void privacy.change({ masking: style }, `${label}.`)}
              className="mt-1 size-4 shrink-0 accent-device"
            />
            <span>
              {label}
              <span className="block text-small text-quiet">{example}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-5">
        <Switch
          isOn={policy.keepSentText}
          onChange={(keepSentText) =>
            void privacy.change({ keepSentText }, keepSentText ? 'Texts that leave are kept.' : 'Only hashes are kept.')
          }
          detail="Off, only its size, its findings and its hash are kept."
        >
          Keep the exact text of what leaves
        </Switch>
      </div>
    </Section>
  );
}
