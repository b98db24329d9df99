import { useStore } from 'zustand/react';
import { connection, privacy } from '../stores/session.ts';
import { Switch } from '../ui/switch.tsx';

/** The master switch: on, nothing leaves this device. */
export function StayHere() {
  const isOn = useStore(connection.store, ({ state }) => state?.policy.stayOnDevice);
  if (isOn === undefined) return null;
  return (
    <section aria-label="Master switch" className="border-t border-line px-4 py-3 text-small">
      <Switch
        isOn={isOn}
        onChange={(stayOnDevice) =>
          void privacy.change({ stayOnDevice }, stayOnDevice ? 'Nothing leaves this device now.' : 'Your rules decide again.')
        }
        detail={isOn ? 'Nothing leaves, whatever the rules say.' : 'Your rules decide.'}
      >
        Stay on this device
      </Switch>
    </section>
  );
}
