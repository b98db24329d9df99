import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BACKUP_PATH } from '../../../shared/api/calls.ts';
import { Setting } from './setting.tsx';

/** Everything but models and secrets, as one file. The browser shows how far it is. */
export function Backup() {
  const { t } = useTranslation('settings');
  return (
    <Setting name={t('names.backup')} detail={t('details.backup')}>
      {() => (
        <a
          href={`/ui${BACKUP_PATH}`}
          download
          className="inline-flex min-h-8 items-center justify-center gap-2 rounded-lg border border-line bg-paper px-3 py-1 text-small font-medium hover:bg-hover"
        >
          <Download aria-hidden size={15} />
          {t('makeBackup')}
        </a>
      )}
    </Setting>
  );
}
