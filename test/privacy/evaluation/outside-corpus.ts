import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { FindingType } from '../../../shared/privacy/finding.ts';
import type { Case, Label, Span } from './case.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const ITEM = z.object({
  id: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  spans: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative(), z.string()])).optional(),
  kind: z.string().default('text'),
  scope: z.string().default('core'),
});

/** The names that corpora give to what we look for. All others may be found or not. */
const TYPES: Readonly<Record<string, FindingType>> = {
  BANK: 'bank-account',
  CREDIT_CARD: 'payment-card',
  CRYPTO: 'crypto-wallet',
  EMAIL_ADDRESS: 'email',
  IBAN_CODE: 'iban',
  IP_ADDRESS: 'ip-address',
  MAC_ADDRESS: 'mac-address',
  MEDICAL: 'health-id',
  NATIONAL_ID: 'national-id',
  PASSPORT: 'passport',
  PERSON: 'person',
  PHONE_NUMBER: 'phone',
  SECRET: 'secret',
  STREET_ADDRESS: 'street-address',
  US_DRIVER_LICENSE: 'driving-licence',
  US_SSN: 'national-id',
};

/** Pieces of one address may stand a line break and a quotation mark apart. */
const ADDRESS_GAP = 8;

/** Joins the pieces of an address and the places beside them; what has to be found is the longest piece up to its first line's or part's end. */
function joinAddresses(text: string, pieces: readonly (Span & { name: string })[]): Label[] {
  const labels: Label[] = [];
  const parts = pieces
    .filter(({ name }) => ['STREET_ADDRESS', 'GPE', 'LOCATION', 'ZIP_CODE'].includes(name))
    .sort((a, b) => a.start - b.start);
  for (let first = 0; first < parts.length; ) {
    let next = first + 1;
    while (next < parts.length && (parts[next]?.start ?? 0) - (parts[next - 1]?.end ?? 0) <= ADDRESS_GAP) next++;
    const run = parts.slice(first, next);
    const core = run.filter(({ name }) => name === 'STREET_ADDRESS').sort((a, b) => b.end - b.start - (a.end - a.start))[0];
    const street = core === undefined ? '' : (text.slice(core.start, core.end).split(/[,\n]/)[0] ?? '');
    const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
    if (core !== undefined)
      labels.push({ type: 'street-address', start, end, core: { start: core.start, end: core.start + street.length } });
    first = next;
  }
  return labels;
}

function caseOf({ id, text, labels, spans, kind, scope }: z.infer<typeof ITEM>): Case {
  const groups = { scope, kind };
  const known = labels.flatMap((name) => TYPES[name] ?? []);
  if (spans === undefined) {
    // Where only the name of something else is known, all of the text may be it.
    const neutral = known.length < labels.length ? [{ start: 0, end: text.length }] : [];
    return { id, text, labels: [], somewhere: [...new Set(known)], neutral, groups };
  }
  const pieces = spans.map(([start, end, name]) => ({ start, end, name }));
  const single = pieces.flatMap(({ start, end, name }): Label[] => {
    const type = TYPES[name];
    return type === undefined || type === 'street-address' ? [] : [{ type, start, end, core: { start, end } }];
  });
  const neutral = pieces.filter(({ name }) => TYPES[name] === undefined);
  return { id, text, labels: [...single, ...joinAddresses(text, pieces)], somewhere: [], neutral, groups };
}

/**
 * Reads labelled texts, one JSON object a line: `text`, `labels`, and where known `spans` as [start, end, name].
 * @throws with the line number where a line is none
 */
export async function readCorpus(path: string): Promise<Case[]> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1024 / 1024} MB.`);
  return (await readFile(path, 'utf8')).split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      throw new Error(`Line ${at + 1} of ${path} is no JSON.`);
    }
    const item = ITEM.safeParse(json);
    if (!item.success) throw new Error(`Line ${at + 1} of ${path}: ${item.error.issues[0]?.message ?? 'not a labelled text'}`);
    return [caseOf(item.data)];
  });
}
