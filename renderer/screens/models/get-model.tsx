import { Download } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';

/** A model by its name on the hub, or its address. */
export function GetModel() {
  const { t } = useTranslation('models');
  const [ref, setRef] = useState('');
  const [isAsking, setAsking] = useState(false);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (ref.trim() === '' || isAsking) return;
    setAsking(true);
    if (await models.download(ref.trim())) setRef('');
    setAsking(false);
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={id} className="font-semibold">
        {t('byName.title')}
      </label>
      <div className="mt-2 flex gap-2">
        <input
          id={id}
          value={ref}
          onChange={(event) => setRef(event.target.value)}
          placeholder={t('byName.example')}
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} flex-1`}
        />
        <Button type="submit" look="primary" disabled={isAsking || ref.trim() === ''}>
          <Download aria-hidden size={15} />
          {t(isAsking ? 'byName.asking' : 'download')}
        </Button>
      </div>
    </form>
  );
}
