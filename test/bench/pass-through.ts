// The least a proxy can be: undici's dispatcher and nothing looked at. The floor that the port is measured against.
// Argument: the address of the cloud. Sends its own to the parent.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { tellUse } from './process-use.ts';

const pool = new Pool(process.argv[2] ?? '', { connections: 256, pipelining: 1 });
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer secret' };
    let stop = () => {};
    response.once('close', () => stop());
    pool.dispatch(
      { path: request.url ?? '/', method: 'POST', headers, body: Buffer.concat(chunks) },
      {
        onRequestStart(controller) {
          stop = () => response.writableFinished || controller.abort(new Error('left'));
        },
        onResponseStart(_controller, status, head) {
          response.writeHead(status, { 'content-type': String(head['content-type']) });
        },
        onResponseData(_controller, chunk) {
          response.write(chunk);
        },
        onResponseEnd() {
          response.end();
        },
        onResponseError() {
          response.destroy();
        },
      },
    );
  });
});
server.listen(0, '127.0.0.1', () => tellUse(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
