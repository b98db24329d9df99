import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { OverviewView, ZoneDay } from '../../../shared/api/activity-views.ts';
import { ZONES } from '../../../shared/privacy/zones.ts';
import { daysFrom, daysOf } from '../../stores/periods.ts';
import { activity } from '../../stores/session.ts';
import { ChartTable } from '../../ui/charts/chart-table.tsx';
import { DayBars } from '../../ui/charts/day-bars.tsx';
import { Figure } from '../../ui/charts/figure.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Choice } from './choice.tsx';
import { useMoney } from './use-money.ts';

const MEASURES = ['money', 'tokens', 'tries'] as const;
type Measure = (typeof MEASURES)[number];

const VALUE: Record<Measure, (row: ZoneDay) => number> = {
  money: ({ costNanoDollars }) => costNanoDollars,
  tokens: ({ inputTokens, outputTokens }) => inputTokens + outputTokens,
  tries: ({ tries }) => tries,
};

/** The days of the time that is looked at, by zone. */
export function ByDay({ overview }: { overview: OverviewView }) {
  const { t } = useTranslation('activity');
  const { t: shell } = useTranslation('shell');
  const money = useMoney();
  const period = useStore(activity.period, (current) => current.period);
  // Where nothing cost anything, a chart of money would be empty.
  const [picked, setPicked] = useState<Measure>();
  const measure = picked ?? (overview.total.costNanoDollars > 0 ? 'money' : 'tokens');
  const amountOf = VALUE[measure];
  const format = measure === 'money' ? money : formatCount;
  const { from, to } = daysOf(period, overview.today);
  const rows = daysFrom(from, to).map((day) => {
    const ofDay = overview.days.filter((row) => row.day === day);
    const parts = ZONES.map((kind) => ({
      kind,
      value: ofDay.filter(({ zone }) => zone === kind).reduce((sum, row) => sum + amountOf(row), 0),
    }));
    return { name: day, parts, sum: parts.reduce((sum, { value }) => sum + value, 0) };
  });
  const sums = ZONES.map((zone) => ({
    zone,
    sum: overview.days.filter((row) => row.zone === zone).reduce((sum, row) => sum + amountOf(row), 0),
  })).filter(({ sum }) => sum > 0);
  const most = rows.reduce((best, row) => (row.sum > best.sum ? row : best), rows[0] ?? { name: to, sum: 0, parts: [] });
  const zones = ZONES.filter((zone) => overview.days.some((row) => row.zone === zone));
  const whole = sums.reduce((sum, one) => sum + one.sum, 0);
  return (
    <Figure
      title={t('byDay')}
      choice={
        <Choice<Measure>
          name={t('measure')}
          value={measure}
          choices={MEASURES.map((one) => [one, t(`measures.${one}`)])}
          onPick={setPicked}
        />
      }
      table={
        <ChartTable
          name={t('byDay')}
          rows={rows}
          keyOf={({ name }) => name}
          columns={[
            { name: t('day'), cell: ({ name }) => formatDay(name) },
            ...zones.map((zone) => ({
              name: shell(`zones.${zone}`),
              isNumber: true,
              cell: ({ parts }: (typeof rows)[number]) => format(parts.find(({ kind }) => kind === zone)?.value ?? 0),
            })),
            { name: t('together'), isNumber: true, cell: ({ sum }) => format(sum) },
          ]}
        />
      }
    >
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small tabular-nums">
        {sums.map(({ zone, sum }) => (
          <li key={zone} className="flex items-center gap-2">
            <ZoneMark place={zone} />
            <span>{format(sum)}</span>
          </li>
        ))}
      </ul>
      <DayBars
        days={rows}
        today={overview.today}
        todayLabel={t('today')}
        format={format}
        sentence={t('byDaySentence', {
          measure: t(`measures.${measure}`),
          from: formatDay(from),
          to: formatDay(to),
          whole: format(whole),
          day: formatDay(most.name),
          most: format(most.sum),
        })}
      />
    </Figure>
  );
}
