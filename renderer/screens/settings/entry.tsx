import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Setting } from './setting.tsx';

interface EntryProps {
  readonly name: string;
  readonly detail?: string;
  /** What is set; empty where nothing is. */
  readonly value: string;
  readonly placeholder?: string;
  readonly type?: 'text' | 'url' | 'number' | 'password';
  /** What follows a number, such as `GB`. */
  readonly unit?: string;
  /** Gets the empty text to take the setting back. Returns whether it is kept. */
  onSave(value: string): Promise<boolean>;
}

/** Something typed, kept once it is saved. */
export function Entry({ name, detail, value, placeholder, type = 'text', unit, onSave }: EntryProps) {
  const { t } = useTranslation('settings');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    await onSave(text.trim());
  };
  return (
    <Setting name={name} detail={detail}>
      {({ describedBy }) => (
        <form noValidate onSubmit={save} className="flex items-center gap-2">
          <input
            type={type === 'number' ? 'text' : type}
            inputMode={type === 'number' ? 'decimal' : undefined}
            aria-label={name}
            aria-describedby={describedBy}
            value={text}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            className={`${FIELD} w-full flex-1`}
          />
          {unit === undefined ? null : <span className="shrink-0 text-small text-quiet">{unit}</span>}
          {text.trim() === value ? null : <Button type="submit">{t('save')}</Button>}
        </form>
      )}
    </Setting>
  );
}
