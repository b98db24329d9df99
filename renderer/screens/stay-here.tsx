import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { connection, privacy } from '../stores/session.ts';
import { Switch } from '../ui/switch.tsx';

/** The master switch: on, nothing leaves this device. */
export function StayHere() {
  const { t } = useTranslation('shell');
  const state = useStore(connection.store, (current) => current.state);
  if (state === undefined) return null;
  const isOn = state.policy.stayOnDevice;
  const detail = isOn ? t('stay.on') : t('stay.off');
  return (
    <section aria-label={t('stay.section')} className="border-t border-line px-4 py-2 text-small">
      <Switch
        isOn={isOn}
        onChange={(stayOnDevice) => void privacy.change({ stayOnDevice }, stayOnDevice ? t('stay.switchedOn') : t('stay.switchedOff'))}
        isDisabled={state.isStayForced}
        detail={state.isStayForced ? t('stay.forced') : detail}
      >
        {t('stay.name')}
      </Switch>
    </section>
  );
}
