import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { bareHost, isLoopbackName, isNearName, type Reach } from './address.ts';
import { type Errand, isErrand } from './errand.ts';
import type { Answer } from './exchange.ts';
import type { DoorOptions } from './options.ts';
import { isOwn, objectionTo } from './permission.ts';
import { reachOf } from './place.ts';
import { notStaying, type Refuse } from './refusal.ts';
import type { Transfers } from './transfers.ts';
import type { Visits } from './visits.ts';

const MAX_REDIRECTS = 5;
export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function reachFor(errand: Errand, { hostname }: URL, from: URL | undefined): Reach {
  if (errand.place !== undefined) return reachOf(errand.place.zone, hostname);
  if (errand.isStrangers === true) return 'public';
  if (isLoopbackName(hostname)) return 'loopback';
  return from === undefined || isOwn(errand, from) ? 'anywhere' : 'public';
}

/** How errands go out: GET, redirects followed by hand, credentials to their own host alone. */
export function createErrands({ stayOnDevice }: DoorOptions, transfers: Transfers, visits: Visits, refuse: Refuse) {
  function zoneOf(errand: Errand, url: URL): Zone {
    if (errand.place !== undefined) return errand.place.zone;
    if (isLoopbackName(url.hostname) && errand.isStrangers !== true) return 'device';
    return errand.mirrors.includes(url.host) && isNearName(url.hostname) ? 'lan' : 'cloud';
  }

  function check(errand: Errand, url: URL, from: URL | undefined): void {
    const departure: Departure = { kind: errand.purpose, host: url.host, zone: zoneOf(errand, url), masked: false, findings: {} };
    const objection = objectionTo(errand, url, from);
    if (objection !== undefined) refuse(objection, departure);
    if (stayOnDevice() && (errand.place === undefined ? zoneOf(errand, url) !== 'device' : errand.place.zone !== 'device'))
      refuse(notStaying(url.host), departure);
  }

  return async function get(
    errand: Errand,
    address: string,
    { headers = {}, signal }: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    if (!URL.canParse(address)) throw new LintelError('bad-request', say`This is not an address. Give one that begins with https://.`);
    let url = new URL(address);
    if (!isErrand(errand))
      refuse(
        { event: 'no errand', said: say`Nobody asked Lintel to fetch this.` },
        { kind: 'no errand', host: url.host, zone: 'cloud', masked: false, findings: {} },
      );
    if (!errand.hosts.includes(url.host))
      refuse(
        { event: 'host not in errand', said: say`Lintel was not sent to ${url.host}.` },
        { kind: errand.purpose, host: url.host, zone: zoneOf(errand, url), masked: false, findings: {} },
      );
    let from: URL | undefined;
    for (let redirects = 0; ; redirects++) {
      await transfers.ready();
      signal?.throwIfAborted();
      check(errand, url, from);
      const zone = zoneOf(errand, url);
      const token = errand.credential?.host === url.host ? errand.credential.headers : {};
      // What a redirect adds to a path may be a key to a file.
      const line = `GET ${url.origin}${url.pathname}${from === undefined ? url.search : ''}`;
      const ended = visits.begin(errand, url.host, zone, line);
      const asked = { method: 'GET', headers: { 'accept-encoding': 'identity', ...headers, ...token } };
      const answer = await transfers.begin({ reach: reachFor(errand, url, from), zone, key: 'errand' }, url, asked, signal, ended);
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || location === undefined || errand.place !== undefined) return answer;
      answer.close();
      if (redirects === MAX_REDIRECTS)
        throw new LintelError('forbidden', say`${bareHost(url.hostname)} redirects more than ${MAX_REDIRECTS} times. Check the address.`);
      if (!URL.canParse(location, url.href))
        throw new LintelError('forbidden', say`${url.host} redirects to something that is no address.`);
      from = url;
      url = new URL(location, url);
    }
  };
}
