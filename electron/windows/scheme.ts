import { protocol } from 'electron';
import type { Lintel } from '../wiring.ts';

const SCHEME = 'lintel-app';

/** Where the window starts, and the only origin it may ever show. */
export const WINDOW_URL = `${SCHEME}://window/`;

/** Call before `app` is ready: Chromium learns its schemes only once. No CORS: no other origin may fetch from it. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: false } },
  ]);
}

/** Answers the window's files and calls. Call once `app` is ready. */
export function serveScheme(lintel: Pick<Lintel, 'window'>): void {
  protocol.handle(SCHEME, (request) => answer(request, lintel));
}

/**
 * An abort in the window reaches this side only as a cancelled response body: Electron never aborts
 * `request.signal`. The body is passed through so that a cancel aborts the signal that Lintel was given.
 */
async function answer(request: Request, lintel: Pick<Lintel, 'window'>): Promise<Response> {
  const cancelled = new AbortController();
  const response = await lintel.window(new Request(request, { signal: AbortSignal.any([request.signal, cancelled.signal]) }));
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        cancelled.abort(reason);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
