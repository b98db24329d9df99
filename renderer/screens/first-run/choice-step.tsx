import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';

const CHOICES = ['home', 'private', 'best'] as const;
type Choice = (typeof CHOICES)[number];

/** The policy in plain words. Whatever is chosen, tags and findings keep what they keep. */
const POLICIES = {
  home: { stayOnDevice: true },
  private: { stayOnDevice: false, objective: 'private-first' },
  best: { stayOnDevice: false, objective: 'best-answer' },
} as const satisfies Record<Choice, object>;

function choiceOf({ stayOnDevice, objective }: Policy): Choice | undefined {
  if (stayOnDevice) return 'home';
  return CHOICES.find((choice) => 'objective' in POLICIES[choice] && POLICIES[choice].objective === objective);
}

export function ChoiceStep() {
  const { t } = useTranslation('welcome');
  const name = useId();
  const policy = useStore(privacy.store, (current) => current.policy);
  useEffect(() => void privacy.load(), []);
  if (policy === undefined) return null;
  const chosen = choiceOf(policy);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">{t('choice.title')}</legend>
      {CHOICES.map((choice) => (
        <label key={choice} className="flex cursor-pointer items-start gap-3">
          <input
            type="radio"
            name={name}
            checked={chosen === choice}
            onChange={() => void privacy.change(POLICIES[choice], t(`choice.${choice}`))}
            className="mt-1 size-4 shrink-0 accent-device"
          />
          <span>
            {t(`choice.${choice}`)}
            <span className="block text-small text-quiet">{t(`choice.${choice}Detail`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
