import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { apps, settings } from '../../stores/session.ts';
import type { SettingsChange } from '../../stores/settings.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Switch } from '../../ui/switch.tsx';

/** All addresses of this computer. */
const EVERYWHERE = '0.0.0.0';

/** Whether other computers are let in, each with a key, and whether what they send is encrypted. Asked before the door opens. */
export function NetworkDoor() {
  const { t } = useTranslation('apps');
  const set = useStore(settings.store, (current) => current.settings);
  const hasKeys = useStore(apps.store, ({ keys }) => keys.some(({ revokedAt }) => revokedAt === undefined));
  const [isAsking, setAsking] = useState(false);
  if (set === undefined) return null;
  const { host, tls } = set.port;
  const isOpen = host !== undefined;
  const change = async (port: NonNullable<SettingsChange['port']>) => {
    if (await settings.change({ port })) apps.lookSoon();
  };
  return (
    <div className="flex flex-col gap-3">
      <Switch
        isOn={isOpen}
        isDisabled={!isOpen && !hasKeys}
        detail={`${t('port.letInDetail')}${hasKeys ? '' : ` ${t('port.noKeys')}`}`}
        onChange={(isWanted) => (isWanted ? setAsking(true) : void change({ host: null }))}
      >
        {t('port.letIn')}
      </Switch>
      {isOpen ? (
        <Switch
          isOn={tls !== undefined}
          detail={t('port.encryptDetail')}
          onChange={(isWanted) => void change({ tls: isWanted ? 'generated' : null })}
        >
          {t('port.encrypt')}
        </Switch>
      ) : null}
      {isAsking ? (
        <Confirm
          question={t('port.letInQuestion')}
          detail={t('port.letInWarning')}
          action={t('port.letInAction')}
          onAnswer={(isYes) => {
            setAsking(false);
            // Encrypted, unless the person says otherwise: what is sent holds their key.
            if (isYes) void change({ host: EVERYWHERE, tls: tls ?? 'generated' });
          }}
        />
      ) : null}
    </div>
  );
}
