import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { PortSwitch } from '../gateway/switch.ts';
import { DEFAULT_PORT } from '../platform/port.ts';
import type { SettingsStore } from '../platform/settings.ts';
import type { Handlers } from './handlers.ts';

export interface PortCallOptions {
  readonly port: Pick<PortSwitch, 'address' | 'open' | 'close'>;
  readonly settings: SettingsStore;
  /** Whether the window itself comes through the port, which then stays open. */
  readonly isWindowBehindPort: boolean;
}

/** The handler that opens and closes the port for other apps. */
export function createPortCalls({ port, settings, isWindowBehindPort }: PortCallOptions): Pick<Handlers, 'setPort'> {
  const view = () => {
    const address = port.address();
    return { isFixed: isWindowBehindPort, ...(address === undefined ? {} : { address }) };
  };
  return {
    async setPort({ body }) {
      if (isWindowBehindPort)
        throw new LintelError('bad-request', say`This window comes through the port, so it stays as it is. Stop Lintel to close it.`);
      const wished = body.port ?? settings.get().desktop.port ?? DEFAULT_PORT;
      if (body.isOpen) await port.open(wished);
      else await port.close();
      if (body.isKept) settings.update({ desktop: { port: body.isOpen ? wished : null } });
      return view();
    },
  };
}
