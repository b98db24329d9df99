import type { Door } from '../egress/door.ts';
import { type Errand, errandToPlace } from '../egress/errand.ts';
import type { Outside } from '../engines/remote/outside.ts';

/** Errands remembered, so that all looks at one place are one row of the egress log while they go on. */
const MOST_ERRANDS = 64;

/** The way out to look at providers and servers. */
export function createProviderOutside(door: Pick<Door, 'get'>): Outside {
  const errands = new Map<string, Errand>();
  const errandFor = (...[purpose, place, , { headers }]: Parameters<Outside['look']>) => {
    const id = JSON.stringify([purpose, place, headers]);
    const errand = errands.get(id) ?? errandToPlace(purpose, place, headers);
    errands.delete(id);
    errands.set(id, errand);
    const [oldest] = errands.keys();
    if (errands.size > MOST_ERRANDS && oldest !== undefined) errands.delete(oldest);
    return errand;
  };
  return {
    look: (purpose, place, url, options) => door.get(errandFor(purpose, place, url, options), url, { signal: options.signal }),
  };
}
