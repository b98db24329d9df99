import { Pin } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { heard } from '../../said.ts';
import type { Model } from '../../stores/models.ts';
import { benchmarks, connection, models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatDuration, formatParameters, formatRate } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { BenchmarkLine } from './benchmark-line.tsx';
import { FitBadge } from './fit-badge.tsx';
import { FitSentence } from './fit-sentence.tsx';
import { ModelMenu } from './model-menu.tsx';
import { ModelSettingsPanel } from './model-settings.tsx';
import { RemoveModel } from './remove-model.tsx';

type TargetView = NonNullable<ReturnType<typeof connection.store.getState>['state']>['models'][number];

/** One model: what it is, whether it fits here, where it is now, and what can be done with it. */
export function ModelRow({ model }: { model: Model }) {
  const { t } = useTranslation('models');
  const { id, name, source, kind, bytes, quantisation, parameters, contextLength, fault, faultSaid } = model;
  const target = useStore(connection.store, ({ state }) => state?.models.find((each) => each.id === id));
  const fit = useStore(models.store, ({ fits }) => fits[id]);
  const isBusy = useStore(models.store, ({ busy }) => busy.includes(id));
  const benchmark = useStore(benchmarks.store, (all) => all[id]);
  const [open, setOpen] = useState<'settings' | 'removal'>();
  const opener = useFocusBack<HTMLButtonElement>(open !== undefined);
  const isUsable = fault === undefined;
  useEffect(() => {
    if (isUsable) void models.fit(id);
  }, [id, isUsable]);
  const phase = target?.residence?.phase ?? 'unloaded';
  const facts = [
    parameters > 0 ? t('parameters', { size: formatParameters(parameters) }) : undefined,
    quantisation,
    formatBytes(bytes),
    contextLength > 0 ? t('context', { tokens: formatCount(contextLength) }) : undefined,
    kind === 'chat' || kind === 'other' ? undefined : t(`kinds.${kind}`),
    t(`keepers.${source}`),
  ];
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
            {fit === undefined ? null : <FitBadge verdict={fit.verdict} />}
          </div>
          <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">
            {facts.filter((fact) => fact !== undefined).join(' · ')}
          </p>
        </div>
        {phase === 'loaded' ? (
          <Button disabled={isBusy} onClick={() => models.unload(model)} aria-label={t('unloadModel', { name })}>
            {t('unload')}
          </Button>
        ) : phase === 'unloaded' && isUsable && target !== undefined ? (
          <Button disabled={isBusy} onClick={() => models.load(model)} aria-label={t('loadModel', { name })}>
            {t(isBusy ? 'loading' : 'load')}
          </Button>
        ) : null}
        <ModelMenu
          model={model}
          isKept={target?.residence?.pinned === true}
          isTarget={target !== undefined}
          opener={opener}
          onOpen={setOpen}
        />
      </div>
      {target === undefined ? null : <Residence target={target} />}
      {fit === undefined || phase === 'loaded' ? null : <FitSentence fit={fit} />}
      {phase === 'quarantined' ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 text-small text-refused">{heard(target?.residence?.reason ?? '', target?.residence?.said)}</p>
          <Button disabled={isBusy} onClick={() => models.release(model)} aria-label={t('tryModelAgain', { name })}>
            {t('tryAgain')}
          </Button>
        </div>
      ) : null}
      {benchmark === undefined ? null : <BenchmarkLine model={model} benchmark={benchmark} />}
      {fault === undefined ? null : <p className="text-small text-refused">{t('faulty', { fault: heard(fault, faultSaid) })}</p>}
      {open === 'removal' ? <RemoveModel model={model} onClose={() => setOpen(undefined)} /> : null}
      {open === 'settings' ? <ModelSettingsPanel model={model} onClose={() => setOpen(undefined)} /> : null}
    </li>
  );
}

/** Where it is now: on its way, in memory with how much and until when, who waits, and how fast it was. */
function Residence({ target: { residence, speed, name } }: { target: TargetView }) {
  const { t } = useTranslation('models');
  if (residence === undefined || (residence.phase !== 'loaded' && residence.phase !== 'loading')) return null;
  const { phase, bytes, unloadsInMs, pinned, inFlight, queued, progress } = residence;
  // Bands that were never measured come as null.
  const measured = speed?.bands.find((band) => band?.tokensPerSecond !== undefined);
  const parts = [
    t(phase === 'loading' ? 'state.loading' : 'state.inMemory'),
    bytes === undefined ? undefined : formatBytes(bytes),
    inFlight - queued > 0 ? t('state.answers', { count: inFlight - queued }) : undefined,
    queued > 0 ? t('state.waiting', { count: queued }) : undefined,
    unloadsInMs === undefined ? undefined : t('state.unloadsIn', { time: formatDuration(unloadsInMs) }),
    measured === undefined ? undefined : t('state.speed', { rate: formatRate(measured.tokensPerSecond) }),
  ];
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 text-small tabular-nums">
        {parts.filter((part) => part !== undefined).join(', ')}
        {pinned ? (
          <span className="inline-flex items-center gap-1 text-device">
            <Pin aria-hidden size={13} />
            {t('state.kept')}
          </span>
        ) : null}
      </p>
      {phase === 'loading' && progress !== undefined ? <Meter name={t('progressOf', { name })} part={progress} /> : null}
    </>
  );
}
