import type { Settings } from '../../shared/api/settings.ts';
import type { Log } from '../platform/log.ts';
import type { Lintel } from '../wiring.ts';
import type { Call } from './caller.ts';
import { type Words, wordsIn } from './words.ts';

/** What the tray, the menu and the rest of the desktop follow. */
export interface ShellState {
  readonly desktop: Settings['desktop'];
  /** The port's address; absent while it is closed. */
  readonly address?: string;
  readonly staysOnDevice: boolean;
  readonly words: Words;
}

export async function readShellState(call: Call): Promise<ShellState> {
  const [{ desktop, window }, { address }, { stayOnDevice }] = await Promise.all([call('settings'), call('port'), call('policy')]);
  return { desktop, staysOnDevice: stayOnDevice, words: wordsIn(window.language), ...(address === undefined ? {} : { address }) };
}

/** Tells of every change, once it is in force, one after the other. */
export function followShellState(lintel: Pick<Lintel, 'onChange'>, call: Call, apply: (state: ShellState) => void, log: Log): void {
  let isReading = false;
  let isStale = false;
  const read = async (): Promise<void> => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      try {
        apply(await readShellState(call));
      } catch (error) {
        log.error('the desktop could not follow a change', error);
      }
    }
    isReading = false;
  };
  lintel.onChange(() => void read());
}
