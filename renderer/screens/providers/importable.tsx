import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { NewProvider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';

/** Keys that the environment holds already, offered for use. Nothing is used before somebody says so. */
export function Importable({ onImport }: { onImport(start: Partial<NewProvider>): void }) {
  const { t } = useTranslation('providers');
  const importable = useStore(providers.store, (current) => current.importable);
  if (importable.length === 0) return null;
  return (
    <section aria-labelledby="providers-importable" className="rounded-lg border border-line p-3">
      <h2 id="providers-importable" className="font-semibold">
        {t('importable.title')}
      </h2>
      <p className="text-small text-quiet">{t('importable.detail')}</p>
      <ul className="mt-1">
        {importable.map(({ variable, kind, name, lastFour }) => (
          <li key={variable} className="flex flex-wrap items-center gap-x-3 py-1">
            <KeyRound aria-hidden size={15} className="shrink-0 text-quiet" />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {name} <span className="text-small text-quiet">{t('importable.key', { variable, lastFour })}</span>
            </span>
            <Button onClick={() => onImport({ kind, name, keyVariable: variable })} aria-label={t('importable.useFor', { name })}>
              {t('importable.use')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
