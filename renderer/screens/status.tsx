import { CircleDot, Info, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand/react';
import { connection } from '../stores/session.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** The port's address, the version, and what main wants known. */
export function Status() {
  const { phase, state } = useStore(connection.store);
  if (state === undefined) return null;
  const { address, notices, version } = state;
  const isUp = phase === 'up';
  return (
    <footer className="border-t border-line px-4 py-3 text-small text-quiet">
      {notices.length === 0 ? null : (
        <ul aria-label="Notices" className="mb-2 flex max-h-48 flex-col gap-2 overflow-y-auto">
          {notices.map(({ level, text }) => (
            <li key={text} className="flex items-start gap-2">
              {level === 'warning' ? (
                <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-cloud" />
              ) : (
                <Info aria-hidden size={15} className="mt-0.5 shrink-0" />
              )}
              <span className="min-w-0 text-ink [overflow-wrap:anywhere]">
                {level === 'warning' ? <span className="sr-only">Warning: </span> : null}
                {text}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-center gap-2">
        <CircleDot aria-hidden size={15} className={`shrink-0 ${isUp && address !== undefined ? 'text-device' : ''}`} />
        <span className="min-w-0 flex-1 truncate tabular-nums" title={address}>
          {isUp ? (address === undefined ? 'Port is off' : address) : 'Not connected'}
        </span>
        {isUp && address !== undefined ? <CopyButton name="Copy the port’s address" text={address} className="-my-1 -me-2" /> : null}
      </div>
      <p className="mt-1 tabular-nums">Lintel {version}</p>
    </footer>
  );
}
