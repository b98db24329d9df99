import type { CancelSignal } from '../../shared/chat/signal.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import type { Services } from './call.ts';
import type { Caller } from './caller.ts';
import { withFilesRead } from './enclosed.ts';
import { underKey } from './under-key.ts';

/** Sends what an app asked down the one path, under what its key says. No dialect goes there by another way. */
export async function ask<Wire, Reply>(
  caller: Caller,
  wire: Wire,
  dialect: Dialect<Wire, Reply>,
  { ports, readDocument }: Pick<Services, 'ports' | 'readDocument'>,
  signal: CancelSignal,
): Promise<Reply> {
  const request = await withFilesRead(underKey(dialect.normalise(wire), caller), { ports, readDocument, app: caller.app }, signal);
  const bound: Dialect<Wire, Reply> = {
    normalise: () => request,
    respond: (plan, events) => dialect.respond(plan, events),
  };
  return route(wire, bound, ports, signal);
}
