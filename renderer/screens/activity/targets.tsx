import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { TargetFiguresView } from '../../../shared/api/activity-views.ts';
import { MEASURES } from '../../../shared/routing/experience-errors.ts';
import { heard } from '../../said.ts';
import { activity } from '../../stores/session.ts';
import { formatDuration, formatRate, formatShare } from '../../ui/format.ts';
import { tellApart } from '../../ui/tell-apart.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Fault } from './fault.tsx';

/** How fast and how reliable each target was, and how well that was foretold. */
export function Targets() {
  const { t } = useTranslation('activity');
  const { value, error } = useStore(activity.targets.store);
  useEffect(() => activity.targets.watch(), []);
  return (
    <>
      <Fault error={error} onClose={activity.targets.dismissError} />
      <p className="max-w-[60ch] text-small text-quiet">{t('targetsIntro')}</p>
      {value?.length === 0 ? <p>{t('noTargets')}</p> : null}
      <ul className="divide-y divide-line">
        {(value ?? []).map((target) => (
          <Row key={target.id} target={target} name={tellApart(target, value ?? [])} />
        ))}
      </ul>
    </>
  );
}

function Row({ target, name }: { target: TargetFiguresView; name: string }) {
  const { t } = useTranslation('activity');
  const { zone, answered, failed, errors, firstTokenMs, tokensPerSecond, breaker, trouble, said, predictionErrors } = target;
  const asked = answered + failed;
  const foretold = MEASURES.flatMap((measure) => {
    const error = predictionErrors[measure];
    return error === undefined ? [] : [t(`offBy.${measure}`, { share: formatShare(error.median) })];
  });
  const facts: readonly (readonly [string, string, string?])[] = [
    ...(firstTokenMs === undefined
      ? []
      : [[t('firstToken'), formatDuration(firstTokenMs.p50), t('mostly', { value: formatDuration(firstTokenMs.p95) })] as const]),
    ...(tokensPerSecond === undefined
      ? []
      : [[t('speed'), formatRate(tokensPerSecond.p50), t('atLeast', { value: formatRate(tokensPerSecond.p95) })] as const]),
    ...(asked === 0 ? [] : [[t('reliability'), formatShare(answered / asked), t('ofTries', { count: asked, failed })] as const]),
  ];
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </h2>
        <span className="text-small">
          {zone === undefined ? <span className="text-quiet">{t('gone')}</span> : <ZoneMark place={zone} />}
        </span>
      </div>
      {trouble !== undefined ? (
        <p className="text-small text-refused">{heard(trouble, said)}</p>
      ) : breaker === 'closed' ? null : (
        <p className="text-small text-refused">{t(breaker === 'open' ? 'breakerOpen' : 'breakerHalf')}</p>
      )}
      {facts.length === 0 ? (
        <p className="text-small text-quiet">{t('neverAsked')}</p>
      ) : (
        <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-3">
          {facts.map(([title, middle, most]) => (
            <div key={title} className="flex min-w-0 flex-col tabular-nums">
              <dt className="text-small text-quiet">{title}</dt>
              <dd className="font-medium">{middle}</dd>
              <dd className="text-small text-quiet">{most}</dd>
            </div>
          ))}
        </dl>
      )}
      {errors.length === 0 ? null : <p className="text-small text-quiet">{t('errors', { codes: errors.slice(0, 4).join(', ') })}</p>}
      {foretold.length === 0 ? null : <p className="text-small text-quiet tabular-nums">{t('foretold', { list: foretold.join(', ') })}</p>}
    </li>
  );
}
