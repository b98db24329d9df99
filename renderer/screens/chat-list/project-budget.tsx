import { useTranslation } from 'react-i18next';
import type { CapOutlookView } from '../../../shared/api/activity-views.ts';
import { dayOf } from '../../stores/periods.ts';
import { view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { BudgetBar } from '../../ui/charts/budget-bar.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatCount, formatDay, formatShare } from '../../ui/format.ts';
import { useMoney } from '../activity/use-money.ts';
import type { ProjectBudget } from './use-project-budget.ts';

interface ProjectBudgetFieldProps {
  readonly id: string | undefined;
  readonly budget: ProjectBudget;
  /** The person goes to the page of all budgets. */
  onLeave(): void;
}

/** What the chats of a project may spend in a month, how much of it is used, and the other caps over them. */
export function ProjectBudgetField({ id, budget, onLeave }: ProjectBudgetFieldProps) {
  const { t } = useTranslation('chat');
  const { cap, others } = budget;
  return (
    <div className="flex flex-col gap-3">
      <label className="flex flex-col gap-1">
        {t('projects.budget')}
        <input
          className={`${FIELD} max-w-40 tabular-nums`}
          inputMode="decimal"
          placeholder={t('projects.noBudget')}
          value={budget.dollars}
          onChange={(event) => budget.change(event.target.value)}
        />
        {cap === undefined ? <span className="text-quiet">{t('projects.budgetHint')}</span> : null}
      </label>
      {cap === undefined ? null : <Standing cap={cap} />}
      {others.length === 0 ? null : (
        <div>
          <p>{t('projects.budgetOthers')}</p>
          <ul>
            {others.map((one) => (
              <Other key={one.id} cap={one} />
            ))}
          </ul>
        </div>
      )}
      {id === undefined ? null : (
        <p className="flex flex-wrap items-center gap-2 text-quiet">
          {cap === undefined && others.length === 0 ? null : (
            <Button
              onClick={() => {
                onLeave();
                view.open('activity', 'budgets');
              }}
            >
              {t('projects.allBudgets')}
            </Button>
          )}
          {t('projects.calledSo', { id })}
        </p>
      )}
    </div>
  );
}

function Standing({ cap: { limits, used, forecast, resetsAt } }: { readonly cap: CapOutlookView }) {
  const { t } = useTranslation('chat');
  const money = useMoney();
  const limit = limits.nanoDollars ?? 0;
  const share = limit === 0 ? 1 : used.nanoDollars / limit;
  const day = resetsAt === undefined ? '' : formatDay(dayOf(new Date(resetsAt)));
  const foretold = forecast?.nanoDollars;
  const sentence = t('projects.budgetBar', {
    used: money(used.nanoDollars),
    limit: money(limit),
    share: formatShare(share),
    left: money(Math.max(0, limit - used.nanoDollars)),
    day,
  });
  const more =
    share >= 1
      ? t('projects.budgetReached', { day })
      : foretold === undefined || foretold <= used.nanoDollars
        ? ''
        : t('projects.budgetWill', { forecast: money(foretold) });
  return (
    <div className="flex flex-col gap-1">
      <BudgetBar sentence={sentence} used={share} forecast={foretold === undefined || limit === 0 ? undefined : foretold / limit} />
      <p className="text-quiet tabular-nums">
        {sentence} {more}
      </p>
    </div>
  );
}

/** A cap that the dialog does not set: another span of time, or one that only warns. */
function Other({ cap: { window, limits, used } }: { readonly cap: CapOutlookView }) {
  const { t } = useTranslation('chat');
  const { t: activity } = useTranslation('activity');
  const money = useMoney();
  const kinds = (['nanoDollars', 'tokens', 'requests'] as const).filter((kind) => limits[kind] !== undefined);
  return kinds.map((kind) => {
    const format = kind === 'nanoDollars' ? money : (count: number) => activity(`counted.${kind}`, { count, shown: formatCount(count) });
    return (
      <li key={kind} className="text-quiet tabular-nums">
        {t('projects.budgetLine', { window: activity(`windows.${window}`), used: format(used[kind]), limit: format(limits[kind] ?? 0) })}
      </li>
    );
  });
}
