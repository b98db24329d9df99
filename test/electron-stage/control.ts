import { app, appRecord } from './app.ts';
import { type ItemView, roles, shown } from './menu.ts';
import { schemes } from './protocol.ts';
import { sessionRecord } from './session.ts';
import { powerMonitor, record } from './system.ts';
import { BrowserWindow } from './window.ts';

/** What a test asks of the stage: it does what a person does outside of the windows. */
export type Ask =
  | { readonly act: 'look' }
  | { readonly act: 'click'; readonly menu: 'application' | 'tray'; readonly id: string }
  | { readonly act: 'press'; readonly keys: string }
  | { readonly act: 'power'; readonly event: 'suspend' | 'resume' | 'on-battery' | 'on-ac' }
  | { readonly act: 'leave' }
  | { readonly act: 'pick'; readonly paths: readonly string[] }
  | { readonly act: 'open-url'; readonly url: string };

/** The desktop as a person sees it. */
export interface Look {
  readonly applicationMenu: readonly ItemView[];
  readonly trayMenu?: readonly ItemView[];
  readonly tooltip?: string;
  readonly windows: readonly {
    readonly title: string;
    readonly isVisible: boolean;
    readonly preferences: object;
    readonly state: object;
  }[];
  readonly shortcuts: readonly string[];
  readonly notifications: readonly { title: string; body: string }[];
  readonly opened: readonly string[];
  readonly revealed: readonly string[];
  readonly badge: number;
  readonly protocols: readonly string[];
  readonly switches: Readonly<Record<string, string>>;
  readonly isSpellChecked: boolean;
  readonly spellingLanguages: readonly string[];
  readonly dictionarySource: string;
  readonly crashes: object | undefined;
  readonly crashFolder: string;
  readonly schemes: readonly object[];
}

function look(): Look {
  return {
    applicationMenu: shown.application?.view() ?? [],
    ...(shown.tray === undefined ? {} : { trayMenu: shown.tray.view() }),
    ...(shown.tooltip === undefined ? {} : { tooltip: shown.tooltip }),
    windows: BrowserWindow.getAllWindows().map((window) => ({
      title: window.options.title ?? '',
      isVisible: window.isVisible(),
      preferences: { ...window.options.webPreferences, preload: undefined },
      state: { name: window.options.name, isKept: window.options.windowStatePersistence },
    })),
    shortcuts: [...record.shortcuts.keys()],
    notifications: record.notifications,
    opened: record.opened,
    revealed: record.revealed,
    badge: appRecord.badge,
    protocols: appRecord.protocols,
    switches: appRecord.switches,
    isSpellChecked: sessionRecord.isSpellChecked,
    spellingLanguages: sessionRecord.languages,
    dictionarySource: sessionRecord.dictionarySource,
    crashes: record.crashes,
    crashFolder: app.getPath('crashDumps'),
    schemes,
  };
}

function act(ask: Ask): unknown {
  switch (ask.act) {
    case 'look':
      return look();
    case 'click':
      return (ask.menu === 'tray' ? shown.tray : shown.application)?.click(ask.id) ?? false;
    case 'press':
      record.shortcuts.get(ask.keys)?.();
      return record.shortcuts.has(ask.keys);
    case 'power':
      return powerMonitor.emit(ask.event);
    case 'leave': {
      const window = BrowserWindow.getFocusedWindow();
      window?.hide();
      window?.emit('blur');
      return true;
    }
    case 'pick':
      record.picks = [...ask.paths];
      return true;
    case 'open-url':
      return app.emit('open-url', { preventDefault: () => {} }, ask.url);
  }
}

roles.quit = () => app.quit();

process.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
  process.send?.({ type: 'answer', id, answer: act(ask) });
});
// Without its test nobody would end it.
process.once('disconnect', () => app.quit());
// The test's line must not hold the program: it ends as it would without.
process.channel?.unref();
