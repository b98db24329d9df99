import type { DatabaseSync } from 'node:sqlite';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Departure, EgressHead, Ending } from '../../shared/privacy/egress.ts';
import { FIRST, hashOf, type Unlinked } from './egress-chain.ts';

/** Writes the links of the egress log's chain. All of it is to be called in a transaction, so that no two take the same place. */
export interface EgressLinks {
  /** The place of the departure in the chain. */
  depart(departure: Departure, at: number): number;
  /** @param departure its place in the chain */
  end(departure: number, ending: Ending, at: number): void;
}

export function createEgressLinks(handle: DatabaseSync): EgressLinks {
  const selectHead = handle.prepare('SELECT count, hash FROM egress_head WHERE id = 1');
  const updateHead = handle.prepare('UPDATE egress_head SET count = ?, hash = ? WHERE id = 1 AND count = ? AND hash = ?');
  const insertDeparture = handle.prepare(
    `INSERT INTO egress (seq, at, kind, request_id, target_id, target_name, host, zone, permit, masked, lowered_from, findings, sha256, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertEnding = handle.prepare(
    'INSERT INTO egress_endings (seq, departure, at, outcome, reason, bytes_out, bytes_in, sha256, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  /** What the head most likely is: read anew where it is not, as after a transaction that was taken back. */
  let known = FIRST;

  function headOnDisk(): EgressHead {
    const row = selectHead.get();
    if (row === undefined)
      throw new LintelError(
        'storage-failed',
        say`The log of what leaves was damaged: its head is gone. Nothing leaves until it is repaired.`,
      );
    return { count: Number(row.count), hash: String(row.hash) };
  }

  /** Follows `previous`, where that is the head. */
  function follow(link: Unlinked, previous: EgressHead): boolean {
    const next = { count: previous.count + 1, hash: hashOf(link, previous) };
    if (updateHead.run(next.count, next.hash, previous.count, previous.hash).changes === 0) return false;
    known = next;
    return true;
  }

  /** The place of the next link. */
  function append(link: Unlinked): EgressHead {
    if (!follow(link, known)) follow(link, headOnDisk());
    return known;
  }

  return {
    depart(departure, at) {
      const { count: seq, hash } = append({ type: 'departure', at, ...departure });
      const { kind, requestId, targetId, targetName, host, zone, permit, masked, loweredFrom, findings, sha256 } = departure;
      insertDeparture.run(
        seq,
        at,
        kind,
        requestId ?? null,
        targetId ?? null,
        targetName ?? null,
        host,
        zone,
        permit ?? null,
        masked ? 1 : 0,
        loweredFrom ?? null,
        JSON.stringify(findings),
        sha256 ?? null,
        hash,
      );
      return seq;
    },
    end(departure, ending, at) {
      const { count: seq, hash } = append({ type: 'ending', at, departure, ...ending });
      const { outcome, reason, bytesOut, bytesIn, sha256 } = ending;
      insertEnding.run(seq, departure, at, outcome, reason ?? null, bytesOut ?? null, bytesIn ?? null, sha256 ?? null, hash);
    },
  };
}
