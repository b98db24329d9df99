import { zoneOfAddress } from '../egress/address.ts';
import type { Door } from '../egress/door.ts';
import { errandToPlace } from '../egress/errand.ts';
import type { Answer } from '../egress/exchange.ts';
import type { Secret } from '../platform/secrets.ts';
import type { SettingsStore } from '../platform/settings.ts';
import type { TelemetryOptions } from '../telemetry/telemetry.ts';

export interface ObserverParts {
  readonly settings: Pick<SettingsStore, 'get'>;
  /** Of the collector, by the environment; what the settings say counts before it. */
  readonly endpoint: string | undefined;
  readonly headers: Pick<Secret, 'read'>;
  stayOnDevice(): boolean;
  door(): Pick<Door, 'post'>;
}

const NAMES = { telemetry: 'The collector', alert: 'The webhook' } as const;
/** An answer is read so far that its connection can be used again. */
const MOST_READ_BYTES = 64 * 2 ** 10;

/** Where observations and alerts go, as the person set it, and the way there. */
export function createObservers(parts: ObserverParts): Pick<TelemetryOptions, 'otlp' | 'webhook' | 'isOpen' | 'post'> {
  const { settings, headers } = parts;
  return {
    otlp() {
      const { endpoint = parts.endpoint, traces = true, metrics = true } = settings.get().telemetry;
      const secret = headers.read();
      return endpoint === undefined ? undefined : { endpoint, traces, metrics, ...(secret === undefined ? {} : { headers: secret }) };
    },
    webhook: () => settings.get().alerts.webhook,
    isOpen: (address) => !parts.stayOnDevice() || zoneOfAddress(address) === 'device',
    async post(purpose, { url, headers: given, body }, signal) {
      const origin = URL.canParse(url) ? new URL(url).origin : '';
      const errand = errandToPlace(purpose, { name: NAMES[purpose], zone: zoneOfAddress(url), origins: [origin] });
      const answer = await parts.door().post(errand, url, { headers: given, body, signal });
      await drain(answer);
      const { 'retry-after': retryAfter } = answer.headers;
      return { status: answer.status, ...(retryAfter === undefined ? {} : { retryAfter }) };
    },
  };
}

async function drain({ body }: Answer): Promise<void> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_READ_BYTES) return;
  }
}
