import type { EgressEntry, EgressOutcome } from '../../shared/privacy/egress.ts';
import type { Zone } from '../../shared/privacy/zones.ts';

/** The columns of an entry, its ending beside it. */
export const ENTRY_COLUMNS = `egress.*, ending.seq AS ending_seq, ending.at AS ending_at, ending.outcome, ending.reason,
  ending.bytes_out, ending.bytes_in, ending.sha256 AS ending_sha256, ending.hash AS ending_hash`;
export const ENTRY_TABLES = 'egress LEFT JOIN egress_endings AS ending ON ending.departure = egress.seq';

/** An entry of a row. Its fields are given back exactly as they were hashed. */
export function toEntry(row: Record<string, unknown>): EgressEntry {
  return {
    seq: Number(row.seq),
    at: Number(row.at),
    kind: String(row.kind),
    ...text('requestId', row.request_id),
    ...text('targetId', row.target_id),
    ...text('targetName', row.target_name),
    host: String(row.host),
    zone: String(row.zone) as Zone,
    ...text('permit', row.permit),
    masked: row.masked === 1,
    ...(text('loweredFrom', row.lowered_from) as { readonly loweredFrom?: Zone }),
    findings: json(row.findings),
    ...text('sha256', row.sha256),
    hash: String(row.hash),
    ...(row.ending_seq === null ? {} : { ending: endingOf(row) }),
  };
}

function endingOf(row: Record<string, unknown>): NonNullable<EgressEntry['ending']> {
  return {
    seq: Number(row.ending_seq),
    at: Number(row.ending_at),
    outcome: String(row.outcome) as EgressOutcome,
    ...text('reason', row.reason),
    ...number('bytesOut', row.bytes_out),
    ...number('bytesIn', row.bytes_in),
    ...text('sha256', row.ending_sha256),
    hash: String(row.ending_hash),
  };
}

const text = <Name extends string>(name: Name, value: unknown) =>
  (value === null ? {} : { [name]: String(value) }) as { readonly [Key in Name]?: string };
const number = <Name extends string>(name: Name, value: unknown) =>
  (value === null ? {} : { [name]: Number(value) }) as { readonly [Key in Name]?: number };

/** An object; a text that was tampered with into something else is one that no hash fits. */
function json(value: unknown): Record<string, number> {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, number>) : { unreadable: 1 };
  } catch {
    return { unreadable: 1 };
  }
}
