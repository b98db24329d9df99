import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Share } from '../../../shared/routing/rules/rule.ts';
import { FIELD } from '../../ui/field.ts';
import { Field } from './field.tsx';
import { sharesIn } from './shares.ts';

interface SplitFieldProps {
  readonly shares: readonly Share[] | undefined;
  onChange(shares: readonly Share[] | undefined): void;
}

/** Models to choose among at random, with their weights: `home 70, gpt* 30`. */
export function SplitField({ shares = [], onChange }: SplitFieldProps) {
  const { t } = useTranslation('routing');
  const [typed, setTyped] = useState(shares.map(({ target, weight }) => `${target} ${weight}`).join(', '));
  const isHalf = typed.trim() !== '' && sharesIn(typed) === undefined;
  return (
    <div>
      <Field name={t('form.split')}>
        <input
          value={typed}
          aria-invalid={isHalf}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(sharesIn(target.value));
          }}
          placeholder={t('form.splitExample')}
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} w-full`}
        />
      </Field>
      {isHalf ? <p className="mt-1 text-small text-refused">{t('form.splitHalf')}</p> : null}
    </div>
  );
}
