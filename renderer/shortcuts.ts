/** What of a key event says which keys are down. */
export type Keys = Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'Dead', 'Process', 'CapsLock']);

/** Keys that are pressed alone and type nothing. */
const ALONE = /^(?:F\d{1,2}|Escape|\?)$/;

/**
 * The keys that are down, as `Mod+Shift+K`; nothing while only modifiers are. `Mod` is Ctrl, and Cmd on a Mac.
 * Letters and digits go by their place on the keyboard, since Alt changes what they type.
 */
export function keysOf(event: Keys, isMac: boolean): string | undefined {
  if (MODIFIERS.has(event.key)) return undefined;
  const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
  const types = event.key.length === 1 && !event.altKey;
  // A question mark is one however it is reached.
  const name = types && /^[^A-Za-z0-9\s]$/.test(event.key) ? event.key : (place?.[1] ?? place?.[2] ?? event.key);
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const isCtrl = isMac && event.ctrlKey;
  const isShift = event.shiftKey && (place !== null || event.key.length > 1) && name !== '?';
  return [isMod ? 'Mod' : '', isCtrl ? 'Ctrl' : '', event.altKey ? 'Alt' : '', isShift ? 'Shift' : '', name].filter(Boolean).join('+');
}

/** True for keys that somebody who writes a text would not mean as a shortcut. */
export function typesText(keys: string): boolean {
  return !/^(?:Mod|Ctrl|Alt)\+/.test(keys) && !ALONE.test(keys.replace(/^Shift\+/, ''));
}

/** True for keys that type a character when a text field has the focus. */
export const isBare = (keys: string): boolean => !/^(?:Mod|Ctrl|Alt)\+|^F\d/.test(keys);

const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** As keys are written on this kind of keyboard: `Ctrl+Shift+K`, `⇧⌘K`. */
export function keysInWords(keys: string, isMac: boolean): string {
  const parts = keys.split('+');
  if (!isMac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
  return parts.map((part) => MAC[part] ?? part).join('');
}

/** As `aria-keyshortcuts` wants them. */
export function keysForAria(keys: string, isMac: boolean): string {
  return keys
    .split('+')
    .map((part) => (part === 'Mod' ? (isMac ? 'Meta' : 'Control') : part === 'Ctrl' ? 'Control' : part))
    .join('+');
}

/** By whether this is a Mac, where Cmd does what Ctrl does elsewhere. */
export const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
