import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { storedZip } from './zip.ts';

export const VERSION = '45.6.7';
export const EXECUTABLE = { linux: 'electron', win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
  process.platform as 'linux' | 'win32' | 'darwin'
];

/** A whole Electron download, but for Electron: `program` stands in for the executable. */
export function runtimeArchive(program: string, version = VERSION): Buffer {
  return storedZip([
    { name: 'version', content: version, mode: 0o644 },
    { name: EXECUTABLE, content: program, mode: 0o755 },
  ]);
}

/** Writes what npm installs of the `electron` package: version and checksums, no runtime. */
export function writeElectronPackage(folder: string, archive: Buffer): void {
  const name = `electron-v${VERSION}-${process.platform}-${process.arch}.zip`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: VERSION }));
  writeFileSync(join(folder, 'checksums.json'), JSON.stringify({ [name]: createHash('sha256').update(archive).digest('hex') }));
}

/** A download host on loopback, closed at the end of the block that declares it with `await using`. */
export async function startMirror(listener: RequestListener): Promise<AsyncDisposable & { url: string; host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
