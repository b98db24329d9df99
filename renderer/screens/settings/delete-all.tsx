import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { WindowOver } from '../../ui/window-over.tsx';
import { Setting } from './setting.tsx';

/** Deletes all that Lintel keeps, once the word for it is typed. */
export function DeleteAll() {
  const { t } = useTranslation('settings');
  const [isOpen, setOpen] = useState(false);
  return (
    <Setting name={t('names.deleteAll')} detail={t('details.deleteAll')}>
      {({ labelledBy, describedBy }) => (
        <>
          <Button aria-describedby={`${labelledBy} ${describedBy}`} onClick={() => setOpen(true)}>
            {t('deleteAll')}
          </Button>
          {isOpen ? <Ask onClose={() => setOpen(false)} /> : null}
        </>
      )}
    </Setting>
  );
}

function Ask({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const [models, setModels] = useState(false);
  const [said, setSaid] = useState<string>();
  const word = t('deleteWord');
  const erase = async () => {
    const outcome = await api.eraseEverything({ models });
    setSaid(outcome.ok ? t('erased') : errorText(outcome.error));
  };
  return (
    <WindowOver
      name={t('names.deleteAll')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button look="danger" disabled={typed.trim() !== word || said !== undefined} onClick={erase}>
            {t('deleteAllNow')}
          </Button>
        </>
      }
    >
      <p>{t('deleteGoes')}</p>
      <p className="mt-2">{t('deleteStays')}</p>
      <label className="mt-4 flex items-center gap-2">
        <input type="checkbox" checked={models} onChange={(event) => setModels(event.target.checked)} className="size-4 accent-device" />
        {t('deleteModels')}
      </label>
      <label className="mt-4 block">
        {t('typeWord', { word })}
        <input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          className={`${FIELD} mt-1 block w-full`}
        />
      </label>
      <p role="status" className="mt-3 text-refused">
        {said}
      </p>
    </WindowOver>
  );
}
