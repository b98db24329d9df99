import { createHash } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import { type Errand, isErrand } from './errand.ts';
import { REDIRECTS } from './errands.ts';
import type { Answer } from './exchange.ts';
import type { DoorOptions } from './options.ts';
import { objectionToPlace, reachOf } from './place.ts';
import { notStaying, type Refuse } from './refusal.ts';
import type { Transfers } from './transfers.ts';

/** What an errand hands over. */
export interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal;
}

/** How errands hand something over: POST to the very place they were made for, no redirects, each with a row and the hash of its body. */
export function createPosts({ stayOnDevice, record }: DoorOptions, transfers: Transfers, refuse: Refuse) {
  return async function post(errand: Errand, address: string, { headers, body, signal }: Posting): Promise<Answer> {
    if (!URL.canParse(address)) throw new LintelError('bad-request', say`This is not an address. Give one that begins with https://.`);
    const url = new URL(address);
    await transfers.ready();
    signal?.throwIfAborted();
    // From here to the first byte nothing waits, so nothing that was looked at can change in between.
    const { host, hostname } = url;
    const unknown: Departure = { kind: 'no errand', host, zone: 'cloud', masked: false, findings: {} };
    if (!isErrand(errand) || errand.place === undefined)
      return refuse({ event: 'no errand', said: say`Nobody asked Lintel to send this to ${host}.` }, unknown);
    const { place } = errand;
    const departure: Departure = { ...unknown, kind: errand.purpose, zone: place.zone };
    const objection = objectionToPlace(place, url) ?? (stayOnDevice() && place.zone !== 'device' ? notStaying(host) : undefined);
    if (objection !== undefined) return refuse(objection, departure);
    const bytes = Buffer.from(body);
    const row = record.opened({ ...departure, sha256: createHash('sha256').update(bytes).digest('hex') }, bytes);
    const asked = { method: 'POST' as const, headers: { 'accept-encoding': 'identity', ...headers }, body: bytes };
    const way = { reach: reachOf(place.zone, hostname), zone: place.zone, key: 'errand' };
    const answer = await transfers.begin(way, url, asked, signal, row.ended);
    if (!REDIRECTS.has(answer.status)) return answer;
    answer.close();
    throw new LintelError(
      'forbidden',
      say`${host} wants it sent elsewhere (${answer.status}), which Lintel does not do. Correct its address.`,
    );
  };
}
