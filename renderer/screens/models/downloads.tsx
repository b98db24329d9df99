import { Pause, Play, X } from 'lucide-react';
import { useStore } from 'zustand/react';
import type { Download } from '../../stores/models.ts';
import { models } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';

/** What is on its way here; nothing where nothing is. */
export function Downloads() {
  const downloads = useStore(models.store, ({ downloads: all }) => all);
  const shown = downloads.filter(({ state }) => state !== 'done');
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads" className="text-small font-medium text-quiet">
        Downloads
      </h2>
      <ul className="mt-1 divide-y divide-line">
        {shown.map((download) => (
          <Row key={download.id} download={download} />
        ))}
      </ul>
    </section>
  );
}

function Row({ download }: { download: Download }) {
  const { id, files, state, bytes, totalBytes, error } = download;
  const name = files[0] ?? download.ref;
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate font-medium" title={name}>
          {name}
        </span>
        {state === 'running' ? (
          <IconButton name={`Pause ${name}`} onClick={() => models.pause(id)}>
            <Pause aria-hidden size={16} />
          </IconButton>
        ) : state === 'paused' || state === 'failed' ? (
          <IconButton name={`Resume ${name}`} onClick={() => models.resume(id)}>
            <Play aria-hidden size={16} />
          </IconButton>
        ) : null}
        <IconButton name={`Cancel ${name}`} onClick={() => models.cancel(id)}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      <Meter name={`Progress of ${name}`} part={totalBytes === 0 ? 0 : bytes / totalBytes} />
      <p className="text-small text-quiet tabular-nums">{stateOf(download)}</p>
      {error === undefined ? null : <p className="text-small text-refused">{error}</p>}
    </li>
  );
}

function stateOf({ state, bytes, totalBytes, bytesPerSecond, secondsLeft }: Download): string {
  const amount = `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
  if (state === 'paused') return `Paused at ${amount}`;
  if (state === 'failed') return `Stopped at ${amount}`;
  if (state === 'verifying') return `Checking ${amount}`;
  const speed = bytesPerSecond === undefined ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  return `${amount}${speed}${secondsLeft === undefined ? '' : `, about ${formatDuration(secondsLeft * 1000)} left`}`;
}
