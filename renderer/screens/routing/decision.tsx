import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { PlanView } from '../../../shared/api/views.ts';
import { errorText, heard } from '../../said.ts';
import { trial } from '../../stores/session.ts';
import { formatDuration, formatMoney } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { leakWords } from './rehearsal-words.ts';

/** Where the prompt on trial would go: the sentence first, then the targets in order, the refused ones and the rules. */
export function Decision() {
  const { t } = useTranslation('routing');
  const { plan, error } = useStore(trial.store);
  return (
    <section aria-label={t('trial.decision')} className="min-w-0">
      <h3 className="text-small font-medium text-quiet">{t('trial.decision')}</h3>
      <div role="status" className="mt-1 [overflow-wrap:anywhere]">
        {error !== undefined ? (
          <p className="text-refused">{errorText(error)}</p>
        ) : plan === undefined ? (
          <p className="text-quiet">{t('trial.empty')}</p>
        ) : (
          <Verdict plan={plan} />
        )}
      </div>
      {plan === undefined ? null : <Places plan={plan} />}
    </section>
  );
}

function Verdict({ plan: { sentence, said, permitted, findings } }: { readonly plan: PlanView }) {
  const { t } = useTranslation('routing');
  const { t: words } = useTranslation('words');
  return (
    <>
      <ZoneMark place={permitted[0]?.zone ?? 'refused'} />
      <p>{heard(sentence, said)}</p>
      {findings === undefined || findings.length === 0 ? null : (
        <p className="mt-1 text-small">{t('trial.found', { found: leakWords(findings, t, (type) => words(`findings.${type}`)) })}</p>
      )}
    </>
  );
}

function Places({ plan: { permitted, refused, trace } }: { readonly plan: PlanView }) {
  const { t, i18n } = useTranslation('routing');
  return (
    <div className="mt-4 flex flex-col gap-4 text-small">
      {permitted.length === 0 ? null : (
        <Part name={t('trial.permitted')}>
          <ol className="divide-y divide-line border-y border-line">
            {permitted.map(({ targetId, name, zone, masked, expected }) => (
              <li key={`${targetId} ${masked}`} className="py-2">
                <span className="flex flex-wrap items-center gap-x-3">
                  <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
                  <ZoneMark place={zone} />
                  {masked === true ? <span className="text-quiet">{t('trial.masked')}</span> : null}
                </span>
                {expected === undefined ? null : (
                  <span className="block text-quiet tabular-nums">
                    {t('trial.expected', {
                      time: formatDuration(expected.totalMs),
                      cost: formatMoney(expected.costNanoDollars),
                      quality: expected.quality.toLocaleString(i18n.resolvedLanguage, { style: 'percent' }),
                    })}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </Part>
      )}
      {refused.length === 0 ? null : (
        <Part name={t('trial.refused')}>
          <ul className="divide-y divide-line border-y border-line">
            {refused.map(({ targetId, name, zone, reason, said }) => (
              <li key={targetId} className="py-2 [overflow-wrap:anywhere]">
                <span className="flex flex-wrap items-center gap-x-3">
                  <span className="font-medium">{name}</span>
                  <ZoneMark place={zone} />
                </span>
                <span className="block text-quiet">{heard(reason, said)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {trace.length === 0 ? null : (
        <Part name={t('trial.rules')}>
          <ul className="list-disc ps-5">
            {trace.map(({ ruleId, name, effect, said }) => (
              <li key={ruleId} className="[overflow-wrap:anywhere]">
                {t('trial.held', { rule: name, effect: heard(effect, said) })}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 font-medium text-quiet">{name}</h4>
      {children}
    </div>
  );
}
