import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** One stage a folder: the first holds a socket, and a second one hands its arguments over, as Electron's do. */
export function createInstanceLock(folder: () => string, heard: (argv: string[], workingFolder: string) => void) {
  let server: Server | undefined;
  let handedOver: Promise<void> = Promise.resolve();
  const socket = () => join(folder(), 'stage.sock');
  const holder = () => join(folder(), 'stage.pid');

  function isHeld(): boolean {
    try {
      process.kill(Number(readFileSync(holder(), 'utf8')), 0);
      return true;
    } catch {
      return false;
    }
  }

  return {
    take(): boolean {
      if (isHeld()) {
        handedOver = new Promise((done) => {
          const line = connect(socket(), () => line.end(JSON.stringify({ argv: process.argv, cwd: process.cwd() })));
          line.once('close', () => done());
          line.once('error', () => done());
        });
        return false;
      }
      rmSync(socket(), { force: true });
      writeFileSync(holder(), String(process.pid));
      server = createServer(async (line) => {
        let text = '';
        for await (const piece of line) text += piece;
        const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string };
        heard(argv, cwd);
      });
      server.listen(socket());
      server.unref();
      return true;
    },
    /** Resolves once a second stage has said what it had to say. */
    handedOver: () => handedOver,
    release() {
      server?.close();
      if (server !== undefined) rmSync(holder(), { force: true });
    },
  };
}
