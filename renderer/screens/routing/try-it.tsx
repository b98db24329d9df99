import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Policy } from '../../stores/routing.ts';
import { connection, routing, trial } from '../../stores/session.ts';
import { FIELD } from '../../ui/field.ts';
import { Section } from '../privacy/section.tsx';
import { AsIfFields } from './as-if-fields.tsx';
import { Decision } from './decision.tsx';
import { Examples } from './examples.tsx';
import { Field } from './field.tsx';

/** Who asks from within Lintel, offered beside whatever is typed. */
const APPS = ['window', 'cli'];

/** A prompt to try, the circumstances to try it under, and where it would go: decided anew with every change. */
export function TryIt({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation('routing');
  const draft = useStore(routing.store, (current) => current.draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft decides otherwise.
  useEffect(() => trial.decide(), [draft]);
  return (
    <div className="flex flex-col gap-10">
      <Section name={t('trial.title')} intro={t('trial.intro')}>
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          <Asked tags={Object.keys(draft.tags ?? policy.tags)} />
          <Decision />
        </div>
      </Section>
      <Examples tests={draft.tests ?? policy.tests} />
    </div>
  );
}

function Asked({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useTranslation('routing');
  const { text, model, app, tags: picked, asIf } = useStore(trial.store);
  const targets = useStore(connection.store, ({ state }) => state?.models) ?? [];
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Field name={t('trial.prompt')}>
        <textarea
          value={text}
          rows={5}
          maxLength={100_000}
          onChange={({ target }) => trial.set({ text: target.value })}
          placeholder={t('trial.example')}
          className="w-full min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 -outline-offset-1"
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name={t('trial.app')}>
          <input
            value={app}
            maxLength={200}
            list="trial-apps"
            onChange={({ target }) => trial.set({ app: target.value })}
            className={`${FIELD} w-full`}
          />
          <datalist id="trial-apps">
            {APPS.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </Field>
        <Field name={t('trial.model')}>
          <input
            value={model}
            maxLength={256}
            list="trial-models"
            onChange={({ target }) => trial.set({ model: target.value })}
            className={`${FIELD} w-full`}
          />
          <datalist id="trial-models">
            {['auto', ...targets.map(({ id }) => id)].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </Field>
      </div>
      <fieldset className="text-small">
        <legend className="text-quiet">{t('trial.tags')}</legend>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {tags.map((tag) => (
            <label key={tag} className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={picked.includes(tag)}
                onChange={({ target }) => trial.set({ tags: target.checked ? [...picked, tag] : picked.filter((one) => one !== tag) })}
                className="size-4 accent-device"
              />
              {tag}
            </label>
          ))}
        </div>
      </fieldset>
      <AsIfFields asIf={asIf} />
    </div>
  );
}
