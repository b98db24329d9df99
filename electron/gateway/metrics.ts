import type { IncomingMessage, ServerResponse } from 'node:http';
import { LintelError } from '../../shared/chat/error.ts';
import { isNamedBy } from '../../shared/routing/rules/glob.ts';
import { bearerOf } from './bearer.ts';
import type { GatewayOptions } from './options.ts';

/** Everything that is measured, as text. @param mayName whether the reader may know of a target */
export type MetricsText = (mayName?: (targetId: string) => boolean) => { readonly type: string; readonly text: string };

/**
 * `GET /metrics`, for the window, for programs with the instance token, and for any app's key. It holds no word of
 * anybody's, but names the targets and tells what was spent, so a key for some models sees the series of those alone.
 */
export function serveMetrics(request: IncomingMessage, response: ServerResponse, { session, findApp, metrics }: GatewayOptions): void {
  if (metrics === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
    throw new LintelError('not-found', `There is no ${request.method} /metrics here.`);
  const isOwner = session.allows(request);
  const app = isOwner ? undefined : findApp(bearerOf(request) ?? '');
  if (!isOwner && app === undefined)
    throw new LintelError(
      'unauthorised',
      'Metrics need a key. Make one with: lintel keys create NAME, and send it as “Authorization: Bearer KEY”.',
    );
  const allowed = app?.allowed;
  const { type, text } = metrics(allowed === undefined ? undefined : (targetId) => isNamedBy(allowed, targetId));
  const bytes = Buffer.from(text);
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
