import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { connection, models } from '../../stores/session.ts';
import { formatBytes, formatRate } from '../../ui/format.ts';

/** What was measured of this computer. */
export function ComputerStep() {
  const { t } = useTranslation('welcome');
  const hardware = useStore(connection.store, ({ state }) => state?.hardware);
  const best = useStore(models.store, ({ catalog }) => catalog?.models.find(({ id }) => id === catalog.best));
  useEffect(() => void models.suggest(), []);
  if (hardware === undefined) return null;
  const { cores, memoryTotalBytes, memoryFreeBytes, vramTotalBytes } = hardware;
  const facts = [
    [t('computer.cores'), String(cores)],
    [t('computer.memory'), t('computer.memoryOf', { free: formatBytes(memoryFreeBytes), total: formatBytes(memoryTotalBytes) })],
    [t('computer.graphics'), vramTotalBytes === 0 ? t('computer.noGraphics') : formatBytes(vramTotalBytes)],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {best === undefined ? null : (
        <p className="mt-3 text-small text-quiet tabular-nums">
          {t('computer.best', { name: best.name, rate: formatRate(best.tokensPerSecond) })}
        </p>
      )}
    </>
  );
}
