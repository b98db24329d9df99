import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_ICONS } from '../../../shared/api/app-keys.ts';
import type { CreatedKey, Key } from '../../stores/apps.ts';
import { apps } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ZoneSelect } from '../privacy/zone-select.tsx';
import { draftOf, type KeyDraft, keyOf, monthOf, NEW_KEY, NUMBERS, patchOf, wrongNumbers } from './key-draft.ts';
import { KeyIcon } from './key-icon.tsx';

interface KeyPanelProps {
  /** Absent: a new one. */
  readonly app?: Key;
  onCreated(created: CreatedKey): void;
  onClose(): void;
}

/** Everything that a key can have, in plain words. */
export function KeyPanel({ app, onCreated, onClose }: KeyPanelProps) {
  const { t } = useTranslation('apps');
  const { t: shell } = useTranslation('shell');
  const form = useId();
  const [draft, setDraft] = useState<KeyDraft>(app === undefined ? NEW_KEY : draftOf(app));
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<KeyDraft>) => setDraft((before) => ({ ...before, ...part }));
  const wrong = wrongNumbers(draft);
  const isReady = draft.name.trim() !== '' && wrong.length === 0 && !isBusy;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    const name = draft.name.trim();
    if (app === undefined) {
      const created = await apps.create(keyOf(draft), monthOf(draft), t('keys.made', { name }));
      if (created !== undefined) onCreated(created);
    } else if (await apps.change(app, patchOf(draft), monthOf(draft), t('keys.changed', { name }))) onClose();
    setBusy(false);
  };
  return (
    <Panel
      name={app === undefined ? t('keys.new') : t('keys.changeOf', { name: app.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isReady}>
            {t(app === undefined ? 'keys.make' : 'keys.save')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={save} className="flex flex-col gap-5">
        <Text name="name" draft={draft} onChange={change} />
        <fieldset>
          <legend className="font-medium">{t('form.icon.name')}</legend>
          <div className="mt-1 flex flex-wrap gap-1">
            {KEY_ICONS.map((icon) => (
              <label
                key={icon}
                title={t(`icons.${icon}`)}
                className="relative grid size-9 cursor-pointer place-items-center rounded-lg border border-transparent hover:bg-hover has-checked:border-device has-checked:bg-hover has-focus-visible:outline-2"
              >
                <input
                  type="radio"
                  name={`${form}-icon`}
                  aria-label={t(`icons.${icon}`)}
                  checked={draft.icon === icon}
                  onChange={() => change({ icon })}
                  className="absolute inset-0 cursor-pointer opacity-0"
                />
                <KeyIcon name={icon} />
              </label>
            ))}
          </div>
        </fieldset>
        <Text name="tags" draft={draft} onChange={change} />
        <div className="flex flex-col gap-1">
          <p className="font-medium">{t('form.ceiling.name')}</p>
          <ZoneSelect
            name={t('form.ceiling.name')}
            value={draft.ceiling}
            none={t('form.ceiling.none')}
            onPick={(ceiling) => change({ ceiling })}
          />
          <p className="text-small text-quiet">{t('form.ceiling.detail')}</p>
        </div>
        <Text name="allowed" draft={draft} onChange={change} />
        {NUMBERS.map((name) => (
          <Text key={name} name={name} draft={draft} isWrong={wrong.includes(name)} onChange={change} />
        ))}
        <Labelled name={t('form.priority.name')} detail={t('form.priority.detail')}>
          {(ids) => (
            <select
              {...ids}
              value={draft.priority ?? ''}
              onChange={({ target: { value } }) =>
                change({ priority: value === 'background' || value === 'interactive' ? value : undefined })
              }
              className={FIELD}
            >
              <option value="">{t('form.priority.none')}</option>
              <option value="interactive">{t('form.priority.interactive')}</option>
              <option value="background">{t('form.priority.background')}</option>
            </select>
          )}
        </Labelled>
        <Labelled name={t('form.lastDay.name')} detail={t('form.lastDay.detail')}>
          {(ids) => (
            <input
              {...ids}
              type="date"
              value={draft.lastDay}
              onChange={({ target: { value } }) => change({ lastDay: value })}
              className={FIELD}
            />
          )}
        </Labelled>
        <Switch
          isOn={draft.canManageModels}
          detail={t('form.canManageModels.detail')}
          onChange={(canManageModels) => change({ canManageModels })}
        >
          {t('form.canManageModels.name')}
        </Switch>
      </form>
    </Panel>
  );
}

interface TextProps {
  readonly name: 'name' | 'tags' | 'allowed' | (typeof NUMBERS)[number];
  readonly draft: KeyDraft;
  readonly isWrong?: boolean;
  onChange(part: Partial<KeyDraft>): void;
}

function Text({ name, draft, isWrong = false, onChange }: TextProps) {
  const { t } = useTranslation('apps');
  const isNumber = NUMBERS.some((one) => one === name);
  return (
    <Labelled
      name={t(`form.${name}.name`)}
      detail={isWrong ? <span className="text-refused">{t('form.wrongNumber')}</span> : t(`form.${name}.detail`)}
    >
      {(ids) => (
        <input
          {...ids}
          value={draft[name]}
          required={name === 'name'}
          maxLength={name === 'allowed' ? 20_000 : 200}
          inputMode={isNumber ? 'decimal' : undefined}
          aria-invalid={isWrong}
          placeholder={isNumber ? t('form.unlimited') : t(`form.${name as 'name'}.example`)}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target: { value } }) => onChange({ [name]: value })}
          className={FIELD}
        />
      )}
    </Labelled>
  );
}
