import type { Desktop } from '../shared/api/desktop.ts';

declare global {
  interface Window {
    /** What the desktop program lets its windows do; absent in a browser. */
    readonly lintelDesktop?: Desktop;
  }
}

/** The desktop, where there is one: the window does the same without. */
export const desktop: Desktop | undefined = window.lintelDesktop;
