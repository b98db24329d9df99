import { readdir, readFile } from 'node:fs/promises';

/** No folder that is looked into has more than a few dozen entries. */
const MOST_ENTRIES = 256;

/** A small file of the system, without spaces around it; undefined where there is none. */
export const textIn = async (path: string): Promise<string | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim();
};

/** The number that a file of the system holds; undefined where there is none. */
export async function numberIn(path: string): Promise<number | undefined> {
  const text = await textIn(path);
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Names in a folder, in order; none where there is no such folder. */
export const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort().slice(0, MOST_ENTRIES);
