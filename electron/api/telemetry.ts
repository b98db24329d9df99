import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Secret } from '../platform/secrets.ts';
import { readHeaders } from '../telemetry/otlp/headers.ts';
import type { Handlers } from './handlers.ts';

/** The handlers of the calls about the collector's headers, which may hold a key. They go in and never out. */
export function createTelemetryCalls(
  headers: Secret,
): Pick<Handlers, 'telemetryHeaders' | 'setTelemetryHeaders' | 'removeTelemetryHeaders'> {
  const hasHeaders = () => ({ hasHeaders: headers.read() !== undefined });
  return {
    telemetryHeaders: hasHeaders,
    setTelemetryHeaders: async ({ body }) => {
      if (readHeaders(body.headers) === undefined)
        throw new LintelError('bad-request', say`These are no headers. Write them as name=value,other=value, with %20 for a space.`, {
          field: 'headers',
        });
      await headers.write(body.headers);
      return hasHeaders();
    },
    removeTelemetryHeaders: async () => {
      await headers.remove();
      return hasHeaders();
    },
  };
}
