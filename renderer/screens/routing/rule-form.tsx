import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OBJECTIVES, type Objective } from '../../../shared/routing/objective.ts';
import type { Rule } from '../../../shared/routing/rules/rule.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { ZoneSelect } from '../privacy/zone-select.tsx';
import { ConditionField } from './condition-field.tsx';
import { Field } from './field.tsx';
import { MatchField } from './match-field.tsx';
import { withAction, withPart } from './rule-list.ts';
import { SplitField } from './split-field.tsx';

interface RuleFormProps {
  readonly rule: Rule;
  readonly tags: readonly string[];
  onDone(rule: Rule): void;
  onCancel(): void;
}

/** A rule's name, condition and actions. What is left empty does nothing. */
export function RuleForm({ rule: before, tags, onDone, onCancel }: RuleFormProps) {
  const { t } = useTranslation('routing');
  const [rule, setRule] = useState(before);
  const [isSound, setSound] = useState(false);
  const { then: action } = rule;
  const set = <Name extends keyof Rule['then']>(name: Name, value: Rule['then'][Name] | undefined) =>
    setRule((now) => withAction(now, withPart(now.then, name, value)));
  const canSave = isSound && Object.keys(action).length > 0;
  const done = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) onDone({ ...rule, name: rule.name.trim() || rule.when.trim().slice(0, 60) });
  };
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onCancel();
  };
  const picked = action.tags ?? [];
  return (
    <form
      aria-label={before.name === '' ? t('form.new') : before.name}
      onSubmit={done}
      onKeyDown={onKey}
      className="flex flex-col gap-4 rounded-lg border border-line p-3"
    >
      <Field name={t('form.name')}>
        <input
          ref={first}
          value={rule.name}
          maxLength={100}
          onChange={(event) => setRule({ ...rule, name: event.target.value })}
          placeholder={t('form.nameExample')}
          autoComplete="off"
          className={`${FIELD} w-full`}
        />
      </Field>
      <ConditionField text={rule.when} tags={tags} onChange={(when) => setRule((now) => ({ ...now, when }))} onChecked={setSound} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name={t('form.ceiling')}>
          <ZoneSelect name={t('form.ceiling')} value={action.ceiling} none={t('form.noCeiling')} onPick={(zone) => set('ceiling', zone)} />
        </Field>
        <Field name={t('form.objective')}>
          <select
            value={typeof action.objective === 'string' ? action.objective : ''}
            onChange={(event) => set('objective', OBJECTIVES.find((one) => one === event.target.value) as Objective | undefined)}
            className={`${FIELD} w-full text-small`}
          >
            <option value="">{typeof action.objective === 'object' ? t('form.ownWeights') : t('form.noObjective')}</option>
            {OBJECTIVES.map((one) => (
              <option key={one} value={one}>
                {t(`objective.names.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field name={t('form.cost')}>
          <input
            type="number"
            min={0}
            max={1_000_000}
            step="any"
            value={action.maxCostUsd ?? ''}
            onChange={(event) => set('maxCostUsd', event.target.value === '' ? undefined : Math.max(0, event.target.valueAsNumber || 0))}
            placeholder={t('form.noCost')}
            className={`${FIELD} w-full`}
          />
        </Field>
        <Field name={t('form.deny')}>
          <input
            value={action.deny ?? ''}
            maxLength={500}
            onChange={(event) => set('deny', event.target.value === '' ? undefined : event.target.value)}
            placeholder={t('form.noDeny')}
            autoComplete="off"
            className={`${FIELD} w-full`}
          />
        </Field>
      </div>
      <fieldset className="text-small">
        <legend className="text-quiet">{t('form.tags')}</legend>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {tags.map((tag) => (
            <label key={tag} className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={picked.includes(tag)}
                onChange={({ target }) => {
                  const next = target.checked ? [...picked, tag] : picked.filter((other) => other !== tag);
                  set('tags', next.length === 0 ? undefined : next);
                }}
                className="size-4 accent-device"
              />
              {tag}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="flex items-center gap-2 text-small">
        <input
          type="checkbox"
          checked={action.mask === true}
          onChange={({ target }) => set('mask', target.checked ? true : undefined)}
          className="size-4 accent-device"
        />
        {t('form.mask')}
      </label>
      <MatchField name={t('form.require')} match={action.require} onChange={(match) => set('require', match)} />
      <MatchField name={t('form.forbid')} match={action.forbid} onChange={(match) => set('forbid', match)} />
      <MatchField name={t('form.prefer')} match={action.prefer} onChange={(match) => set('prefer', match)} />
      <SplitField shares={action.split} onChange={(shares) => set('split', shares)} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" look="primary" disabled={!canSave}>
          {t('form.done')}
        </Button>
      </div>
    </form>
  );
}
