import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSettings } from '../../electron/platform/settings.ts';
import { english } from '../../shared/chat/english.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-settings-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});
const file = () => join(folder, 'settings.json');
const USUAL = {
  modelFolders: [],
  otherApps: { lmStudio: true, jan: true, huggingFace: true, ollama: true },
  models: {},
  downloads: {},
  deadlines: {},
  telemetry: {},
  alerts: {},
  desktop: {},
  window: {},
  port: {},
};

describe('settings', () => {
  test('are the usual ones at first', () => {
    const settings = openSettings(folder);
    expect(settings.get()).toEqual(USUAL);
    expect(settings.notices).toEqual([]);
  });

  test('hold what amounts are shown in and how long rows stay, whole, and give them back', () => {
    const settings = openSettings(folder);
    const currency = { code: 'EUR', perDollar: 0.9, date: '2026-11-01' };
    expect(settings.update({ currency, ledgerDays: 90 })).toMatchObject({ currency, ledgerDays: 90 });
    expect(openSettings(folder).get()).toMatchObject({ currency, ledgerDays: 90 });
    expect(settings.update({ currency: null, ledgerDays: null })).toEqual(USUAL);
  });

  test('hold how the window looks, one by one', () => {
    const settings = openSettings(folder);
    settings.update({ window: { theme: 'dark', shortcuts: { newChat: 'Mod+N', palette: '' } } });
    expect(settings.update({ window: { textSize: 120 } }).window).toMatchObject({ theme: 'dark', textSize: 120 });
    expect(settings.update({ window: { theme: null } }).window).toEqual({ textSize: 120, shortcuts: { newChat: 'Mod+N', palette: '' } });
    expect(() => settings.update({ window: { shortcuts: { newChat: 'anything at all' } } })).toThrow('window.shortcuts');
  });

  test('hold the deadlines of answers, from a second to an hour, and give one back', () => {
    const settings = openSettings(folder);
    settings.update({ deadlines: { firstTokenMs: 5_000, chainMs: 90_000 } });
    expect(settings.update({ deadlines: { chainMs: null } }).deadlines).toEqual({ firstTokenMs: 5_000 });
    expect(openSettings(folder).get().deadlines).toEqual({ firstTokenMs: 5_000 });
    expect(() => settings.update({ deadlines: { firstTokenMs: 10 } })).toThrow('deadlines.firstTokenMs');
  });

  test('are kept from one start to the next, readable by their owner only', () => {
    const settings = openSettings(folder);
    const heard: unknown[] = [];
    settings.onChange((now) => heard.push(now));
    settings.update({ modelFolders: [join(folder, 'a'), join(folder, 'a')], otherApps: { jan: false }, memoryHeadroomBytes: 5 });
    settings.update({ downloads: { parallel: 2, proxy: 'http://127.0.0.1:1' } });
    settings.updateModel('river', { contextWindow: 4096, sampling: { topK: 5 } });
    settings.updateModel('river', { sampling: { temperature: 0.5 } });
    const expected = {
      ...USUAL,
      modelFolders: [join(folder, 'a')],
      otherApps: { ...USUAL.otherApps, jan: false },
      memoryHeadroomBytes: 5,
      downloads: { parallel: 2, proxy: 'http://127.0.0.1:1' },
      models: { river: { contextWindow: 4096, sampling: { topK: 5, temperature: 0.5 } } },
    };
    expect(settings.get()).toEqual(expected);
    expect(openSettings(folder).get()).toEqual(expected);
    expect(heard).toHaveLength(4);
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
    settings.update({ memoryHeadroomBytes: null, downloads: { proxy: null } });
    settings.updateModel('river', { contextWindow: null, sampling: null });
    settings.forgetModel('nobody');
    expect(openSettings(folder).get()).toMatchObject({ downloads: { parallel: 2 }, models: { river: {} } });
    expect(openSettings(folder).get().memoryHeadroomBytes).toBeUndefined();
    settings.forgetModel('river');
    expect(openSettings(folder).get().models).toEqual({});
  });

  test.each(['{', '[1]', 'null', '{"modelFolders": 7}', '{"unknown": 1}', '{"models": {"a": {"contextWindow": -1}}}', ''])(
    'a broken file (%s) is set aside and said',
    (text) => {
      writeFileSync(file(), text);
      const settings = openSettings(folder);
      expect(settings.get()).toEqual(USUAL);
      if (text === '') return;
      expect(settings.notices.map(english)).toEqual([expect.stringContaining('settings.broken-')]);
      const aside = readdirSync(folder).find((name) => name.startsWith('settings.broken-')) ?? '';
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
      settings.update({ memoryHeadroomBytes: 1 });
      expect(openSettings(folder).notices).toEqual([]);
    },
  );

  test('refuse what cannot be, and stay as they were', () => {
    const settings = openSettings(folder);
    expect(() => settings.update({ modelFolders: ['relative'] })).toThrow('whole path');
    expect(() => settings.updateModel('river', { threads: 0 })).toThrow('threads');
    expect(() => settings.updateModel('x'.repeat(300), { threads: 1 })).toThrow();
    expect(settings.get()).toEqual(USUAL);
    settings.updateModel('__proto__', { threads: 1 });
    expect(Object.getPrototypeOf(settings.get().models)).toBe(Object.prototype);
  });
});
