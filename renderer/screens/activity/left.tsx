import { Download, ShieldCheck, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { EGRESS_EXPORT_PATH } from '../../../shared/api/calls.ts';
import { errorText, heard } from '../../said.ts';
import { egress } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DepartureRow } from './departure-row.tsx';

/** What left this computer, or wanted to: to whom, how much, masked or not, and whether the record is whole. */
export function Left() {
  const { t } = useTranslation('left');
  const { t: shell } = useTranslation('shell');
  const { entries, more, loaded, verdict, error } = useStore(egress.store);
  const [isClearing, setClearing] = useState(false);
  useEffect(() => egress.watch(), []);
  return (
    <>
      {error === undefined ? null : (
        <div role="alert">
          <Notice action={<Button onClick={egress.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
        </div>
      )}
      <p className="max-w-[60ch] text-small text-quiet">{t('intro')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void egress.verify()} disabled={entries.length === 0}>
          <ShieldCheck aria-hidden size={15} />
          {t('check')}
        </Button>
        <Export format="csv" />
        <Export format="json" />
        <Button look="bare" onClick={() => setClearing(true)} disabled={entries.length === 0}>
          <Trash2 aria-hidden size={15} />
          {t('clear')}
        </Button>
      </div>
      {verdict === undefined ? null : (
        <p role="status" className={`[overflow-wrap:anywhere] ${verdict.intact ? 'text-device' : 'text-refused'}`}>
          {heard(verdict.sentence, verdict.said)}
        </p>
      )}
      {loaded && entries.length === 0 ? <p>{t('nothing')}</p> : null}
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <DepartureRow key={entry.seq} entry={entry} />
        ))}
      </ul>
      {more ? (
        <Button className="self-center" onClick={() => void egress.older()}>
          {t('older')}
        </Button>
      ) : null}
      {isClearing ? (
        <Confirm
          question={t('clearQuestion')}
          detail={t('clearDetail')}
          action={shell('delete')}
          onAnswer={(isYes) => {
            setClearing(false);
            if (isYes) void egress.clearTexts();
          }}
        />
      ) : null}
    </>
  );
}

/** The whole record as a file. */
function Export({ format }: { format: 'csv' | 'json' }) {
  return (
    <a
      href={`/ui${EGRESS_EXPORT_PATH}?format=${format}`}
      download={`lintel-what-left.${format}`}
      className="inline-flex min-h-8 items-center justify-center gap-2 rounded-lg border border-line bg-paper px-3 py-1 text-small font-medium hover:bg-hover"
    >
      <Download aria-hidden size={15} />
      {format.toUpperCase()}
    </a>
  );
}
