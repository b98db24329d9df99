import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { CapOutlookView } from '../../../shared/api/activity-views.ts';
import { activity } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { BudgetForm } from './budget-form.tsx';
import { BudgetRow } from './budget-row.tsx';
import { Facts } from './facts.tsx';
import { Fault } from './fault.tsx';
import { useMoney } from './use-money.ts';

/** What may be spent beyond this device, how much of it is used, and when it begins anew. */
export function Budgets() {
  const { t } = useTranslation('activity');
  const money = useMoney();
  const { value, error } = useStore(activity.budgets.store);
  const [form, setForm] = useState<CapOutlookView | 'new'>();
  const [notice, setNotice] = useState<string>();
  useEffect(() => activity.budgets.watch(), []);
  if (value === undefined) return <Fault error={error} onClose={activity.budgets.dismissError} />;
  const { caps, spentToday, spentThisMonth, forecastThisMonth } = value;
  return (
    <>
      <Fault error={error} onClose={activity.budgets.dismissError} />
      <p className="max-w-[60ch] text-small text-quiet">{t('budgetsIntro')}</p>
      <Facts
        facts={[
          { name: t('spentToday'), value: money(spentToday) },
          { name: t('spentThisMonth'), value: money(spentThisMonth) },
          { name: t('forecast'), value: money(Math.max(spentThisMonth, forecastThisMonth)), detail: t('forecastDetail') },
        ]}
      />
      <p role="status" className="text-small empty:hidden">
        {notice}
      </p>
      <Button look={caps.length === 0 ? 'primary' : 'plain'} className="self-start" onClick={() => setForm('new')}>
        <Plus aria-hidden size={15} />
        {t('addBudget')}
      </Button>
      {caps.length === 0 ? <p>{t('noBudgets')}</p> : null}
      <ul className="divide-y divide-line">
        {caps.map((cap) => (
          <BudgetRow key={cap.id} cap={cap} onChange={() => setForm(cap)} />
        ))}
      </ul>
      {form === undefined ? null : (
        <BudgetForm
          subjects={value.subjects}
          {...(form === 'new' ? {} : { cap: form })}
          onClose={() => setForm(undefined)}
          onSaved={(said) => {
            setForm(undefined);
            setNotice(said);
          }}
        />
      )}
    </>
  );
}
