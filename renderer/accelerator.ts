import { type Keys, keysInWords } from './shortcuts.ts';

/** Keys that an accelerator calls otherwise than a browser does. */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * The keys that are down as the desktop registers them, `CommandOrControl+Shift+Space`; nothing for keys that no program
 * may take from all others: those without Ctrl, Alt or Cmd, and signs, which lie elsewhere on every keyboard.
 */
export function acceleratorOf({ code, key, altKey, ctrlKey, metaKey, shiftKey }: Keys, isMac: boolean): string | undefined {
  const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  const name = place?.[1] ?? place?.[2] ?? (code === 'Space' ? 'Space' : (NAMES[key] ?? key));
  if (!/^(?:[A-Z\d]|F\d{1,2}|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert)$/.test(name)) return undefined;
  const isMod = isMac ? metaKey : ctrlKey;
  if (!(isMod || altKey || (isMac && ctrlKey))) return undefined;
  const held = [isMod ? 'CommandOrControl' : '', isMac && ctrlKey ? 'Control' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : ''];
  return [...held, name].filter(Boolean).join('+');
}

/** As those keys are written on this kind of keyboard. */
export const acceleratorInWords = (accelerator: string, isMac: boolean): string =>
  keysInWords(accelerator.replace(/CommandOrControl|CmdOrCtrl/, 'Mod').replace('Control', 'Ctrl'), isMac);
