import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { apps, settings } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { InspectedRow } from './inspected-row.tsx';

/** Requests of apps as they came, newest first. They are in memory only. */
export function Inspector() {
  const { t } = useTranslation('apps');
  const { inspected, loaded, port } = useStore(apps.store);
  const set = useStore(settings.store, (current) => current.settings);
  const [wanted, setWanted] = useState('');
  const [app, setApp] = useState('');
  const names = new Map(
    inspected.map((one) => [one.app ?? '', one.app === 'keyless' ? t('keyless.app') : (one.appName ?? t('unknownApp'))]),
  );
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = inspected.filter((one) => {
    const text = `${one.method} ${one.path} ${one.status} ${one.targetId ?? ''} ${one.sentence} ${names.get(one.app ?? '')}`.toLowerCase();
    return (app === '' || (one.app ?? 'none') === app) && words.every((word) => text.includes(word));
  });
  return (
    <>
      <p className="max-w-[60ch] text-small text-quiet">{t('inspector.intro')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <SearchField name={t('inspector.filter')} value={wanted} onChange={setWanted} className="min-w-40 flex-1" />
        <select
          aria-label={t('inspector.app')}
          value={app}
          onChange={({ target: { value } }) => setApp(value)}
          className={`${FIELD} max-w-56`}
        >
          <option value="">{t('inspector.allApps')}</option>
          {[...names].map(([id, name]) => (
            <option key={id} value={id === '' ? 'none' : id}>
              {name}
            </option>
          ))}
        </select>
        <Button look="bare" disabled={inspected.length === 0} onClick={() => void apps.clear(t('inspector.cleared'))}>
          <Trash2 aria-hidden size={15} />
          {t('inspector.clear')}
        </Button>
      </div>
      {set === undefined ? null : (
        <Switch
          isOn={set.port.keepBodies === true}
          detail={t('inspector.bodiesDetail')}
          onChange={(keepBodies) => void settings.change({ port: { keepBodies: keepBodies ? true : null } })}
        >
          {t('inspector.bodies')}
        </Switch>
      )}
      {loaded && found.length === 0 ? (
        <p className="text-quiet">{t(inspected.length === 0 ? 'inspector.nothing' : 'inspector.noMatch')}</p>
      ) : null}
      <ul className="divide-y divide-line border-line not-empty:border-y">
        {found.map((one) => (
          <InspectedRow key={one.id} request={one} address={port?.address ?? ''} />
        ))}
      </ul>
    </>
  );
}
