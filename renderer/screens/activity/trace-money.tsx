import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceView } from '../../../shared/api/activity-views.ts';
import { errorText } from '../../said.ts';
import { activity } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatEnergy } from '../../ui/format.ts';
import { Part } from '../explanation/part.tsx';
import { useMoney } from './use-money.ts';

const NANO = 1e9;

/** What was set aside and what was settled, try by try; an estimate can be put right with what was billed. */
export function TraceMoney({ trace, onChange }: { trace: TraceView; onChange(): void }) {
  const { t } = useTranslation('activity');
  const money = useMoney();
  const { charges, reserved, plan, request } = trace;
  if (charges.length === 0 && reserved.length === 0) return null;
  return (
    <Part title={t('money')}>
      <ul className="divide-y divide-line text-small tabular-nums">
        {charges.map((charge) => {
          const { attempt, targetId, zone, costNanoDollars, estimated, wouldCostNanoDollars, energyJoules, outcome } = charge;
          const most = plan.permitted.find((target) => target.targetId === targetId)?.mostNanoDollars;
          const facts = [
            ...(zone === 'device' || most === undefined ? [] : [t('setAside', { amount: money(most) })]),
            t(estimated && zone !== 'device' ? 'settledEstimate' : 'settled', { amount: money(costNanoDollars) }),
            ...(wouldCostNanoDollars === null ? [] : [t('wouldHaveCost', { amount: money(wouldCostNanoDollars) })]),
            ...(energyJoules > 0 ? [formatEnergy(energyJoules)] : []),
          ];
          return (
            <li key={attempt} className="flex flex-col gap-2 py-2">
              <span>
                {attempt}. {facts.join(' · ')}
              </span>
              {outcome === 'interrupted' && estimated ? <span className="text-quiet">{t('cutShort')}</span> : null}
              {estimated && zone !== 'device' ? <Correct requestId={request.id} attempt={attempt} onDone={onChange} /> : null}
            </li>
          );
        })}
        {reserved.map(({ attempt, nanoDollars }) => (
          <li key={`open-${attempt}`} className="py-2">
            {attempt}. {t('setAsideOpen', { amount: money(nanoDollars) })}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Correct({ requestId, attempt, onDone }: { requestId: string; attempt: number; onDone(): void }) {
  const { t } = useTranslation('activity');
  const { t: shell } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  const [dollars, setDollars] = useState('');
  const [fault, setFault] = useState<string>();
  const amount = Number(dollars.replace(',', '.'));
  const isAmount = dollars.trim() !== '' && amount >= 0;
  async function save(): Promise<void> {
    const outcome = await activity.requests.correct(requestId, { attempt, nanoDollars: Math.round(amount * NANO) });
    if (outcome.ok) onDone();
    else setFault(errorText(outcome.error));
  }
  if (!isOpen)
    return (
      <Button className="self-start" onClick={() => setOpen(true)}>
        {t('correct')}
      </Button>
    );
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAmount) void save();
      }}
    >
      <label className="flex min-w-0 flex-col gap-1">
        <span className="text-quiet">{t('billed')}</span>
        <input inputMode="decimal" value={dollars} onChange={(event) => setDollars(event.target.value)} className={`${FIELD} w-32`} />
      </label>
      <Button type="submit" look="primary" disabled={!isAmount}>
        {t('save')}
      </Button>
      <Button look="bare" onClick={() => setOpen(false)}>
        {shell('cancel')}
      </Button>
      <p role="alert" className="basis-full text-refused empty:hidden">
        {fault}
      </p>
    </form>
  );
}
