import { useTranslation } from 'react-i18next';
import { heard } from '../../said.ts';
import type { ProviderKind } from '../../stores/providers.ts';
import { safeLink } from '../../ui/safe-link.ts';
import { formatDay } from './prices.ts';

/** What is known of a kind of provider: what it does with what is sent, where, and what its models cost, each with source and day. */
export function KindFacts({ kind }: { kind: ProviderKind }) {
  const { t } = useTranslation('providers');
  const { training, retention, regions, models, confidence, place } = kind;
  const price = models.find((model) => model.price !== undefined)?.price;
  const facts = [
    ...(training === undefined ? [] : [[t('facts.training'), heard(training.text, { said: training.text }), training] as const]),
    ...(retention === undefined ? [] : [[t('facts.retention'), heard(retention.text, { said: retention.text }), retention] as const]),
    ...(regions === undefined ? [] : [[t('facts.regions'), regions.names.join(', '), regions] as const]),
    ...(price === undefined ? [] : [[t('facts.prices'), t('facts.pricesOf', { count: models.length }), price] as const]),
  ];
  if (facts.length === 0) return <p className="text-small text-quiet">{t(place === 'server' ? 'facts.server' : 'facts.none')}</p>;
  return (
    <div className="rounded-lg border border-line bg-wall p-3 text-small">
      <dl className="flex flex-col gap-2">
        {facts.map(([name, text, { source, date }]) => (
          <div key={name}>
            <dt className="font-medium">{name}</dt>
            <dd>
              {text} <Source source={source} date={date} />
            </dd>
          </div>
        ))}
      </dl>
      {confidence === 'unverified' ? <p className="mt-2 text-quiet">{t('facts.unverified')}</p> : null}
    </div>
  );
}

function Source({ source, date }: { readonly source: string; readonly date: string }) {
  const { t } = useTranslation('providers');
  const href = safeLink(source);
  const words = t('facts.source', { date: formatDay(date) });
  return href === undefined ? (
    <span className="text-quiet">{words}</span>
  ) : (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-quiet underline underline-offset-2">
      {words}
    </a>
  );
}
