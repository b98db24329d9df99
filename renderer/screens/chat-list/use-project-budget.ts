import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapOutlookView } from '../../../shared/api/activity-views.ts';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';

const NANO = 1e9;

/** The cap that a project's dialog sets: money in a calendar month, at which its chats stop going out. */
const isMonthly = ({ window, rolling, soft, limits }: CapOutlookView) =>
  window === 'month' && !rolling && !soft && limits.nanoDollars !== undefined;

export type ProjectBudget = ReturnType<typeof useProjectBudget>;

/** The budget of a project for a month, in dollars as they are typed, with how it and other caps over the project stand. */
export function useProjectBudget(id: string | undefined) {
  const { t } = useTranslation('chat');
  const [dollars, setDollars] = useState('');
  const [caps, setCaps] = useState<readonly CapOutlookView[]>([]);
  const [problem, setProblem] = useState<string>();
  const cap = caps.find(isMonthly);
  const kept = dollarsOf(cap);
  useEffect(() => {
    if (id === undefined) return;
    void api.capOutlooks().then((outcome) => {
      if (!outcome.ok) return;
      const over = outcome.value.caps.filter(({ scope }) => scope === `project:${id}`);
      setCaps(over);
      setDollars(dollarsOf(over.find(isMonthly)));
    });
  }, [id]);
  return {
    dollars,
    problem,
    cap,
    others: caps.filter((one) => one !== cap),
    change: setDollars,
    /** True once the cap is as it was typed. */
    async save(projectId: string): Promise<boolean> {
      const typed = dollars.trim().replace(',', '.');
      if (typed === kept) return true;
      if (typed === '' && cap !== undefined) {
        const { nanoDollars: _, ...rest } = cap.limits;
        return Object.keys(rest).length === 0 ? (await api.removeBudget(cap.id)).ok : set(projectId, rest);
      }
      const amount = Number(typed);
      if (Number.isNaN(amount) || amount < 0) {
        setProblem(t('projects.noAmount'));
        return false;
      }
      return set(projectId, { ...cap?.limits, nanoDollars: Math.round(amount * NANO) });
    },
  };

  async function set(projectId: string, limits: CapOutlookView['limits']): Promise<boolean> {
    const outcome = await api.setBudget({ scope: `project:${projectId}`, window: 'month', ...limits });
    if (!outcome.ok) setProblem(errorText(outcome.error));
    return outcome.ok;
  }
}

const dollarsOf = (cap: CapOutlookView | undefined): string =>
  cap?.limits.nanoDollars === undefined ? '' : String(cap.limits.nanoDollars / NANO);
