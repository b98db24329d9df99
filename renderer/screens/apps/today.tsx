import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { ZONES } from '../../../shared/privacy/zones.ts';
import type { Inspected } from '../../stores/apps.ts';
import { apps } from '../../stores/session.ts';
import { formatCount, formatMoney } from '../../ui/format.ts';
import { type Place, ZoneMark } from '../../ui/zone.tsx';
import { Section } from '../privacy/section.tsx';
import { AppName } from './app-name.tsx';

const PLACES: readonly Place[] = [...ZONES, 'refused'];

/** What each app used today, what it cost, and where its last requests went. */
export function Today() {
  const { t } = useTranslation('apps');
  const { today, inspected, keys } = useStore(apps.store);
  // What the window itself asked is the activity's to show.
  const rows = today.filter(({ name }) => name === 'keyless' || keys.some(({ id }) => id === name));
  return (
    <Section name={t('today.title')} intro={t('today.intro')}>
      {rows.length === 0 ? (
        <p className="text-quiet">{t('today.nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <figure tabIndex={0} aria-label={t('today.title')} className="overflow-x-auto">
          <table className="w-full min-w-[34rem] text-small tabular-nums">
            <thead className="text-start text-quiet">
              <tr className="border-b border-line">
                <th className="py-2 pe-4 text-start font-medium">{t('today.app')}</th>
                <th className="py-2 pe-4 text-end font-medium">{t('today.requests')}</th>
                <th className="py-2 pe-4 text-end font-medium">{t('today.tokens')}</th>
                <th className="py-2 pe-4 text-end font-medium">{t('today.cost')}</th>
                <th className="py-2 text-start font-medium">{t('today.where')}</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map(({ name, tries, inputTokens, outputTokens, costNanoDollars }) => (
                <tr key={name}>
                  <td className="max-w-64 py-2 pe-4">
                    <AppName id={name} name={undefined} />
                  </td>
                  <td className="py-2 pe-4 text-end">{formatCount(tries)}</td>
                  <td className="py-2 pe-4 text-end">{formatCount(inputTokens + outputTokens)}</td>
                  <td className="py-2 pe-4 text-end">{formatMoney(costNanoDollars)}</td>
                  <td className="py-2">
                    <Where requests={inspected.filter(({ app }) => app === name)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      )}
    </Section>
  );
}

/** A request that was to be answered by a model, and where that was. */
const placeOf = ({ zone, status, method }: Inspected): Place | undefined =>
  zone ?? (status >= 400 && method === 'POST' ? 'refused' : undefined);

function Where({ requests }: { readonly requests: readonly Inspected[] }) {
  const places = requests.map(placeOf);
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {PLACES.map((place) => {
        const count = places.filter((one) => one === place).length;
        return count === 0 ? null : (
          <span key={place} className="inline-flex items-center gap-1.5">
            <ZoneMark place={place} />
            {formatCount(count)}
          </span>
        );
      })}
    </span>
  );
}
