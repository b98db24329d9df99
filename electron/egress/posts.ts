import { createHash } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { isLoopbackName, isNearName } from './address.ts';
import { type Errand, isErrand } from './errand.ts';
import { REDIRECTS } from './errands.ts';
import type { Answer } from './exchange.ts';
import type { DoorOptions } from './options.ts';
import { type Objection, REACH } from './place.ts';
import { notStaying, type Refuse } from './refusal.ts';
import type { Transfers } from './transfers.ts';

/** What an errand hands over. */
export interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal;
}

/** How far an address is by its spelling. What it resolves to is still looked at. */
const zoneOf = ({ hostname }: URL): Zone => (isLoopbackName(hostname) ? 'device' : isNearName(hostname) ? 'lan' : 'cloud');

/** How errands hand something over: POST to the very host they were made for, no redirects, each with a row and the hash of its body. */
export function createPosts({ stayOnDevice, record }: DoorOptions, transfers: Transfers, refuse: Refuse) {
  function objectionTo(errand: Errand, url: URL, zone: Zone): Objection | undefined {
    if (!isErrand(errand)) return { event: 'no errand', sentence: 'Nobody asked Lintel to send this.' };
    if (!errand.hosts.includes(url.host)) return { event: 'host not in errand', sentence: `Lintel was not sent to ${url.host}.` };
    if (url.username !== '' || url.password !== '')
      return { event: 'address with a password', sentence: 'An address must not hold a name or password.' };
    if (url.protocol !== 'https:' && (zone === 'cloud' || url.protocol !== 'http:'))
      return { event: 'plain connection', sentence: `${url.host} is to be reached over https only. Correct its address in the settings.` };
    return stayOnDevice() && zone !== 'device' ? notStaying(url.host) : undefined;
  }

  return async function post(errand: Errand, address: string, { headers, body, signal }: Posting): Promise<Answer> {
    if (!URL.canParse(address)) throw new LintelError('bad-request', 'This is not an address. Give one that begins with https://.');
    const url = new URL(address);
    await transfers.ready();
    signal?.throwIfAborted();
    const zone = zoneOf(url);
    const kind = isErrand(errand) ? errand.purpose : 'no errand';
    const departure: Departure = { kind, host: url.host, zone, masked: false, findings: {} };
    const objection = objectionTo(errand, url, zone);
    if (objection !== undefined) refuse(objection, departure);
    const bytes = Buffer.from(body);
    const row = record.opened({ ...departure, sha256: createHash('sha256').update(bytes).digest('hex') }, bytes);
    const asked = { method: 'POST' as const, headers: { 'accept-encoding': 'identity', ...headers }, body: bytes };
    const answer = await transfers.begin(REACH[zone], 'errand', url, asked, signal, row.ended);
    if (!REDIRECTS.has(answer.status)) return answer;
    answer.close();
    throw new LintelError('forbidden', `${url.host} wants it sent elsewhere (${answer.status}), which Lintel does not do. Correct its address.`);
  };
}
