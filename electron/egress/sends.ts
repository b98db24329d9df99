import { createHash, hash } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import type { FindingType } from '../../shared/privacy/finding.ts';
import { isPermit, type Permit } from '../../shared/routing/permit.ts';
import { REDIRECTS } from './errands.ts';
import type { Answer, End } from './exchange.ts';
import type { DoorOptions } from './options.ts';
import { type Objection, objectionToPlace, type Place, reachOf, urlOf } from './place.ts';
import type { EgressRecord } from './record.ts';
import { notStaying, type Refuse } from './refusal.ts';
import type { Asked, Transfers } from './transfers.ts';

/** What a permit lets out: one request to its target. */
export interface Sending {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/** A body made on the way is kept, where texts are kept, up to this many bytes. */
const MOST_KEPT_BYTES = 32 * 2 ** 20;

/** How prompts go out. */
export function createSends({ placeOf, stayOnDevice, record }: DoorOptions, transfers: Transfers, refuse: Refuse) {
  /** What speaks against the place that the permit leads to now: nowhere, elsewhere than when it was issued, or not there. */
  function objectionNow({ targetId, zone }: Permit, place: Place | undefined, url: URL): Objection | undefined {
    if (place === undefined) return { event: 'unknown target', said: say`There is no target ${targetId} to send to.` };
    if (place.zone !== zone)
      return { event: 'zone changed', said: say`${place.name} is not in the zone that this was decided for. Send it again.` };
    return objectionToPlace(place, url) ?? (stayOnDevice() && zone !== 'device' ? notStaying(url.host) : undefined);
  }

  return async function send(permit: Permit, sending: Sending): Promise<Answer> {
    const url = urlOf(sending.url);
    if (url === undefined) throw new LintelError('bad-request', say`The target’s address is none. Correct it in the settings.`);
    await transfers.ready();
    sending.signal?.throwIfAborted();
    const { host } = url;
    if (!isPermit(permit))
      return refuse(
        { event: 'no permit', said: say`Nobody permitted Lintel to send this to ${host}.` },
        { kind: 'prompt', host, zone: 'cloud', masked: false, findings: {} },
      );
    const { id, requestId, targetId, zone, masked, findings = [], loweredFrom } = permit;
    const claimed: Departure = {
      kind: 'prompt',
      requestId,
      targetId,
      host,
      zone,
      permit: id,
      masked,
      findings: countsOf(findings),
      ...(loweredFrom === undefined ? {} : { loweredFrom }),
    };
    const place = placeOf(targetId);
    const departure = place === undefined ? claimed : { ...claimed, targetName: place.name };
    const objection = objectionNow(permit, place, url);
    if (objection !== undefined) return refuse(objection, departure);
    if (Object.keys(sending.headers).some((name) => name.toLowerCase() === 'host'))
      return refuse({ event: 'host header', said: say`Another host than ${host} was named in the headers. Nothing was sent.` }, departure);

    // From the look at the place to the first byte nothing waits.
    const { ended, ...leaving } = recorded(record, departure, sending.body);
    const asked = { method: sending.method, headers: { 'accept-encoding': 'identity', ...sending.headers }, ...leaving };
    const answer = await transfers.begin({ reach: reachOf(zone, url.hostname), zone, key: zone }, url, asked, sending.signal, ended);
    if (!REDIRECTS.has(answer.status)) return answer;
    answer.close();
    throw new LintelError(
      'forbidden',
      say`${departure.targetName ?? host} wants the prompt sent elsewhere (${answer.status}), which Lintel does not do. If it has moved, correct its address in the settings.`,
    );
  };
}

function countsOf(findings: NonNullable<Permit['findings']>): Departure['findings'] {
  const counts: Partial<Record<FindingType, number>> = {};
  for (const { type, count } of findings) counts[type] = (counts[type] ?? 0) + count;
  return counts;
}

/** What leaves, and what to call at its end. */
interface Recorded extends Pick<Asked, 'body' | 'onPiece'> {
  ended(end: End): void;
}

/** Puts the row down, with the hash of the body; a body that is still being made is hashed as it goes. */
function recorded(record: EgressRecord, departure: Departure, asked: Sending['body']): Recorded {
  const body = typeof asked === 'string' ? Buffer.from(asked) : asked;
  if (body === undefined || body instanceof Uint8Array) {
    const whole = body ?? new Uint8Array();
    const row = record.opened({ ...departure, sha256: hash('sha256', whole, 'hex') }, whole);
    return { ...(body === undefined ? {} : { body }), ended: row.ended };
  }
  const row = record.opened(departure);
  const hashing = createHash('sha256');
  const kept: Uint8Array[] = [];
  let keptBytes = record.keepsText() ? 0 : Number.POSITIVE_INFINITY;
  return {
    body,
    onPiece(piece) {
      hashing.update(piece);
      keptBytes += piece.length;
      if (keptBytes <= MOST_KEPT_BYTES) kept.push(Uint8Array.from(piece));
    },
    ended(end) {
      row.ended({ ...end, sha256: hashing.digest('hex') }, keptBytes <= MOST_KEPT_BYTES ? Buffer.concat(kept) : undefined);
    },
  };
}
