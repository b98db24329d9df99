import { fileURLToPath } from 'node:url';
import { createProviderOutside } from '../../electron/api/provider-outside.ts';
import type { ProviderCallOptions } from '../../electron/api/providers.ts';
import type { Door } from '../../electron/egress/door.ts';
import { openKindCatalog } from '../../electron/engines/remote/catalog.ts';
import { DIALECTS, type Dialects } from '../../electron/engines/remote/dialects.ts';
import { createRemoteFleet, type RemoteFleet } from '../../electron/engines/remote/fleet.ts';
import { createLoadWatch, type LoadWatch } from '../../electron/engines/remote/load-watch.ts';
import type { Database } from '../../electron/ledger/database.ts';
import { createProviderStore } from '../../electron/ledger/providers.ts';
import { createClock } from '../../electron/platform/clock.ts';
import { openProviderKeys, type ProviderKeys } from '../../electron/platform/provider-keys.ts';
import { asOf } from '../../shared/routing/target.ts';
import { doorForTests } from './door.ts';

/** The kinds that come with Lintel. */
const CATALOG = openKindCatalog(fileURLToPath(new URL('../../resources/providers.json', import.meta.url)));

export const KINDS = await CATALOG.all();

const NO_KEYS = await openProviderKeys(fileURLToPath(new URL('./no-such-folder', import.meta.url)), Date.now, {});

export const kindOf = CATALOG.find;

interface Parts {
  readonly door?: Pick<Door, 'get' | 'send'>;
  readonly keys?: ProviderKeys;
  readonly dialects?: Dialects;
  readonly environment?: Readonly<Record<string, string>>;
  readonly neighbours?: ProviderCallOptions['neighbours'];
}

/** Real providers over a real database, as the window's API takes them, with their fleet. */
export function providersIn(
  database: Database,
  { door = doorForTests(), keys = NO_KEYS, dialects = DIALECTS, environment = {}, neighbours = async () => [] }: Parts = {},
): { readonly providers: ProviderCallOptions; readonly fleet: RemoteFleet; readonly loads: LoadWatch } {
  const clock = createClock();
  const store = createProviderStore(database, clock.now);
  const outside = createProviderOutside(door);
  const loads = createLoadWatch({ outside, keyOf: (provider) => keys.of(provider)[0], kindOf, elapsed: clock.elapsed });
  const speed = () => undefined;
  const today = () => '2026-11-21';
  const fleet = createRemoteFleet({
    providers: store,
    keysOf: keys.of,
    kindOf,
    dialects,
    door,
    clock,
    loads,
    today: (target) => asOf(target, today(), 365),
    speed,
  });
  return {
    fleet,
    loads,
    providers: { store, keys, kinds: CATALOG, fleet, outside, neighbours, today, now: clock.now, elapsed: clock.elapsed, environment },
  };
}
