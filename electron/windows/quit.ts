import { app, dialog } from 'electron';
import { isLintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { Log } from '../platform/log.ts';
import type { Lintel } from '../wiring.ts';

/** Holds back the end of the program until Lintel has closed, also when it was still being wired. */
export function closeBeforeQuit(wiring: Promise<Lintel>, log: Log): void {
  let closing = false;
  app.on('will-quit', (event) => {
    // A second signal while closing comes here again and must not cut the closing short.
    event.preventDefault();
    if (closing) return;
    closing = true;
    wiring
      .then((lintel) => lintel.close())
      .then(
        () => app.exit(0),
        (error: unknown) => {
          log.error('end failed', error);
          app.exit(1);
        },
      );
  });
}

/** Shows why Lintel could not start, and ends. */
export function giveUp(error: unknown, log: Log): void {
  if (!isLintelError(error)) log.error('start failed', error);
  dialog.showErrorBox('Lintel could not start', toErrorShape(error).message);
  app.exit(1);
}
