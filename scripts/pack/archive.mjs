// @ts-check
import { openSync, readSync, statSync } from 'node:fs';

/** @typedef {{ path: string, isUnpacked: boolean }} Packed */

/**
 * What an ASAR archive holds, by its header alone: a pickle around JSON.
 * @param {string} file
 * @returns {readonly Packed[]}
 */
export function listArchive(file) {
  const handle = openSync(file, 'r');
  const sizes = Buffer.alloc(16);
  readSync(handle, sizes, 0, 16, 0);
  const length = sizes.readUInt32LE(12);
  if (length > statSync(file).size) throw new Error(`${file} is no ASAR archive.`);
  const header = Buffer.alloc(length);
  readSync(handle, header, 0, length, 16);
  /** @type {Packed[]} */
  const found = [];
  /** @param {{ files: Record<string, any> }} folder @param {string} at */
  const walk = (folder, at) => {
    for (const [name, entry] of Object.entries(folder.files)) {
      if (entry.files !== undefined) walk(entry, `${at}${name}/`);
      else found.push({ path: at + name, isUnpacked: entry.unpacked === true });
    }
  };
  walk(JSON.parse(header.toString('utf8')), '');
  return found;
}
