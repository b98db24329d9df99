import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { connection, models } from '../../stores/session.ts';
import { formatBytes } from '../../ui/format.ts';

const PARTS = ['models', 'others', 'headroom', 'usable'] as const;

const LOOKS: Record<(typeof PARTS)[number], string> = {
  models: 'bg-device',
  others: 'bg-edge',
  headroom: 'striped',
  usable: 'bg-wall',
};

/** Who has which part of this computer's memory, and what models may still take. */
export function MemoryBar() {
  const { t } = useTranslation('models');
  const memory = useStore(models.store, (current) => current.memory);
  const running = useStore(
    connection.store,
    ({ state }) => state?.models.filter(({ residence }) => residence?.phase === 'loaded').length ?? 0,
  );
  const hardware = useStore(connection.store, ({ state }) => state?.hardware);
  if (memory === undefined) return null;
  const { totalBytes, modelsBytes, othersBytes, freeBytes } = memory;
  const headroom = Math.min(memory.headroomBytes, freeBytes);
  const bytes = { models: modelsBytes, others: othersBytes, headroom, usable: freeBytes - headroom };
  return (
    <section aria-labelledby="models-memory" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="models-memory" className="font-semibold">
          {t('memory.title', { total: formatBytes(totalBytes) })}
        </h2>
        <p className="text-small text-quiet">{t('memory.running', { count: running })}</p>
      </div>
      <div aria-hidden className="flex h-3 overflow-hidden rounded border border-edge">
        {PARTS.map((part) => (
          <div key={part} className={LOOKS[part]} style={{ inlineSize: `${(bytes[part] / Math.max(1, totalBytes)) * 100}%` }} />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-small max-sm:grid max-sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">
        {PARTS.map((part) => (
          <div key={part} className="flex items-center gap-2">
            <span aria-hidden className={`size-3 shrink-0 rounded-sm border border-edge ${LOOKS[part]}`} />
            <dt className="text-quiet">{t(`memory.${part}`)}</dt>
            <dd className="whitespace-nowrap tabular-nums">{formatBytes(bytes[part])}</dd>
          </div>
        ))}
      </dl>
      {hardware === undefined || hardware.vramTotalBytes === 0 ? null : (
        <p className="text-small text-quiet tabular-nums">
          {t('memory.graphics', { free: formatBytes(hardware.vramFreeBytes), total: formatBytes(hardware.vramTotalBytes) })}
        </p>
      )}
    </section>
  );
}
