import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** How the server misbehaves for one file. */
export interface Manners {
  readonly ranges?: boolean;
  /** Cuts the connection after this many bytes of a body; asked anew for each answer. */
  cutAfter?(): number | undefined;
  /** Answers these before any file, one each. */
  readonly refusals?: { status: number; retryAfter?: string }[];
  readonly html?: boolean;
  readonly gzip?: boolean;
  readonly redirectTo?: string;
  /** Announces more or fewer bytes than there are. */
  readonly lengthOff?: number;
  /** Milliseconds between pieces of 16 KiB. */
  readonly slowMs?: number;
  /** What the hub's listing says instead of the truth. */
  readonly claimed?: { sha256?: string; bytes?: number };
}

export interface ServedFile extends Manners {
  bytes: Uint8Array;
  etag: string;
}

export interface Asked {
  readonly path: string;
  readonly range?: string;
  readonly authorization?: string;
  readonly status: number;
}

const COMMIT = 'c0ffee'.repeat(7).slice(0, 40);

/** A server on loopback that speaks the hub's API and serves ranges, with faults to order. */
export async function startHub(files: Map<string, ServedFile>, gated = false) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const note = (status: number) => {
      const { range, authorization } = request.headers;
      const path = request.url ?? '';
      asked.push({ path, status, ...(range === undefined ? {} : { range }), ...(authorization === undefined ? {} : { authorization }) });
    };
    const url = new URL(request.url ?? '', 'http://hub.invalid');
    const json = (status: number, value: unknown) => {
      note(status);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (gated && request.headers.authorization !== 'Bearer hf_good') return json(401, { error: 'Access is restricted' });
    if (url.pathname === '/api/models')
      return json(200, [{ _id: '1', id: 'river/models', downloads: 12, likes: 3, tags: [url.searchParams.get('search')], private: false }]);
    if (url.pathname.startsWith('/api/models/river/models/revision/'))
      return json(200, {
        id: 'river/models',
        sha: COMMIT,
        gated: false,
        siblings: [...files].map(([path, file]) => ({
          rfilename: path,
          size: file.claimed?.bytes ?? file.bytes.length,
          lfs: { sha256: file.claimed?.sha256 ?? sha256(file.bytes), size: file.claimed?.bytes ?? file.bytes.length, pointerSize: 134 },
        })),
      });
    const [, path] = /^\/river\/models\/resolve\/[^/]+\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const file = files.get(path ?? decodeURIComponent(url.pathname.slice(1)));
    if (file === undefined) return json(404, { error: 'Not found' });
    void serve(file, request, response, note);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function serve(file: ServedFile, request: IncomingMessage, response: ServerResponse, note: (status: number) => void): Promise<void> {
  const refusal = file.refusals?.shift();
  if (refusal !== undefined) {
    note(refusal.status);
    response.writeHead(refusal.status, refusal.retryAfter === undefined ? {} : { 'retry-after': refusal.retryAfter }).end('busy');
    return;
  }
  if (file.redirectTo !== undefined) {
    note(302);
    response.writeHead(302, { location: file.redirectTo }).end();
    return;
  }
  if (file.html) {
    note(200);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Please sign in</html>');
    return;
  }
  if (file.gzip) {
    note(200);
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(file.bytes));
    return;
  }
  const size = file.bytes.length;
  const wished = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const ifRange = request.headers['if-range'];
  const partial = wished !== null && file.ranges !== false && (ifRange === undefined || ifRange === file.etag);
  const start = partial ? Number(wished[1]) : 0;
  const end = partial ? Math.min(Number(wished[2]) + 1, size) : size;
  const status = partial ? 206 : 200;
  note(status);
  response.writeHead(status, {
    etag: file.etag,
    'content-type': 'application/octet-stream',
    'content-length': end - start + (file.lengthOff ?? 0),
    ...(partial ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
  });
  const cut = end - start > 1 ? file.cutAfter?.() : undefined;
  for (let at = start; at < end && !response.destroyed; at += 16_384) {
    const piece = file.bytes.subarray(at, Math.min(at + 16_384, end));
    if (cut !== undefined && at - start + piece.length > cut) {
      response.write(piece.subarray(0, Math.max(0, cut - (at - start))), () => response.destroy());
      return;
    }
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    if (file.slowMs !== undefined) await new Promise((resolve) => setTimeout(resolve, file.slowMs));
  }
  if ((file.lengthOff ?? 0) > 0) response.destroy();
  else response.end();
}
