import { readFile } from 'node:fs/promises';
import { basename, extname, join, normalize, sep } from 'node:path';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

/** How a file system says that there is no such file, whatever was asked. */
const NOT_THERE = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** The window runs no script and no style but its own files, and speaks to its own Lintel alone. Its one frame is the page below. */
const WINDOW_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page that draws what models wrote speaks to nobody. Diagrams bring styles of their own, which nothing outside of it sees. */
const DIAGRAM_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const DIAGRAM_PAGE = 'diagram.html';

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // A browser would look up the hosts of links in an answer that nobody has clicked.
  'x-dns-prefetch-control': 'off',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Serves the window's built files; `/` is the window itself. */
export function createAssets(folder: string): (path: string) => Promise<Response> {
  return async (path) => {
    const name = path === '/' ? 'index.html' : decode(path);
    const file = join(folder, name ?? '');
    if (name === undefined || !file.startsWith(folder + sep)) throw new LintelError('not-found', say`There is no ${path} here.`);
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (!NOT_THERE.has(error.code ?? '')) throw error;
      throw new LintelError('not-found', say`There is no ${path} here.`, { cause: error });
    });
    const isHashed = name.startsWith(`${sep}assets${sep}`);
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...SECURITY_HEADERS,
        'content-security-policy': basename(name) === DIAGRAM_PAGE ? DIAGRAM_POLICY : WINDOW_POLICY,
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}

/** The file name in a path, or nothing for a broken escape. */
function decode(path: string): string | undefined {
  try {
    return normalize(decodeURIComponent(path));
  } catch {
    return undefined;
  }
}
