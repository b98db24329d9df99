import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { ComputerView, HardwareSampleView } from '../../../shared/api/activity-views.ts';
import { activity } from '../../stores/session.ts';
import { ChartTable } from '../../ui/charts/chart-table.tsx';
import { DayLine } from '../../ui/charts/day-line.tsx';
import { Figure } from '../../ui/charts/figure.tsx';
import { formatBytes, formatMoment, formatShare } from '../../ui/format.ts';
import { type Fact, Facts } from './facts.tsx';
import { Fault } from './fault.tsx';
import { Held } from './held.tsx';

/** This computer now and over the day, and what models hold of its memory. */
export function Computer() {
  const { value, error } = useStore(activity.computer.store);
  useEffect(() => activity.computer.watch(), []);
  return (
    <>
      <Fault error={error} onClose={activity.computer.dismissError} />
      {value === undefined ? null : <Seen computer={value} />}
    </>
  );
}

function Seen({ computer: { now, samples, held } }: { computer: ComputerView }) {
  const { t } = useTranslation('activity');
  const hasGraphics = now.vramTotalBytes > 0;
  const all = [...samples, now];
  const hasBattery = all.some(({ onBattery, battery }) => onBattery || battery < 1);
  const facts: readonly Fact[] = [
    { name: t('processor'), value: formatShare(now.cpu), detail: t('byOthers', { share: formatShare(now.cpuOthers), count: now.cores }) },
    {
      name: t('memory'),
      value: formatBytes(now.memoryTotalBytes - now.memoryFreeBytes),
      detail: t('freeOf', { free: formatBytes(now.memoryFreeBytes), total: formatBytes(now.memoryTotalBytes) }),
    },
    ...(hasGraphics
      ? [
          {
            name: t('graphics'),
            value: formatShare(now.gpu),
            detail: t('freeOf', { free: formatBytes(now.vramFreeBytes), total: formatBytes(now.vramTotalBytes) }),
          },
        ]
      : []),
    ...(hasBattery ? [{ name: t('battery'), value: formatShare(now.battery), detail: now.onBattery ? t('onBattery') : t('plugged') }] : []),
    { name: t('heat'), value: t(`thermals.${now.thermal}`) },
  ];
  return (
    <>
      <Facts facts={facts} />
      <Held held={held} />
      <Over title={t('processor')} samples={all} most={1} measure={({ cpu }) => cpu} format={formatShare} />
      <Over
        title={t('memory')}
        samples={all}
        most={now.memoryTotalBytes}
        measure={({ memoryTotalBytes, memoryFreeBytes }) => memoryTotalBytes - memoryFreeBytes}
        format={formatBytes}
      />
      {hasGraphics ? <Over title={t('graphics')} samples={all} most={1} measure={({ gpu }) => gpu} format={formatShare} /> : null}
      {hasBattery ? <Over title={t('battery')} samples={all} most={1} measure={({ battery }) => battery} format={formatShare} /> : null}
      <p className="text-small text-quiet">{t('computerKept')}</p>
    </>
  );
}

interface OverProps {
  readonly title: string;
  readonly samples: readonly HardwareSampleView[];
  readonly most: number;
  measure(sample: HardwareSampleView): number;
  format(value: number): string;
}

/** One measure over the day. */
function Over({ title, samples, most, measure, format }: OverProps) {
  const { t } = useTranslation('activity');
  const values = samples.map(measure);
  return (
    <Figure
      title={title}
      table={
        <ChartTable
          name={title}
          rows={samples.toReversed()}
          keyOf={({ at }) => String(at)}
          columns={[
            { name: t('time'), cell: ({ at }) => formatMoment(at) },
            { name: title, isNumber: true, cell: (sample) => format(measure(sample)) },
            { name: t('heat'), cell: ({ thermal }) => t(`thermals.${thermal}`) },
          ]}
        />
      }
    >
      <DayLine
        points={samples.map((sample) => ({ at: sample.at, value: measure(sample) }))}
        most={most}
        format={format}
        sentence={t('lineSentence', {
          title,
          least: format(Math.min(...values)),
          most: format(Math.max(...values)),
          now: format(values.at(-1) ?? 0),
        })}
      />
    </Figure>
  );
}
