import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ZONES } from '../../../shared/privacy/zones.ts';
import type { TargetMatch } from '../../../shared/routing/rules/rule.ts';
import { FIELD } from '../../ui/field.ts';

interface MatchFieldProps {
  readonly name: string;
  readonly match: TargetMatch | undefined;
  onChange(match: TargetMatch | undefined): void;
}

const LISTS = ['targets', 'providers', 'regions'] as const;

/** Which models an action means: those that match all that is given. */
export function MatchField({ name, match = {}, onChange }: MatchFieldProps) {
  const { t } = useTranslation('routing');
  const { t: words } = useTranslation('words');
  const set = (part: keyof TargetMatch, list: readonly string[]) => {
    const { [part]: _, ...rest } = match;
    const next = list.length === 0 ? rest : { ...rest, [part]: list };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  const zones = match.zones ?? [];
  return (
    <fieldset className="text-small">
      <legend className="text-quiet">{name}</legend>
      <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {ZONES.map((zone) => (
          <label key={zone} className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={zones.includes(zone)}
              onChange={({ target }) =>
                set(
                  'zones',
                  ZONES.filter((one) => (one === zone ? target.checked : zones.includes(one))),
                )
              }
              className="size-4 accent-device"
            />
            {words(`zones.${zone}`)}
          </label>
        ))}
      </div>
      <div className="mt-2 grid gap-2 sm:grid-cols-3">
        {LISTS.map((part) => (
          <ListInput
            key={part}
            name={t('form.part', { match: name, part: t(`form.parts.${part}`) })}
            example={t(`form.examples.${part}`)}
            list={match[part] ?? []}
            onChange={(list) => set(part, list)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ListInputProps {
  readonly name: string;
  readonly example: string;
  readonly list: readonly string[];
  onChange(list: readonly string[]): void;
}

/** Keeps what is typed as it is typed: a comma at the end is not lost. */
function ListInput({ name, example, list, onChange }: ListInputProps) {
  const [typed, setTyped] = useState(list.join(', '));
  return (
    <input
      aria-label={name}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(
          target.value
            .split(',')
            .map((entry) => entry.trim())
            .filter((entry) => entry !== ''),
        );
      }}
      placeholder={example}
      autoComplete="off"
      spellCheck={false}
      className={`${FIELD} w-full`}
    />
  );
}
