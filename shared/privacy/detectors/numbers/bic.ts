import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { Columns } from './columns.ts';
import { Context, isNothingElse } from './context.ts';
import { words } from './format.ts';
import { BBAN } from './iban-countries.ts';

// A bank, a country, a place, a branch (ISO 9362). Never a word's part.
const CODE = /(?<![A-Za-z0-9])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g;
// Countries of banks without IBANs; the others are in the table of IBANs.
const OTHERS = new Set(
  (
    'AF AG AI AM AO AR AS AU AW BB BD BM BN BO BS BT BW BZ CA CD CK CL CN CO CU CW DM EC ER ET FJ FM GD GG GH GM GN GU GY HK ID IM IN ' +
    'JE JM JP KE KG KH KI KN KP KR KY LA LK LR LS MH MM MO MP MS MV MW MX MY NA NG NP NR NZ PA PE PG PH PR PW PY RW SB SG SH SL SR SS SX SY ' +
    'SZ TC TH TJ TM TO TT TV TW TZ UG US UY UZ VC VE VN VU WS ZA ZM ZW'
  ).split(' '),
);
const NAMES = words('bic', 'swift', '(?:swift|bic)[ /-]?(?:bic|code)', 'iban', 'bank identifier(?: code)?', '(?:haus)?bankverbindung');
const COLUMN = words('bic', 'swift', '(?:swift|bic)[ /-]?(?:bic|code)', 'bank identifier(?: code)?');
const BANK = words('bank', 'banque', 'banco', 'banca', 'wire', 'sepa', 'transfer');
// Its name and at most a verb right before it, or the end of an account's number.
const CALLED = /(?:(?:bic|swift|code|identifier)(?: (?:is|ist|lautet|to|est|es))?[^\p{L}\d]{1,6}|\d[^\p{L}\d]{1,8})$/iu;
// Its name right after it: “DEUTDEFF (BIC)”, “… is our BIC”. A comma parts the words of a list.
const BEHIND =
  /^[^\p{L}\d\n,;|\t]{1,3}(?:(?:as|is|ist|est|es|è|é|to|jest|der|die|de|the|our|my|unser|notre|nuestro|le|il|el|o|kod|code|código|codice) ){0,3}(?:bic|swift)(?!\p{L})/iu;
// Its name in the same sentence, with the bank's branch or country after it, then a verb or a mark right before it.
const SAID =
  /(?<!\p{L})(?:bic|swift)(?!\p{L})[^.!?\n\d]{0,48}(?:[:=]|(?<!\p{L})(?:is|was|ist|war|lautet|to|jest|byl|byla|est|était|es|era|è|é|blijft))[^\p{L}\d]{1,6}$/iu;

/** True when it is said to be one at once: capitals alone are as often words. */
const isCalled = (text: string, start: number, end: number) =>
  CALLED.test(text.slice(Math.max(0, start - 24), start)) ||
  SAID.test(text.slice(Math.max(0, start - 72), start)) ||
  BEHIND.test(text.slice(end, end + 32));

/** How sure a code is; the mark of a head office speaks for itself. */
function confidence(columns: Columns, text: string, start: number, end: number, code: string): number {
  const isWord = !/\d/.test(code) && !(code.length === 11 && code.endsWith('XXX'));
  const context = new Context(text, start, end, columns.at(start, end));
  if (context.isHeaded(COLUMN)) return 0.9;
  if (context.isNamed(NAMES) && (!isWord || isCalled(text, start, end))) return 0.9;
  if (isWord) return 0;
  if (context.isNamed(BANK)) return 0.9;
  if (code.endsWith('XXX')) return 0.8;
  return isNothingElse(text, start, end) ? 0.7 : 0;
}

export const bic: Detector = {
  name: 'bic',
  find(text) {
    const columns = new Columns(text);
    const found: Finding[] = [];
    for (let match = firstMatch(CODE, text); match !== null; match = CODE.exec(text)) {
      const { index: start, 0: code, 1: country = '' } = match;
      if (!BBAN.has(country) && !OTHERS.has(country)) continue;
      const end = start + code.length;
      const sure = confidence(columns, text, start, end, code);
      if (sure > 0) found.push({ type: 'bic', start, end, confidence: sure, validator: 'iso-9362' });
    }
    return found;
  },
};
