import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { session } from 'electron';
import type { ShellState } from './shell-state.ts';

/** A dictionary of Chromium's by its file: `en-US-10-1.bdic`. */
const DICTIONARY = /^([a-z]{2,3}(?:-[A-Za-z]{2,4})?)-\d+-\d+\.bdic$/;

/** No name there: a dictionary that went missing is not fetched either. */
const NOWHERE = 'https://dictionaries.invalid/';

/**
 * Checks spelling by what is on this computer: on macOS the system's own, elsewhere the dictionaries that lie in
 * `window/Dictionaries` of the data folder. Without one nothing is checked, since Chromium would want to fetch it.
 */
export function createSpelling(dataFolder: string): (state: ShellState) => void {
  const { defaultSession } = session;
  let wanted = false;
  return ({ desktop }) => {
    wanted = desktop.spellCheck !== false;
    if (process.platform === 'darwin' || !wanted) return defaultSession.setSpellCheckerEnabled(wanted);
    void languagesIn(join(dataFolder, 'window', 'Dictionaries')).then((found) => {
      const languages = languagesOf(found, defaultSession.availableSpellCheckerLanguages);
      if (!wanted || languages.length === 0) return defaultSession.setSpellCheckerEnabled(false);
      defaultSession.setSpellCheckerDictionaryDownloadURL(NOWHERE);
      defaultSession.setSpellCheckerLanguages(languages);
      defaultSession.setSpellCheckerEnabled(true);
    });
  };
}

/** Chromium’s names for what dictionaries are for: `de` for `de-DE`, and `en-GB` for itself. */
function languagesOf(dictionaries: readonly string[], available: readonly string[]): string[] {
  const named = dictionaries.map((language) => (available.includes(language) ? language : language.replace(/-.*/, '')));
  return [...new Set(named)].filter((language) => available.includes(language));
}

const languagesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => DICTIONARY.exec(name)?.[1] ?? []);
};
