import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { apps } from '../../stores/session.ts';
import { KeyIcon } from './key-icon.tsx';

/** An app by its picture and the name that the user gave it. @param id of its key; absent: it had none that is known */
export function AppName({ id, name }: { readonly id: string | undefined; readonly name: string | undefined }) {
  const { t } = useTranslation('apps');
  const key = useStore(apps.store, ({ keys }) => keys.find((one) => one.id === id));
  const shown = key?.name ?? (id === 'keyless' ? t('keyless.app') : (name ?? t('unknownApp')));
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <KeyIcon name={key?.icon ?? (id === 'keyless' ? 'unplug' : 'app-window')} />
      <bdi className="min-w-0 font-medium [overflow-wrap:anywhere]">{shown}</bdi>
    </span>
  );
}
