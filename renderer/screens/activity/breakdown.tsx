import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedSpending } from '../../../shared/api/activity-views.ts';
import { formatCount } from '../../ui/format.ts';
import { useMoney } from './use-money.ts';

/** Names on show; the rest is a line of its own. */
const SHOWN = 6;

interface BreakdownProps {
  readonly title: string;
  readonly rows: readonly NamedSpending[];
  /** Said where there are no rows. */
  readonly none: string;
  /** What a row is called, where its name alone does not say. */
  shown?(row: NamedSpending): string;
}

/** What each of some names came to, most expensive first. */
export function Breakdown({ title, rows, none, shown }: BreakdownProps) {
  const { t } = useTranslation('activity');
  const id = useId();
  const money = useMoney();
  const tokensOf = ({ inputTokens, outputTokens }: NamedSpending) => inputTokens + outputTokens;
  const isPaid = rows.some(({ costNanoDollars }) => costNanoDollars > 0);
  const sizeOf = (row: NamedSpending) => (isPaid ? row.costNanoDollars : tokensOf(row));
  const sorted = rows.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  const most = Math.max(1, ...rows.map(sizeOf));
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {rows.length === 0 ? <p className="text-small text-quiet">{none}</p> : null}
      <ul className="flex flex-col gap-3 text-small">
        {sorted.slice(0, SHOWN).map((row) => (
          <li key={row.name} className="flex flex-col gap-1">
            <div className="flex items-baseline justify-between gap-3">
              <bdi className="min-w-0 [overflow-wrap:anywhere]">{shown?.(row) ?? row.shown}</bdi>
              <span className="shrink-0 tabular-nums">
                {isPaid ? money(row.costNanoDollars) : t('countTokens', { count: tokensOf(row) })}
              </span>
            </div>
            <div className="h-1.5 rounded-lg bg-hover">
              <div className="h-full rounded-lg bg-quiet" style={{ width: `${(sizeOf(row) / most) * 100}%` }} />
            </div>
            <p className="text-quiet tabular-nums">
              {t('triesAndTokens', { tries: formatCount(row.tries), tokens: formatCount(tokensOf(row)) })}
            </p>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? <p className="text-small text-quiet">{t('more', { count: rows.length - SHOWN })}</p> : null}
    </section>
  );
}
