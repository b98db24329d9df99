import { useStore } from 'zustand/react';
import { connection, privacy } from '../stores/session.ts';
import { Switch } from '../ui/switch.tsx';

/** The master switch: on, nothing leaves this device. */
export function StayHere() {
  const state = useStore(connection.store, (current) => current.state);
  if (state === undefined) return null;
  const isOn = state.policy.stayOnDevice;
  const detail = isOn ? 'Nothing leaves, whatever the rules say.' : 'Your rules decide.';
  return (
    <section aria-label="Master switch" className="border-t border-line px-4 py-3 text-small">
      <Switch
        isOn={isOn}
        onChange={(stayOnDevice) =>
          void privacy.change({ stayOnDevice }, stayOnDevice ? 'Nothing leaves this device now.' : 'Your rules decide again.')
        }
        isDisabled={state.isStayForced}
        detail={state.isStayForced ? 'Nothing leaves. This is set outside of Lintel.' : detail}
      >
        Stay on this device
      </Switch>
    </section>
  );
}
