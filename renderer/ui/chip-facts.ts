import i18next from 'i18next';
import type { AnswerView, MessageView, PlanView } from '../../shared/api/views.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { formatDuration, formatMoney } from './format.ts';
import { tellApart } from './tell-apart.ts';

export interface ChipFacts {
  readonly place: Zone | 'refused';
  readonly facts: readonly string[];
}

type Candidate = PlanView['permitted'][number];

/** A model's name, with its id where another one that the plan knows has the same. */
export function nameIn(plan: PlanView | undefined, model: Candidate): string {
  return plan === undefined ? model.name : tellApart(model, [...plan.permitted, ...plan.refused]);
}

/** The chip of a plan that has not run, or not finished. */
export function chipOfPlan(plan: PlanView): ChipFacts {
  const first = plan.permitted[0];
  return first === undefined
    ? { place: 'refused', facts: [i18next.t('chat:chip.nothing')] }
    : { place: first.zone, facts: [nameIn(plan, first)] };
}

/** The chip of an answer that ended. */
function chipOfAnswer({ target, status, timings, usage }: AnswerView, plan: PlanView | undefined): ChipFacts {
  if (target === undefined) return { place: 'refused', facts: status === 'cancelled' ? [i18next.t('chat:chip.stopped')] : [] };
  return { place: target.zone, facts: [nameIn(plan, target), formatDuration(timings.totalMs), formatMoney(usage.costNanoDollars)] };
}

/**
 * The chip under a message; nothing while nothing is known of its route.
 * @param target who answers, for a message that is still growing
 */
export function chipOf({ answer, plan }: MessageView, target?: Candidate): ChipFacts | undefined {
  if (answer !== undefined) return chipOfAnswer(answer, plan);
  if (target !== undefined) return { place: target.zone, facts: [nameIn(plan, target)] };
  return plan === undefined ? undefined : chipOfPlan(plan);
}
