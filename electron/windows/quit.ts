import { app, dialog } from 'electron';
import { isLintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { Log } from '../platform/log.ts';
import type { Lintel } from '../wiring.ts';

/** A clean end may take this long, in milliseconds; after it the program ends anyway. */
const END_WITHIN_MS = 10_000;

/** Holds back the end of the program until Lintel has closed, also when it was still being wired, but never for ever. */
export function closeBeforeQuit(wiring: Promise<Lintel>, log: Log): void {
  let closing = false;
  app.on('will-quit', (event) => {
    // A second signal while closing comes here again and must not cut the closing short.
    event.preventDefault();
    if (closing) return;
    closing = true;
    // Whatever hangs, a keyring that asks or a disk that is gone: nothing without a window may stay and hold the data folder.
    setTimeout(() => {
      log.warn('the end took too long');
      app.exit(1);
    }, END_WITHIN_MS).unref();
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
