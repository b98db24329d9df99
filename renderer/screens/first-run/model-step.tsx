import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { models, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatParameters } from '../../ui/format.ts';
import { FitBadge } from '../models/fit-badge.tsx';

/** The best model that fits here, or only what is in the box. */
export function ModelStep() {
  const { t } = useTranslation('welcome');
  const { catalog, downloads, error } = useStore(models.store);
  useEffect(() => models.watch(), []);
  const best = catalog?.models.find(({ id }) => id === catalog.best);
  const isComing = downloads.some(({ state }) => state === 'running' || state === 'verifying');
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('model.guide')}</p>
      {best === undefined ? null : (
        <div className="w-full rounded-lg border border-line p-3">
          <p className="flex flex-wrap items-center gap-x-3">
            <span className="font-medium">{best.name}</span>
            <FitBadge verdict={best.verdict} />
          </p>
          <p className="text-small text-quiet tabular-nums">
            {best.maker} · {formatParameters(best.parameters)} · {formatBytes(best.quantisation.bytes)} · {best.licence}
          </p>
          <Button className="mt-2" disabled={isComing} onClick={() => void models.download(best.ref)}>
            <Download aria-hidden size={15} />
            {t(isComing ? 'model.coming' : 'model.download')}
          </Button>
        </div>
      )}
      {error === undefined ? null : (
        <p role="alert" className="text-small text-refused">
          {errorText(error)}
        </p>
      )}
      <Button look="bare" onClick={() => view.open('models', 'get')} className="-ms-3">
        {t('model.others')}
      </Button>
    </div>
  );
}
