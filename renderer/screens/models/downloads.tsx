import type { TFunction } from 'i18next';
import { Pause, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Download } from '../../stores/models.ts';
import { models } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';

/** What is on its way here, and what the disk has room for; nothing where nothing is on its way. */
export function Downloads() {
  const { t } = useTranslation('models');
  const downloads = useStore(models.store, ({ downloads: all }) => all);
  const places = useStore(models.store, (current) => current.places);
  const shown = downloads.filter(({ state }) => state !== 'done');
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads" className="font-semibold">
        {t('downloads.title')}
      </h2>
      <ul className="mt-1 divide-y divide-line">
        {shown.map((download) => (
          <Row key={download.id} download={download} />
        ))}
      </ul>
      {places?.freeBytes === undefined ? null : (
        <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">
          {t('downloads.free', { size: formatBytes(places.freeBytes), folder: places.downloadsTo })}
        </p>
      )}
    </section>
  );
}

function Row({ download }: { download: Download }) {
  const { t } = useTranslation('models');
  const { id, files, state, bytes, totalBytes, error } = download;
  const name = files[0] ?? download.ref;
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate font-medium" title={name}>
          {name}
        </span>
        {state === 'running' ? (
          <IconButton name={t('downloads.pause', { name })} onClick={() => models.pause(id)}>
            <Pause aria-hidden size={16} />
          </IconButton>
        ) : state === 'paused' || state === 'failed' ? (
          <IconButton name={t('downloads.resume', { name })} onClick={() => models.resume(id)}>
            <Play aria-hidden size={16} />
          </IconButton>
        ) : null}
        <IconButton name={t('downloads.cancel', { name })} onClick={() => models.cancel(id)}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      <Meter name={t('progressOf', { name })} part={totalBytes === 0 ? 0 : bytes / totalBytes} />
      <p className="text-small text-quiet tabular-nums">{stateOf(download, t)}</p>
      {error === undefined ? null : <p className="text-small text-refused">{error}</p>}
    </li>
  );
}

function stateOf({ state, bytes, totalBytes, bytesPerSecond, secondsLeft }: Download, t: TFunction<'models'>): string {
  const amount = t('downloads.amount', { done: formatBytes(bytes), total: formatBytes(totalBytes) });
  if (state === 'paused') return t('downloads.paused', { amount });
  if (state === 'failed') return t('downloads.stopped', { amount });
  if (state === 'verifying') return t('downloads.verifying', { amount });
  const speed = bytesPerSecond === undefined ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  return `${amount}${speed}${secondsLeft === undefined ? '' : `, ${t('downloads.left', { time: formatDuration(secondsLeft * 1000) })}`}`;
}
