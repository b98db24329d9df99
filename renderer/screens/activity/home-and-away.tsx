import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../shared/api/activity-views.ts';
import { ZONES } from '../../../shared/privacy/zones.ts';
import { ChartTable } from '../../ui/charts/chart-table.tsx';
import { Figure } from '../../ui/charts/figure.tsx';
import { ShareBar } from '../../ui/charts/share-bar.tsx';
import { formatCount, formatShare } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { useMoney } from './use-money.ts';

/** How many tries stayed on this device, and how many went where else. */
export function HomeAndAway({ overview }: { overview: OverviewView }) {
  const { t } = useTranslation('activity');
  const { t: shell } = useTranslation('shell');
  const money = useMoney();
  const whole = overview.total.tries;
  const rows = ZONES.map((zone) => {
    const days = overview.days.filter((row) => row.zone === zone);
    const sum = (of: (row: (typeof days)[number]) => number) => days.reduce((total, row) => total + of(row), 0);
    return { zone, tries: sum(({ tries }) => tries), cost: sum(({ costNanoDollars }) => costNanoDollars) };
  }).filter(({ tries }) => tries > 0);
  const home = rows.find(({ zone }) => zone === 'device')?.tries ?? 0;
  const sentence = t('homeSentence', { share: formatShare(whole === 0 ? 0 : home / whole), count: whole });
  return (
    <Figure
      title={t('homeAndAway')}
      table={
        <ChartTable
          name={t('homeAndAway')}
          rows={rows}
          keyOf={({ zone }) => zone}
          columns={[
            { name: t('where'), cell: ({ zone }) => <ZoneMark place={zone} /> },
            { name: t('tries'), isNumber: true, cell: ({ tries }) => formatCount(tries) },
            { name: t('spent'), isNumber: true, cell: ({ cost }) => money(cost) },
          ]}
        />
      }
    >
      <p>{sentence}</p>
      <ShareBar
        sentence={rows.map(({ zone, tries }) => `${shell(`zones.${zone}`)}: ${formatShare(tries / whole)}`).join(', ')}
        shares={rows.map(({ zone, tries }) => ({ zone, value: tries }))}
      />
    </Figure>
  );
}
