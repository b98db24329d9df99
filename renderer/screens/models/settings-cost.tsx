import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Reply } from '../../../shared/api/contract.ts';
import { errorText, heard } from '../../said.ts';
import type { Model } from '../../stores/models.ts';
import { models } from '../../stores/session.ts';
import { formatBytes, formatCount, formatRate } from '../../ui/format.ts';
import { FitBadge } from './fit-badge.tsx';
import { type SettingsDraft, supposedOf } from './settings-draft.ts';

/** Milliseconds after the last key before it is asked. */
const PAUSE_MS = 200;
/** Bytes that make no difference. */
const NOTHING = 50_000;

type Supposed = Reply<'supposeFit'>;

/** What the settings of a form cost in memory and speed, as they are typed. */
export function SettingsCost({ model, draft }: { model: Model; draft: SettingsDraft }) {
  const { t } = useTranslation('models');
  const [cost, setCost] = useState<Supposed>();
  const [problem, setProblem] = useState<string>();
  const now = useStore(models.store, ({ fits }) => fits[model.id]?.need);
  const wanted = JSON.stringify(supposedOf(draft));
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const outcome = await models.suppose(model.id, JSON.parse(wanted), stop.signal);
      if (stop.signal.aborted) return;
      setProblem(outcome.ok ? undefined : errorText(outcome.error));
      if (outcome.ok) setCost(outcome.value);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [model.id, wanted]);
  if (cost === undefined)
    return problem === undefined ? <div className="min-h-32" /> : <p className="text-small text-refused">{problem}</p>;
  const { need, verdict, tokensPerSecond, isMeasured, refusal, refusalSaid } = cost;
  const trouble = problem ?? (refusal && heard(refusal, refusalSaid));
  const bytes = need.cpuBytes + need.gpuBytes;
  const more = now === undefined ? 0 : bytes - now.cpuBytes - now.gpuBytes;
  const rows = [
    [t('cost.weights'), need.weightBytes],
    [t('cost.cache', { tokens: formatCount(need.contextWindow), count: need.sequences }), need.cacheBytes],
    [t('cost.working'), need.workingBytes],
  ] as const;
  return (
    <section aria-labelledby="settings-cost" className="sticky top-0 z-10 rounded-lg border border-line bg-wall p-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 id="settings-cost" className="font-medium tabular-nums">
          {t('cost.title', { memory: formatBytes(bytes) })}
        </h3>
        <FitBadge verdict={verdict} />
      </div>
      <dl className="mt-1 text-small tabular-nums">
        {rows.map(([name, bytes]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-quiet">{name}</dt>
            <dd>{formatBytes(bytes)}</dd>
          </div>
        ))}
        {need.gpuBytes > 0 ? (
          <div className="flex justify-between gap-3">
            <dt className="text-quiet">{t('cost.onGpu')}</dt>
            <dd>{formatBytes(need.gpuBytes)}</dd>
          </div>
        ) : null}
      </dl>
      <p className="mt-1 text-small text-quiet tabular-nums">
        {Math.abs(more) < NOTHING ? '' : `${t(more > 0 ? 'cost.more' : 'cost.less', { memory: formatBytes(Math.abs(more)) })} `}
        {t(isMeasured ? 'fit.measured' : 'fit.estimated', { rate: formatRate(tokensPerSecond) })}
      </p>
      <p role="status" className={trouble === undefined ? 'sr-only' : 'mt-1 text-small text-refused'}>
        {trouble ?? t('cost.title', { memory: formatBytes(bytes) })}
      </p>
    </section>
  );
}
