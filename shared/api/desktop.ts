import type { DeepLink } from './deep-link.ts';

/** What the desktop program tells its window of. */
export type DesktopEvent =
  /** A link or file was opened: the person is to be asked. */
  | { readonly type: 'opened'; readonly opened: Opened }
  /** Something was chosen in the menu or the tray. */
  | { readonly type: 'command'; readonly command: DesktopCommand }
  /** A conversation of the quick-ask window is to be shown here. */
  | { readonly type: 'conversation'; readonly id: string }
  /** Something is known of a newer Lintel. */
  | { readonly type: 'update'; readonly update: UpdateView }
  /** The quick-ask window came to the front. */
  | { readonly type: 'asked' };

/** A link, or a model file by its whole path. */
export type Opened = DeepLink | { readonly kind: 'file'; readonly path: string };

export type DesktopCommand = 'new-chat' | 'settings' | 'models';

/** The kinds of files that a person can be asked for. */
export type PickedKind = 'model' | 'image' | 'any';

/** What a newer Lintel is, and how far it has come. */
export type UpdateView =
  /** `reason`: why nothing is looked for, in a sentence. */
  | { readonly phase: 'off'; readonly reason: string }
  | { readonly phase: 'idle' | 'looking' | 'none' }
  | { readonly phase: 'found' | 'ready'; readonly version: string; readonly notes: string }
  | { readonly phase: 'loading'; readonly version: string; readonly share: number }
  | { readonly phase: 'failed'; readonly reason: string };

/**
 * What only the desktop program can do, as `window.lintelDesktop`. It is absent in a browser, where the window does
 * without. Each call rejects where it makes no sense.
 */
export interface Desktop {
  readonly platform: 'darwin' | 'linux' | 'win32';
  /** Acts on the window that calls. */
  control(act: 'minimise' | 'maximise' | 'hide' | 'close'): Promise<void>;
  /** Whole paths of what the person picked; none where they changed their mind. */
  pickFiles(kind: PickedKind): Promise<readonly string[]>;
  pickFolder(): Promise<string | undefined>;
  /** Shows a file where it lies, in the system's own way. */
  reveal(path: string): Promise<void>;
  /** Shows a notification, unless the person is looking at Lintel or wants none. */
  notify(title: string, text: string): Promise<void>;
  /** The number on Lintel's icon, where the system has such a thing; 0 takes it away. */
  badge(count: number): Promise<void>;
  /** Shows a conversation in the main window. */
  show(conversationId: string): Promise<void>;
  update(): Promise<UpdateView>;
  /** Looks for a newer Lintel now, gets the one found, or starts anew with the one that is ready. */
  actOnUpdate(act: 'look' | 'get' | 'restart'): Promise<UpdateView>;
  /** Says that the window listens; what was opened before comes then. Returns how to stop. */
  listen(listener: (event: DesktopEvent) => void): () => void;
}

/** The calls that cross from the window to the program, each on a channel of its own. */
export const DESKTOP_CALLS = [
  'control',
  'pickFiles',
  'pickFolder',
  'reveal',
  'notify',
  'badge',
  'show',
  'update',
  'actOnUpdate',
  'listening',
] as const;

export type DesktopCall = (typeof DESKTOP_CALLS)[number];

export const channelOf = (call: DesktopCall): string => `lintel:${call}`;

export const EVENT_CHANNEL = 'lintel:event';
