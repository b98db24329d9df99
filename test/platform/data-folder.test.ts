import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from '../../electron/platform/data-folder.ts';

let parent: string;
let mask: number;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'lintel-folder-'));
  mask = process.umask(0o000);
});
afterEach(() => {
  process.umask(mask);
  rmSync(parent, { recursive: true, force: true });
});
const modeOf = (...path: string[]) => (statSync(join(parent, ...path)).mode & 0o777).toString(8);

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it('is made for its owner alone, with all the folders on the way', () => {
    prepareDataFolder(join(parent, 'new', 'data'));
    expect(['new', 'new/data', 'new/data/models'].map((path) => modeOf(path))).toEqual(['700', '700', '700']);
  });

  it('keeps what this process makes in it to its owner, though it was open to others before', () => {
    mkdirSync(join(parent, 'data'));
    chmodSync(join(parent, 'data'), 0o755);
    prepareDataFolder(join(parent, 'data'));
    writeFileSync(join(parent, 'data', 'file'), '');
    mkdirSync(join(parent, 'data', 'folder'));
    expect(['data/models', 'data/file', 'data/folder'].map((path) => modeOf(path))).toEqual(['700', '600', '700']);
  });

  it('says what to do about a place where it cannot be', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(() => prepareDataFolder(join(parent, 'file', 'data'))).toThrow(/ENOTDIR.*Check its permissions, or choose another/);
  });
});
