import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { heard } from '../../said.ts';
import type { Provider } from '../../stores/providers.ts';
import { connection, providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { formatDay, priceStateOf, today } from './prices.ts';
import { ProviderPanel } from './provider-panel.tsx';

/** One provider at a glance: how far away it is, whether it is used and well, its models, keys and prices. */
export function ProviderRow({ provider }: { provider: Provider }) {
  const { t } = useTranslation('providers');
  const { id, name, zone, offered, keys, notice, said, baseUrl, disabled } = provider;
  const [isOpen, setOpen] = useState(false);
  const [isRefreshing, setRefreshing] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isOpen);
  const countForDays = useStore(connection.store, ({ state }) => state?.policy.factsCountForDays);
  const rest = useStore(
    connection.store,
    ({ state }) => state?.models.find((one) => one.provider === id && one.rests !== undefined)?.rests,
  );
  const price = priceStateOf(provider, today(), countForDays ?? Number.POSITIVE_INFINITY);
  const shownKeys = keys.map(({ lastFour, variable }) => (variable === undefined ? `…${lastFour}` : `${variable} …${lastFour}`)).join(', ');
  const facts = [
    new URL(baseUrl).host,
    t('models', { count: offered.length }),
    keys.length === 0 ? t('noKey') : t('keysAre', { count: keys.length, keys: shownKeys }),
    price.kind === 'known' || price.kind === 'stale' ? t('prices.since', { date: formatDay(price.date) }) : t(`prices.${price.kind}`),
  ];
  const refresh = async () => {
    setRefreshing(true);
    await providers.refresh(provider);
    setRefreshing(false);
  };
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className={`font-medium [overflow-wrap:anywhere] ${disabled === true ? 'text-quiet' : ''}`}>{name}</span>
            <span className="text-small">
              <ZoneMark place={zone} />
            </span>
          </div>
          <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">{facts.join(' · ')}</p>
        </div>
        <Button ref={opener} onClick={() => setOpen(true)} aria-label={t('openOne', { name })}>
          {t('open')}
          <ChevronRight aria-hidden size={15} className="-me-1 rtl:rotate-180" />
        </Button>
      </div>
      {notice === undefined && rest === undefined ? null : (
        <p className="text-small text-cloud">{notice === undefined ? rest && heard(rest.sentence, rest.said) : heard(notice, said)}</p>
      )}
      {price.kind === 'stale' ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="min-w-0 flex-1 basis-64 text-small text-cloud">{t('prices.stale', { date: formatDay(price.date) })}</p>
          <Button disabled={isRefreshing} onClick={refresh} aria-label={t('prices.refreshOf', { name })}>
            {t(isRefreshing ? 'asking' : 'prices.refresh')}
          </Button>
          <Button
            onClick={() => void providers.change(provider, { pricesCheckedOn: today() })}
            aria-label={t('prices.checkedOf', { name })}
          >
            {t('prices.checked')}
          </Button>
        </div>
      ) : null}
      {isOpen ? <ProviderPanel provider={provider} onClose={() => setOpen(false)} /> : null}
    </li>
  );
}
