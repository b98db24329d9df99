import type { Tab } from '../../stores/address.ts';

/** What can be set, by the section it stands in, in its order. */
export const SECTIONS = {
  general: ['language', 'desktopAlerts', 'currency', 'ledgerDays', 'firstSteps'],
  appearance: ['theme', 'textSize', 'stillness'],
  shortcuts: ['shortcuts'],
  desktop: ['autostart', 'tray', 'staysInTray', 'askShortcut', 'notifications', 'spellCheck', 'updates'],
  network: ['proxy', 'hubEndpoint', 'hubToken', 'port', 'collector', 'collectorHeaders', 'traces', 'metrics', 'webhook'],
  data: ['dataFolder', 'secretKeeping', 'memoryHeadroom', 'backup', 'restore', 'deleteAll'],
  about: ['version', 'licences'],
} as const satisfies Record<Tab<'settings'>, readonly string[]>;

export type SettingId = (typeof SECTIONS)[keyof typeof SECTIONS][number];
