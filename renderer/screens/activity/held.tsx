import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComputerView } from '../../../shared/api/activity-views.ts';
import { view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';

/** The models in memory. */
export function Held({ held }: { held: ComputerView['held'] }) {
  const { t } = useTranslation('activity');
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col items-start gap-2">
      <h2 id={id} className="font-semibold">
        {t('inMemory')}
      </h2>
      {held.length === 0 ? <p className="text-small text-quiet">{t('noneInMemory')}</p> : null}
      <ul className="w-full divide-y divide-line empty:hidden">
        {held.map(({ id: model, name, bytes, inFlight }) => (
          <li key={model} className="flex items-baseline justify-between gap-3 py-2 text-small tabular-nums">
            <bdi className="min-w-0 [overflow-wrap:anywhere]">{name}</bdi>
            <span className="shrink-0 text-quiet">
              {[...(bytes === undefined ? [] : [formatBytes(bytes)]), ...(inFlight > 0 ? [t('answering', { count: inFlight })] : [])].join(
                ' · ',
              )}
            </span>
          </li>
        ))}
      </ul>
      <Button look="bare" className="-ms-3" onClick={() => view.open('models')}>
        {t('seeModels')}
      </Button>
    </section>
  );
}
