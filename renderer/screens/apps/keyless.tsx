import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { apps, settings } from '../../stores/session.ts';
import { Switch } from '../../ui/switch.tsx';
import { Section } from '../privacy/section.tsx';
import { ZoneSelect } from '../privacy/zone-select.tsx';

/** Whether programs on this computer come in without a key, and how far what they send may go. */
export function Keyless() {
  const { t } = useTranslation('apps');
  const set = useStore(settings.store, (current) => current.settings);
  if (set === undefined) return null;
  const { keylessApps } = set.port;
  const change = async (wish: typeof keylessApps | null) => {
    if (await settings.change({ port: { keylessApps: wish ?? null } })) apps.lookSoon();
  };
  return (
    <Section name={t('keyless.title')} intro={t('keyless.intro')}>
      <div className="flex flex-col gap-3">
        <Switch
          isOn={keylessApps !== undefined}
          detail={t('keyless.detail')}
          onChange={(isOn) => void change(isOn ? { tags: [], ceiling: 'device' } : null)}
        >
          {t('keyless.switch')}
        </Switch>
        {keylessApps === undefined ? null : (
          <div className="flex max-w-[20rem] flex-col gap-1 text-small text-quiet">
            {t('keyless.ceiling')}
            <ZoneSelect
              name={t('keyless.ceiling')}
              value={keylessApps.ceiling}
              onPick={(ceiling) => ceiling && void change({ ...keylessApps, ceiling })}
            />
          </div>
        )}
      </div>
    </Section>
  );
}
