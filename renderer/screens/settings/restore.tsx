import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { formatBytes, formatMoment } from '../../ui/format.ts';
import { Setting } from './setting.tsx';

/** Takes a backup in. It is looked through at once, and in place once Lintel starts anew. */
export function Restore() {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly isFault: boolean }>();
  const restore = async (chosen: File) => {
    setBusy(true);
    const outcome = await api.restore(chosen);
    setBusy(false);
    if (!outcome.ok) setSaid({ text: errorText(outcome.error), isFault: true });
    else setSaid({ text: t('restored', { date: formatMoment(outcome.value.madeAt) }), isFault: false });
  };
  return (
    <Setting name={t('names.restore')} detail={t('details.restore')}>
      {({ labelledBy, describedBy }) => (
        <div className="flex flex-col items-start gap-2">
          <input
            ref={input}
            type="file"
            hidden
            aria-hidden
            onChange={(event) => {
              setFile(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button aria-describedby={`${labelledBy} ${describedBy}`} disabled={isBusy} onClick={() => input.current?.click()}>
            {t(isBusy ? 'restoring' : 'chooseBackup')}
          </Button>
          <p role="status" className={`text-small [overflow-wrap:anywhere] ${said?.isFault === true ? 'text-refused' : 'text-quiet'}`}>
            {said?.text}
          </p>
          {said?.isFault === false ? <Button onClick={() => void api.stopLintel()}>{t('stopLintel')}</Button> : null}
          {file === undefined ? null : (
            <Confirm
              question={t('restoreQuestion', { name: file.name, size: formatBytes(file.size) })}
              detail={t('restoreDetail')}
              action={t('restore')}
              onAnswer={(isYes) => {
                setFile(undefined);
                if (isYes) void restore(file);
              }}
            />
          )}
        </div>
      )}
    </Setting>
  );
}
