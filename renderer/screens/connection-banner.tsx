import { Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../said.ts';
import { connection } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';

/** Says that main is silent, for as long as it is. */
export function ConnectionBanner() {
  const { t } = useTranslation('shell');
  const { phase, error } = useStore(connection.store);
  return (
    <div role="status" aria-label={t('connection')}>
      {phase === 'down' ? (
        <div className="flex items-center gap-3 border-b border-line bg-wall px-4 py-2 text-small">
          <Unplug aria-hidden size={16} className="shrink-0 text-cloud" />
          <p className="min-w-0 flex-1">{error?.code === 'unauthorised' ? errorText(error) : t('silent')}</p>
          <Button onClick={connection.look}>{t('tryNow')}</Button>
        </div>
      ) : null}
    </div>
  );
}
