import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolderFrom } from '../../electron/platform/paths.ts';

describe('dataFolderFrom', () => {
  it.each([
    ['the flag before all', '/flag', { LINTEL_DATA_DIR: '/variable', HOME: '/home/me' }, 'linux', '/flag'],
    ['a flag relative to here', 'here', {}, 'linux', resolve('here')],
    ['the variable', undefined, { LINTEL_DATA_DIR: '/variable', HOME: '/home/me' }, 'darwin', '/variable'],
    ['the place on Linux', undefined, { HOME: '/home/me' }, 'linux', '/home/me/.local/share/lintel'],
    ['the place that XDG names', undefined, { HOME: '/home/me', XDG_DATA_HOME: '/data' }, 'linux', '/data/lintel'],
    ['the place on macOS', undefined, { HOME: '/Users/me' }, 'darwin', '/Users/me/Library/Application Support/Lintel'],
    ['an empty variable as none', undefined, { LINTEL_DATA_DIR: '', HOME: '/home/me' }, 'linux', '/home/me/.local/share/lintel'],
  ] as const)('takes %s', (_name, flag, environment, platform, folder) => {
    expect(dataFolderFrom(flag, environment, platform)).toBe(folder);
  });
});
