import type { Detector, Finding, FindingType } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';

// A number of at least six characters, read from its first digit; the letters before it are read backwards.
const NUMBER = /(?<=(?<![\p{L}\p{N}_])([A-Z]{0,5}[-–]? ?))\d(?:[A-Z\d]|[-/ ](?=\d)){4,20}(?![\p{L}\p{N}_])/giu;

// One of capitals and digits in any order, as German passports and British licences have.
const CODE = /(?<![A-Za-z\d_])(?=[A-Z]{0,9}\d)[A-Z][A-Z\d]{7,17}(?![A-Za-z\d_])/g;

// Eight digits alone are anything: what they are, the words beside them say.
const KINDS: readonly (readonly [type: FindingType, words: RegExp, longest: number])[] = [
  [
    'driving-licence',
    /driv(?:er|ing|er['’]s|ers)[ _]?licen[cs]e|driv(?:er|ing)licen[cs]e|\bDLN?(?: ?#|:| no| number)|f(?:ü|ue)hrerschein|permis de conduire|(?:carn[ée]t?|licencia|permiso) de (?:conducir|manejo)|patente (?:di guida|n)|praw[oa] jazdy|prawem jazdy|carta de condução|carteira de motorista|\bCNH\b|rijbewijs|körkort|førerkort|kørekort|运转免许|運転免許|驾驶证|驾照|licence no\.? of driver/giu,
    20,
  ],
  [
    'passport',
    /passports?(?!\p{L})|reisepass|(?<!\p{L})pass[- ]?(?:nr|nummer)|passeport|pasaporte|passaporto|paszport\p{L}{0,2}|passaporte|paspoort|护照|護照|パスポート|旅券|\bpassnr/giu,
    12,
  ],
];

/** What another sentence or line says, unless it ends by asking for the number. */
const EARLIER = /^.*(?:[!;]|[.?] (?=\p{Lu})|[^:#\s][ \t]*\n)/su;
/** What says after a number what it was: “is my passport”, “(passport)”. */
const AFTER = /^["']?(?:,? ?\(| is\b| was\b| es\b| ist\b| est\b| è\b| é\b| jest\b|[,:]? ?(?=\p{L}{0,4}pass| driv))[^.!?;,\n\d]*/u;

const isNumber = (raw: string): boolean => {
  const digits = raw.replace(/\D/g, '').length;
  const characters = raw.replace(/[^\p{L}\d]/gu, '').length;
  return (
    (digits >= 5 || /^[A-Z\d]{8,18}$/.test(raw)) &&
    characters >= 6 &&
    !/^(?:19|20)\d\d-?\d\d-?\d\d$|^\d{1,2}[ -]\d{1,2}[ -]\d{4}$/.test(raw)
  );
};

/** All that may be the number of a document, by position. */
function candidatesIn(text: string): RegExpExecArray[] {
  const candidates: RegExpExecArray[] = [];
  for (const shape of [NUMBER, CODE]) {
    for (let match = firstMatch(shape, text); match !== null; match = shape.exec(text)) candidates.push(match);
  }
  return candidates.sort((a, b) => a.index - b.index);
}

/** Which document the words right before or right after a number speak of: the nearest of them. */
function kindOf(before: string, after: string): (typeof KINDS)[number] | undefined {
  let nearest: (typeof KINDS)[number] | undefined;
  let at = -1;
  for (const kind of KINDS) {
    for (let match = firstMatch(kind[1], before); match !== null; match = kind[1].exec(before)) {
      if (match.index > at) [nearest, at] = [kind, match.index];
    }
  }
  return nearest ?? KINDS.find(([, words]) => after.search(words) !== -1);
}

/** Whose number it is, said a line or a sentence earlier: “my driving licence\n(licence number …”. */
const NUMBER_OF_LICENCE = /licen[cs]e (?:number|no\.?)/iu;
const DRIVING = /driv(?:ing|er)/iu;

/** Numbers of passports and driving licences. */
export const identityDocument: Detector = {
  name: 'identity-document',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    for (const match of candidatesIn(text)) {
      if (match.index < past) continue;
      // A single word of letters may stand before the digits and be no part of the number, as in “no 1234567”.
      const letters = match[1] ?? '';
      const start = match.index - (/^\p{Lu}{1,5}[-–]? ?$|^\p{L}{1,5}$/u.test(letters) ? letters.length : 0);
      const end = match.index + match[0].length;
      const raw = text.slice(start, end);
      const from = Math.max(past, start - 64);
      past = end;
      if (!isNumber(raw)) continue;
      const near = text.slice(from, start);
      const before = near.replace(EARLIER, '');
      const isLicence = NUMBER_OF_LICENCE.test(before) && DRIVING.test(near);
      const kind = isLicence ? KINDS[0] : kindOf(before, AFTER.exec(text.slice(end, end + 44))?.[0] ?? '');
      if (kind === undefined || raw.replace(/[ -]/g, '').length > kind[2]) continue;
      found.push({ type: kind[0], start, end, confidence: 0.85, validator: `${kind[0]}-context` });
    }
    return found;
  },
};
