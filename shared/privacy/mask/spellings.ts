import type { MaskEntry } from './entry.ts';
import { foldedText } from './fold.ts';
import { partsOfName, stemsOfName } from './person-names.ts';

/** A text by which a value is known. `glued`: the parts of a name without what stood between them. */
export interface Spelling {
  readonly text: string;
  readonly form: 'whole' | 'glued' | 'part' | 'stem';
}

/** Everything by which a value is known, itself first. */
export function spellingsOf({ type, value }: Pick<MaskEntry, 'type' | 'value'>): readonly Spelling[] {
  const whole: Spelling = { text: value, form: 'whole' };
  if (type === 'person') return [whole, ...spellingsOfName(value)];
  if (type === 'email') return [whole, ...mailboxOf(value)];
  return type === 'iban' ? [whole, ...accountsOf(value)] : [whole];
}

/** Fewest letters of a spelling that is looked for inside words, and of a mailbox that is looked for without its domain. */
export const SHORTEST_LOOSE = 6;

function spellingsOfName(name: string): Spelling[] {
  const parts = partsOfName(name);
  const [first, last] = [parts[0] ?? '', parts.at(-1) ?? ''];
  const glued = parts.length < 2 ? [] : [...new Set([parts.join(''), first + last, last + first])];
  return [
    ...glued.filter((text) => text.length >= SHORTEST_LOOSE).map((text): Spelling => ({ text, form: 'glued' })),
    ...parts.map((text): Spelling => ({ text, form: 'part' })),
    ...stemsOfName(name).map((text): Spelling => ({ text, form: 'stem' })),
  ];
}

// Mailboxes that are an office's and not somebody's.
const ROLES = new Set(
  (
    'accounting accounts admissions administrator billing booking bookings buchhaltung bewerbung careers community compliance contact contacto ' +
    'contato contatti customer customers customerservice datenschutz developer developers editor enquiries events finance feedback general ' +
    'hostmaster inquiries invoice invoices investors kontakt kundenservice legal mailer-daemon management marketing members ' +
    'newsletter no-reply noreply notifications office orders partners payments postmaster privacy purchasing reception recruiting redaktion ' +
    'registration reservations returns sales security service services sekretariat shipping support supporters training vertrieb verwaltung ' +
    'webmaster website welcome donotreply do-not-reply helpdesk'
  ).split(' '),
);

/** What stands before an e-mail address's @, where that names somebody. */
function mailboxOf(address: string): Spelling[] {
  const name = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  const isName = name.length >= SHORTEST_LOOSE && !ROLES.has(name.toLowerCase()) && /\p{L}/u.test(name);
  return isName ? [{ text: name, form: 'part' }] : [];
}

/** How many characters at the end of an IBAN are the account's number (registry of ISO 13616). */
const ACCOUNT_LENGTHS: Readonly<Record<string, number>> = {
  ...{ de: 10, at: 11, ch: 12, li: 12, gb: 8, ie: 8, nl: 10, es: 12, it: 12, sm: 12, fr: 13, mc: 13, pl: 16, pt: 13, be: 12, lu: 13 },
  ...{ cz: 16, sk: 16, hu: 16, dk: 10, se: 17, no: 11, fi: 14, ro: 16, bg: 10, hr: 10, si: 10, ee: 14, lv: 13, lt: 11, gr: 16, cy: 16 },
};

/** The bank's and the account's number in an IBAN, and the latter alone, also without its leading zeros. */
function accountsOf(iban: string): Spelling[] {
  const folded = foldedText(iban, 'digits');
  const account = folded.slice(-(ACCOUNT_LENGTHS[folded.slice(0, 2)] ?? folded.length));
  return [...new Set([folded.slice(4), account, account.replace(/^0+/, '')])]
    .filter((text) => text.length >= SHORTEST_LOOSE && text.length < folded.length)
    .map((text) => ({ text, form: 'part' }));
}
