import { CircleDot, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { heard } from '../said.ts';
import { connection } from '../stores/session.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** The port's address, and what main wants known. */
export function Status() {
  const { t } = useTranslation('shell');
  const { phase, state } = useStore(connection.store);
  if (state === undefined) return null;
  const { address, notices, version } = state;
  const isUp = phase === 'up';
  return (
    <footer className="border-t border-line px-4 py-2 text-small text-quiet">
      {notices.length === 0 ? null : (
        <ul aria-label={t('notices')} className="mb-2 flex max-h-48 flex-col gap-2 overflow-y-auto">
          {notices.map(({ level, text, said }) => (
            <li key={text} className="flex items-start gap-2">
              {level === 'warning' ? (
                <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-cloud" />
              ) : (
                <Info aria-hidden size={15} className="mt-0.5 shrink-0" />
              )}
              <span className="min-w-0 text-ink [overflow-wrap:anywhere]">
                {level === 'warning' ? <span className="sr-only">{t('warning')}</span> : null}
                {heard(text, said)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-center gap-2">
        <CircleDot aria-hidden size={15} className={`shrink-0 ${isUp && address !== undefined ? 'text-device' : ''}`} />
        <span className="min-w-0 flex-1 truncate tabular-nums" title={t('version', { version })}>
          {isUp ? (address === undefined ? t('portIsOff') : address) : t('notConnected')}
        </span>
        {isUp && address !== undefined ? <CopyButton name={t('copyAddress')} text={address} className="-my-1 -me-2" /> : null}
      </div>
    </footer>
  );
}
