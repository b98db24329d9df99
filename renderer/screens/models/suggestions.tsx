import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatParameters, formatRate } from '../../ui/format.ts';
import { type CatalogFilter, CatalogFilters, isPurpose, NO_FILTER, type Suggestion, suits } from './catalog-filters.tsx';
import { FitBadge } from './fit-badge.tsx';
import { useHubClosed } from './use-stays.ts';

/** Shown before somebody asks for all. */
const FEW = 3;

/** Models worth having, what suits this computer first. */
export function Suggestions() {
  const { t } = useTranslation('models');
  const catalog = useStore(models.store, ({ catalog: read }) => read);
  const [isAll, setAll] = useState(false);
  const [filter, setFilter] = useState<CatalogFilter>(NO_FILTER);
  useEffect(() => void models.suggest(), []);
  if (catalog === undefined || catalog.models.length === 0) return null;
  const { best } = catalog;
  // The one that is called the best comes first, whatever the order of the rest.
  const sorted = catalog.models.toSorted((one, other) => Number(other.id === best) - Number(one.id === best));
  const shown = isAll ? sorted.filter((one) => suits(one, filter)) : sorted.filter(({ kind }) => kind === 'chat').slice(0, FEW);
  return (
    <section aria-labelledby="models-suggested">
      <h2 id="models-suggested" className="font-semibold">
        {t('catalog.title')}
      </h2>
      {isAll ? <CatalogFilters all={catalog.models} filter={filter} onChange={setFilter} /> : null}
      {isAll ? (
        <p role="status" className="mt-2 text-small text-quiet">
          {t('catalog.count', { count: shown.length })}
        </p>
      ) : null}
      <ul className="mt-1 divide-y divide-line">
        {shown.map((one) => (
          <Entry key={one.id} entry={one} isBest={one.id === best} />
        ))}
      </ul>
      <Button look="bare" onClick={() => setAll(!isAll)} aria-expanded={isAll} className="-ms-3">
        {isAll ? t('catalog.fewer') : t('catalog.all', { count: catalog.models.length })}
      </Button>
    </section>
  );
}

function Entry({ entry, isBest }: { entry: Suggestion; isBest: boolean }) {
  const { t } = useTranslation('models');
  const isClosed = useHubClosed();
  const { name, maker, licence, goodAt, parameters, quantisation, verdict, ref, memoryBytes, tokensPerSecond } = entry;
  const size = formatBytes(quantisation.bytes);
  const purposes = goodAt.map((purpose) => (isPurpose(purpose) ? t(`purposes.${purpose}`) : purpose));
  const facts = [
    maker,
    t('parameters', { size: formatParameters(parameters) }),
    quantisation.name,
    quantisation.estimated === true ? t('about', { amount: size }) : size,
    licence,
    t('catalog.goodAt', { purposes: purposes.join(', ') }),
  ];
  return (
    <li className="flex items-start gap-2 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{name}</span>
          <FitBadge verdict={verdict} />
          {isBest ? <span className="text-small text-device">{t('catalog.best')}</span> : null}
        </div>
        <p className="text-small text-quiet tabular-nums">{facts.join(' · ')}</p>
        <p className="text-small text-quiet tabular-nums">
          {t('fit.short', { memory: formatBytes(memoryBytes), rate: formatRate(tokensPerSecond) })}
        </p>
      </div>
      <Button onClick={() => models.download(ref)} aria-label={t('downloadModel', { name })} disabled={verdict === 'wont-fit' || isClosed}>
        <Download aria-hidden size={15} />
        <span className="max-[700px]:sr-only">{t('download')}</span>
      </Button>
    </li>
  );
}
