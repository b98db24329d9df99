import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapOutlookView } from '../../../shared/api/activity-views.ts';
import { dayOf } from '../../stores/periods.ts';
import { activity } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { BudgetBar } from '../../ui/charts/budget-bar.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { formatClock, formatCount, formatDay, formatShare } from '../../ui/format.ts';
import { useMoney } from './use-money.ts';
import { useScope } from './use-scope.ts';

const KINDS = ['nanoDollars', 'tokens', 'requests'] as const;

/** One cap: a bar for each of its limits, when it begins anew, and what it did. */
export function BudgetRow({ cap, onChange }: { cap: CapOutlookView; onChange(): void }) {
  const { t } = useTranslation('activity');
  const money = useMoney();
  const scope = useScope();
  const [isDoomed, setDoomed] = useState(false);
  const { window, rolling, soft, over, limits, used, forecast, resetsAt, heldBack } = cap;
  const name = scope(over);
  const held = heldBack.answered + heldBack.unanswered;
  const facts = [
    t(`windows.${window}`),
    ...(rolling ? [t('rollingFact')] : []),
    soft ? t('softFact') : t('hardFact'),
    ...(resetsAt === undefined
      ? []
      : [t('resetsAt', { moment: window === 'hour' ? formatClock(resetsAt) : formatDay(dayOf(new Date(resetsAt))) })]),
  ];
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="font-semibold [overflow-wrap:anywhere]">
            <bdi>{name}</bdi>
          </h2>
          <p className="text-small text-quiet tabular-nums">{facts.join(' · ')}</p>
        </div>
        <div className="flex gap-2">
          <Button aria-label={t('changeBudget', { name })} onClick={onChange}>
            {t('change')}
          </Button>
          <Button look="bare" className="-me-3" aria-label={t('removeBudget', { name })} onClick={() => setDoomed(true)}>
            {t('remove')}
          </Button>
        </div>
      </div>
      {KINDS.map((kind) => {
        const limit = limits[kind];
        if (limit === undefined) return null;
        const format = kind === 'nanoDollars' ? money : (count: number) => t(`counted.${kind}`, { count, shown: formatCount(count) });
        if (window === 'request')
          return (
            <p key={kind} className="text-small tabular-nums">
              {t('mostARequest', { limit: format(limit) })}
            </p>
          );
        const share = limit === 0 ? 1 : used[kind] / limit;
        const foretold = forecast?.[kind];
        const sentence = [
          t('usedOf', { used: format(used[kind]), limit: format(limit), share: formatShare(share) }),
          t('leftOf', { left: format(Math.max(0, limit - used[kind])) }),
          ...(foretold === undefined ? [] : [t('willBe', { forecast: format(foretold) })]),
        ].join(' · ');
        return (
          <div key={kind} className="flex flex-col gap-1">
            <p className="text-small tabular-nums">{sentence}</p>
            <BudgetBar sentence={sentence} used={share} forecast={foretold === undefined || limit === 0 ? undefined : foretold / limit} />
          </div>
        );
      })}
      {held === 0 ? null : (
        <p className="text-small">
          {t('heldBack', { count: held })} {t('heldAnswered', { answered: heldBack.answered, unanswered: heldBack.unanswered })}
        </p>
      )}
      {isDoomed ? (
        <Confirm
          question={t('removeQuestion', { name })}
          detail={t('removeDetail')}
          action={t('remove')}
          onAnswer={(isYes) => {
            setDoomed(false);
            if (isYes) void activity.budgets.remove(cap.id);
          }}
        />
      ) : null}
    </li>
  );
}
