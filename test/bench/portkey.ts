// Starts the gateway of a folder in which `@portkey-ai/gateway` is installed, on loopback: it would listen on every interface.
// Arguments: the folder. Sends its address to the parent.

import type { AddressInfo } from 'node:net';
import { Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tellUse } from './process-use.ts';

const [folder = ''] = process.argv.splice(2);
const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ..._asked: unknown[]) {
  this.once('listening', () => tellUse(`http://127.0.0.1:${(this.address() as AddressInfo).port}`));
  return Reflect.apply(listen, this, [0, '127.0.0.1']);
} as typeof listen;
process.argv.push('--headless');
console.log = () => undefined;
await import(pathToFileURL(join(folder, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js')).href);
