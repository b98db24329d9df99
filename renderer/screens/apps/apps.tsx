import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { apps, settings, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Connected } from './connected.tsx';
import { Inspector } from './inspector.tsx';
import { Keys } from './keys.tsx';
import { SetUp } from './set-up.tsx';

/** The apps that use the models through the port: what they do now, what they may, and how they are set up. */
export function AppsPage() {
  const { t } = useTranslation('pages');
  const tab = useStore(view.store, (current) => current.place?.tab);
  useEffect(() => apps.watch(), []);
  useEffect(() => void settings.load(), []);
  return (
    <PageFrame
      title={t('apps')}
      above={<Fault />}
      tabs={[
        { name: 'connected', title: t('tabs.apps.connected'), content: () => <Connected /> },
        { name: 'keys', title: t('tabs.apps.keys'), content: () => <Keys /> },
        { name: 'setup', title: t('tabs.apps.setup'), content: () => <SetUp /> },
        { name: 'inspector', title: t('tabs.apps.inspector'), content: () => <Inspector /> },
      ]}
      tab={tab}
      onTab={(name) => view.open('apps', name)}
    />
  );
}

function Fault() {
  const { t } = useTranslation('shell');
  const error = useStore(apps.store, (current) => current.error);
  return error === undefined ? null : (
    <div role="alert" className="mb-3">
      <Notice action={<Button onClick={apps.dismissError}>{t('close')}</Button>}>{errorText(error)}</Notice>
    </div>
  );
}
