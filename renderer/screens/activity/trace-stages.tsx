import { useTranslation } from 'react-i18next';
import type { TraceView } from '../../../shared/api/activity-views.ts';
import { stagesOf } from '../../ui/charts/stages.ts';
import { formatDuration } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Part } from '../explanation/part.tsx';

/** How long each stage of an answer took, and every try with how it ended. */
export function TraceStages({ trace: { answer, attempts, plan } }: { trace: TraceView }) {
  const { t } = useTranslation('activity');
  const stages = answer === undefined ? [] : stagesOf(answer.timings);
  const nameOf = (id: string) => [...plan.permitted, ...plan.refused].find(({ targetId }) => targetId === id)?.name ?? id;
  return (
    <>
      {stages.length === 0 ? null : (
        <Part title={t('stages')}>
          <ol className="flex flex-col gap-2 pt-1 text-small">
            {stages.map(({ name, ms, start, share }) => (
              <li key={name} className="flex flex-col gap-1">
                <span className="flex justify-between gap-3 tabular-nums">
                  <span>{t(`stageNames.${name}`)}</span>
                  <span>{formatDuration(ms)}</span>
                </span>
                <span aria-hidden className="relative block h-1.5 rounded-lg bg-hover">
                  <span
                    className="absolute inset-y-0 rounded-lg bg-quiet"
                    style={{ insetInlineStart: `${start * 100}%`, width: `max(2px, ${share * 100}%)` }}
                  />
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
      {attempts.length === 0 ? null : (
        <Part title={t('tries')}>
          <ol className="divide-y divide-line text-small">
            {attempts.map(({ number, targetId, zone, startedAt, finishedAt, outcome, errorCode }) => (
              <li key={number} className="flex flex-col py-2">
                <span className="flex items-start justify-between gap-3">
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {number}. <bdi>{nameOf(targetId)}</bdi>
                  </span>
                  <ZoneMark place={zone} />
                </span>
                <span className="text-quiet tabular-nums">
                  {[t(`outcomes.${outcome}`), formatDuration(finishedAt - startedAt), ...(errorCode === null ? [] : [errorCode])].join(
                    ' · ',
                  )}
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
    </>
  );
}
