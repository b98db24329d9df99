import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { CreatedKey, Key } from '../../stores/apps.ts';
import { apps } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Fold } from '../../ui/fold.tsx';
import { KeyPanel } from './key-panel.tsx';
import { KeyRow } from './key-row.tsx';
import { Keyless } from './keyless.tsx';
import { ShownOnce } from './shown-once.tsx';

/** The keys of apps: what each may do, and how it ends. */
export function Keys() {
  const { t } = useTranslation('apps');
  const { keys, loaded } = useStore(apps.store);
  const [edited, setEdited] = useState<Key | 'new'>();
  const [created, setCreated] = useState<CreatedKey>();
  const [doomed, setDoomed] = useState<Key>();
  const live = keys.filter(({ isLive }) => isLive);
  const over = keys.filter(({ isLive }) => !isLive);
  const rows = (some: readonly Key[]) => (
    <ul className="divide-y divide-line border-y border-line">
      {some.map((key) => (
        <KeyRow key={key.id} app={key} onChange={() => setEdited(key)} onRevoke={() => setDoomed(key)} />
      ))}
    </ul>
  );
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-[60ch] text-small text-quiet">{t('keys.intro')}</p>
        <Button look="primary" onClick={() => setEdited('new')}>
          <Plus aria-hidden size={15} />
          {t('keys.new')}
        </Button>
      </div>
      {created === undefined ? null : <ShownOnce created={created} onClose={() => setCreated(undefined)} />}
      {loaded && live.length === 0 ? <p className="text-quiet">{t('keys.none')}</p> : null}
      {live.length === 0 ? null : rows(live)}
      {over.length === 0 ? null : (
        <Fold title={t('keys.over', { count: over.length })} className="text-small text-quiet">
          <div className="mt-2 text-body text-ink">{rows(over)}</div>
        </Fold>
      )}
      <Keyless />
      {edited === undefined ? null : (
        <KeyPanel
          {...(edited === 'new' ? {} : { app: edited })}
          onCreated={(made) => {
            setCreated(made);
            setEdited(undefined);
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
      {doomed === undefined ? null : (
        <Confirm
          question={t('keys.revokeQuestion', { name: doomed.name })}
          detail={t('keys.revokeDetail')}
          action={t('keys.revoke')}
          onAnswer={(isYes) => {
            setDoomed(undefined);
            if (isYes) void apps.revoke(doomed.id, t('keys.revoked', { name: doomed.name }));
          }}
        />
      )}
    </>
  );
}
