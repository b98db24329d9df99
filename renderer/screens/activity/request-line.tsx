import { useTranslation } from 'react-i18next';
import type { RequestRow } from '../../stores/requests.ts';
import { formatDuration, formatMoment } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { useAppName } from './use-app-name.ts';
import { useMoney } from './use-money.ts';

/** One request in a line or two; a press opens its trace. */
export function RequestLine({ row, isOpen, onOpen }: { row: RequestRow; isOpen: boolean; onOpen(): void }) {
  const { t } = useTranslation('activity');
  const money = useMoney();
  const appNameOf = useAppName();
  const { at, app, appName, targetName, zone, status, totalMs, inputTokens, outputTokens, costNanoDollars, tags } = row;
  const tokens = inputTokens + outputTokens;
  const facts = [
    t(`states.${status}`),
    ...(totalMs === undefined ? [] : [formatDuration(totalMs)]),
    ...(tokens === 0 ? [] : [t('countTokens', { count: tokens })]),
    ...(status === 'open' ? [] : [money(costNanoDollars)]),
    ...tags,
  ];
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onOpen}
      className="flex w-full items-start gap-3 py-2.5 text-start -outline-offset-2 hover:bg-hover aria-expanded:bg-hover"
    >
      <span className="mt-0.5 w-5 shrink-0">
        {zone !== undefined ? <ZoneMark place={zone} isIconOnly /> : status === 'failed' ? <ZoneMark place="refused" isIconOnly /> : null}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block [overflow-wrap:anywhere]">
          <bdi className="font-medium">{targetName ?? (status === 'open' ? t('onItsWay') : t('nobody'))}</bdi>{' '}
          <span className="text-quiet">{t('forApp', { app: appNameOf(app, appName) })}</span>
        </span>
        <span className="block text-small text-quiet tabular-nums [overflow-wrap:anywhere]">{facts.join(' · ')}</span>
      </span>
      <time dateTime={new Date(at).toISOString()} className="shrink-0 text-small text-quiet tabular-nums max-sm:max-w-24 max-sm:text-end">
        {formatMoment(at, 'second')}
      </time>
    </button>
  );
}
