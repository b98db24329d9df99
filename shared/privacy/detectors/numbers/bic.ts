import type { Detector, Finding } from '../../finding.ts';
import { Context, isNothingElse } from './context.ts';
import { words } from './format.ts';
import { BBAN } from './iban-countries.ts';

// A bank, a country, a place, a branch (ISO 9362). Never a word's part.
const CODE = /(?<![A-Za-z0-9])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?(?![A-Za-z0-9])/g;
// Countries of banks without IBANs; the others are in the table of IBANs.
const OTHERS = new Set(
  (
    'AF AG AI AM AO AR AS AU AW BB BD BM BN BO BS BT BW BZ CA CD CK CL CN CO CU CW DM EC ER ET FJ FM GD GG GH GM GN GU GY HK ID IM IN ' +
    'JE JM JP KE KG KH KI KN KP KR KY LA LK LR LS MH MM MO MP MS MV MW MX MY NA NG NP NR NZ PA PE PG PH PR PW PY RW SB SG SH SL SR SS SX SY ' +
    'SZ TC TH TJ TM TO TT TV TW TZ UG US UY UZ VC VE VN VU WS ZA ZM ZW'
  ).split(' '),
);
const NAMES = words('bic', 'swift', '(?:swift|bic)[ /-]?(?:bic|code)', 'iban', 'bank identifier(?: code)?', '(?:haus)?bankverbindung');
const BANK = words('bank', 'banque', 'banco', 'banca', 'wire', 'sepa', 'transfer');

export const bic: Detector = {
  name: 'bic',
  find(text) {
    const found: Finding[] = [];
    for (const { index: start, 0: code, 1: country = '', 2: branch } of text.matchAll(CODE)) {
      if (!BBAN.has(country) && !OTHERS.has(country)) continue;
      const end = start + code.length;
      // Capitals alone are as often words: only the mark of a head office speaks for itself.
      const alone = branch === 'XXX' ? 0.8 : isNothingElse(text, start, end) && /\d|XXX$/.test(code) ? 0.7 : 0;
      const context = new Context(text, start, end);
      const isNamed = context.isNamed(NAMES) || (/\d/.test(code) && context.isNamed(BANK));
      const confidence = isNamed ? 0.9 : alone;
      if (confidence > 0) found.push({ type: 'bic', start, end, confidence, validator: 'iso-9362' });
    }
    return found;
  },
};
