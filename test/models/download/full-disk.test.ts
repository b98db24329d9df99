import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { startHub } from './hub-server.ts';

/** A file system of a few kilobytes that only the process itself sees; it takes the right to mount one. */
const mayMount = spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' }).status === 0;

test.skipIf(!mayMount)('a disk that fills up under a download ends it with a sentence', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'lintel-disk-'));
  const hub = await startHub(new Map([['river-Q4_0.gguf', { bytes: makeModel(PRESETS.starter), etag: '"one"' }]]));
  const child = fileURLToPath(new URL('./child.ts', import.meta.url));
  try {
    // The look at the free room is told that there is plenty: the write itself is what fails.
    const command = `mount -t tmpfs -o size=300k tmpfs ${disk} && ${process.execPath} ${child} ${disk} ${hub.url} hf:river/models; ls ${disk}`;
    const output = await new Promise<string>((resolve) => execFile('unshare', ['-m', 'sh', '-c', command], (_, stdout) => resolve(stdout)));
    expect(output).toContain('"state":"failed"');
    expect(output).toContain('has too little room. Free some space, then resume.');
    expect(output).not.toContain('\nriver');
  } finally {
    await hub.close();
    rmdirSync(disk);
  }
});
