import { powerMonitor } from 'electron';

/** Tells that what was seen of this computer may hold no more: it slept, or its power changed. Call once `app` is ready. */
export function followPower(lookAgain: () => void): void {
  powerMonitor.on('resume', lookAgain);
  powerMonitor.on('on-ac', lookAgain);
  powerMonitor.on('on-battery', lookAgain);
  powerMonitor.on('thermal-state-change', lookAgain);
  powerMonitor.on('speed-limit-change', lookAgain);
}
