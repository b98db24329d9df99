import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { OverviewView } from '../../../shared/api/activity-views.ts';
import { NEW } from '../../stores/chat.ts';
import { PERIODS } from '../../stores/periods.ts';
import { activity, settings, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatDay, formatEnergy } from '../../ui/format.ts';
import { Breakdown } from './breakdown.tsx';
import { ByDay } from './by-day.tsx';
import { Choice } from './choice.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Fault } from './fault.tsx';
import { HomeAndAway } from './home-and-away.tsx';
import { useAppName } from './use-app-name.ts';
import { useMoney } from './use-money.ts';

/** What some days came to: money, tokens, where answers came from, what staying home saved. */
export function Overview() {
  const { t } = useTranslation('activity');
  const { value, error } = useStore(activity.overview.store);
  const period = useStore(activity.period, (current) => current.period);
  const currency = useStore(settings.store, (current) => current.settings?.currency);
  useEffect(() => activity.overview.watch(), []);
  return (
    <>
      <Fault error={error} onClose={activity.overview.dismissError} />
      <div className="flex flex-wrap items-center gap-3">
        <Choice name={t('period')} value={period} choices={PERIODS.map((one) => [one, t(`periods.${one}`)])} onPick={activity.show} />
        {currency === undefined || currency.code === 'USD' ? null : (
          <p className="text-small text-quiet">{t('rate', { code: currency.code, date: formatDay(currency.date) })}</p>
        )}
      </div>
      {value === undefined ? null : value.total.tries === 0 ? <Nothing /> : <Sums overview={value} />}
    </>
  );
}

function Nothing() {
  const { t } = useTranslation('activity');
  const { t: shell } = useTranslation('shell');
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('nothing')}</p>
      <p className="max-w-[60ch] text-small text-quiet">{t('nothingDetail')}</p>
      <Button look="primary" onClick={() => view.select(NEW)}>
        {shell('newChat')}
      </Button>
    </div>
  );
}

function Sums({ overview }: { overview: OverviewView }) {
  const { t } = useTranslation('activity');
  const money = useMoney();
  const appNameOf = useAppName();
  const { total, by, forecastThisMonth, spentThisMonth } = overview;
  const isMonth = useStore(activity.period, (current) => current.period === 'month');
  const facts: readonly Fact[] = [
    {
      name: t('spent'),
      value: money(total.costNanoDollars),
      detail: total.estimatedNanoDollars > 0 ? t('ofThisEstimated', { amount: money(total.estimatedNanoDollars) }) : undefined,
    },
    ...(isMonth ? [{ name: t('forecast'), value: money(Math.max(forecastThisMonth, spentThisMonth)), detail: t('forecastDetail') }] : []),
    { name: t('saved'), value: money(total.wouldCostNanoDollars), detail: t('savedDetail') },
    {
      name: t('tokens'),
      value: formatCount(total.inputTokens + total.outputTokens),
      detail: t('inAndOut', { input: formatCount(total.inputTokens), output: formatCount(total.outputTokens) }),
    },
    { name: t('tries'), value: formatCount(total.tries), detail: t('triesDetail') },
    { name: t('energy'), value: formatEnergy(total.energyJoules), detail: t('energyDetail') },
  ];
  return (
    <>
      <Facts facts={facts} />
      <ByDay overview={overview} />
      <HomeAndAway overview={overview} />
      <div className="grid gap-8 md:grid-cols-2">
        <Breakdown title={t('byProvider')} rows={by.provider} none={t('noProvider')} />
        <Breakdown title={t('byModel')} rows={by.model} none={t('noProvider')} />
        <Breakdown title={t('byApp')} rows={by.app} none={t('noApp')} shown={({ name, shown }) => appNameOf(name, shown)} />
        <Breakdown title={t('byTag')} rows={by.tag} none={t('noTag')} />
      </div>
    </>
  );
}
