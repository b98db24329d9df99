import { describe, expect, it } from 'vitest';
import { isBare, type Keys, keysForAria, keysInWords, keysOf, typesText } from '../../renderer/shortcuts.ts';

const press = (key: string, code: string, held: Partial<Keys> = {}): Keys => ({
  ...{ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...held,
});

describe('the keys that are down', () => {
  it.each([
    [press('k', 'KeyK', { ctrlKey: true }), false, 'Mod+K'],
    [press('k', 'KeyK', { metaKey: true }), true, 'Mod+K'],
    [press('k', 'KeyK', { ctrlKey: true }), true, 'Ctrl+K'],
    [press('P', 'KeyP', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+P'],
    // Alt changes what a Mac's keyboard types, and a layout where a letter lies: the place counts.
    [press('˜', 'KeyN', { altKey: true }), true, 'Alt+N'],
    [press('&', 'Digit1', { altKey: true }), false, 'Alt+1'],
    // A question mark is one on every layout.
    [press('?', 'Slash', { shiftKey: true }), false, '?'],
    [press('?', 'Minus', { shiftKey: true }), false, '?'],
    [press('F5', 'F5', { shiftKey: true }), false, 'Shift+F5'],
    [press('Control', 'ControlLeft', { ctrlKey: true }), false, undefined],
    [press('Dead', 'Backquote'), false, undefined],
  ])('%j on a Mac: %s are %s', (event, isMac, keys) => expect(keysOf(event, isMac)).toBe(keys));

  it('type text or not', () => {
    for (const keys of ['A', 'Shift+A', '1', ',']) expect([keys, typesText(keys)]).toEqual([keys, true]);
    for (const keys of ['Mod+A', 'Alt+Shift+A', 'F5', '?']) expect([keys, typesText(keys)]).toEqual([keys, false]);
    expect(isBare('?')).toBe(true);
    expect(isBare('Mod+K')).toBe(false);
  });

  it('are written as each keyboard has them', () => {
    expect(keysInWords('Mod+Shift+K', false)).toBe('Ctrl+Shift+K');
    expect(keysInWords('Mod+Shift+K', true)).toBe('⌘⇧K');
    expect(keysForAria('Mod+K', false)).toBe('Control+K');
    expect(keysForAria('Mod+K', true)).toBe('Meta+K');
  });
});
