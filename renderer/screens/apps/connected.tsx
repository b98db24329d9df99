import { Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Connection } from '../../stores/apps.ts';
import { apps } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Section } from '../privacy/section.tsx';
import { AppName } from './app-name.tsx';
import { PortState } from './port-state.tsx';
import { Today } from './today.tsx';

/** The port, who uses it now, and what it was used for today. */
export function Connected() {
  const { t } = useTranslation('apps');
  const { connections, loaded } = useStore(apps.store);
  return (
    <>
      <PortState />
      <Section name={t('now.title')} intro={t('now.intro')}>
        {loaded && connections.length === 0 ? <p className="text-quiet">{t('now.nobody')}</p> : null}
        <ul className="divide-y divide-line">
          {connections.map((one) => (
            <Row key={one.id} connection={one} />
          ))}
        </ul>
      </Section>
      <Today />
    </>
  );
}

function Row({ connection: { id, app, appName, method, path, since, target, tokens } }: { readonly connection: Connection }) {
  const { t } = useTranslation('apps');
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <AppName id={app} name={appName} />
          {target === undefined ? (
            <span className="text-small text-quiet">{t('now.waiting')}</span>
          ) : (
            <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2 text-small">
              <ZoneMark place={target.zone} />
              <bdi className="text-quiet [overflow-wrap:anywhere]">{target.name}</bdi>
            </span>
          )}
        </p>
        <p className="mt-0.5 text-small tabular-nums text-quiet [overflow-wrap:anywhere]">
          <bdi className="font-mono" dir="ltr">
            {method} {path}
          </bdi>
          {' · '}
          {formatDuration(Math.max(0, Date.now() - since))}
          {' · '}
          {t('tokens', { count: tokens, shown: formatCount(tokens) })}
        </p>
      </div>
      <Button onClick={() => void apps.cut(id, t('now.wasCut'))}>
        <Unplug aria-hidden size={15} />
        {t('now.cut')}
      </Button>
    </li>
  );
}
