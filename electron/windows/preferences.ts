import type { WebPreferences } from 'electron';

/** What every page of Lintel gets, and nothing more. Whether spelling is checked, the session says. @param preload path of the built preload */
export const pagePreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: true,
});
