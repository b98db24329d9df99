import type { Finding } from '../../finding.ts';
import { isPlaceholder } from './placeholder.ts';
import type { WordSearch } from './word-search.ts';

const MOST_CODES = 32;

// The words for codes that let in whoever lost the second factor or the password, and for those that open an encrypted disk.
const WORDS =
  /(?:codes?|clés?) de (?:secours|récupération|sauvegarde)|(?:c[óo]digos?|claves?|chaves?) de (?:recupera[cç](?:i[óo]n|ão)|respaldo|seguridad|emerg[eê]ncia|backup)|(?:codic[ei]|chiav[ei]) di (?:recupero|backup|emergenza|ripristino)|(?:kody?|klucz[ea]?) (?:zapasow[ey]|odzyskiwania|awaryjn[ey])|(?:codes?|keys?|schlüssel|sleutels?)(?![\wà-ÿ])/iy;
/** What stands before `code` and `key`. */
const FOR_RECOVERY =
  /(?:recovery|back-?up|rescue|emergency|scratch|one[- ]time|2fa|restore|unlock|wiederherstellungs|notfall|ersatz|einmal|herstel|nood)[- _]?$/i;
const LEAD =
  /(?:\*{1,2}|["'`)])?(?:[ \t(][^\r\n:=\d]{0,48}?)?(?:[:=：]|[ \t](?:are|is|sind|ist|lauten|lautet|sont|est|son|es|sono|è|są|to|são|é|zijn)(?=\s)|[ \t]{0,4}\r?\n)\*{0,2}|(?=[ \t]{1,2}[A-Za-z\d-]*\d)/iy;
// `a1b2c-d3e4f`, `1234 5678`, `ABCD-EFGH-…` and `a1b2c3d4`; numbered or not, in quotes or not.
const CODE =
  /[\s,;|/&[(]{0,12}(?:(?:and|und|et|y|e|i|en|[-*•]|\d{1,2}[.)])\s{1,4})?["'`]{0,2}([A-Za-z\d]{4,8}(?:-[A-Za-z\d]{4,8}){1,11}|\d{4,6}(?: \d{4,6}){1,7}|[a-z\d]{4}(?: [a-z\d]{4}){1,11}|[A-Za-z\d]{6,64})(?![\w-])["'`]{0,2}/y;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether digits stand in it as in codes, and not as in dates, words with a number, or the identity of a key. */
function isCode(code: string): boolean {
  const parts = code.split(/[- ]/);
  if (!/\d/.test(code) || UUID.test(code) || isPlaceholder(code) || /^(?:19|20)\d\d(?:\d{4}|[- ]\d{4})?$/.test(code)) return false;
  if (/^[\d -]+$/.test(code)) return code.length >= 6;
  // `a1b2 c3d4`: in words with blanks between them most have a digit.
  if (code.includes(' ')) return parts.filter((part) => /\d/.test(part)).length > parts.length / 2;
  return !/^[a-z]+-?(?:\d{1,2}|(?:19|20)\d\d)$/i.test(code) && !/^\d{1,4}-?[a-z]{1,3}$/i.test(code);
}

/** Codes for getting in again, as services print them and people list them. */
export const recoveryCodes: WordSearch = {
  starts: ['cod', 'key', 'sch', 'sle', 'clé', 'cód', 'cla', 'cha', 'chi', 'kod', 'klu'],
  find(text, at) {
    WORDS.lastIndex = at;
    const word = WORDS.exec(text)?.[0];
    if (word === undefined || (!word.includes(' ') && !FOR_RECOVERY.test(text.slice(Math.max(0, at - 20), at)))) return undefined;
    LEAD.lastIndex = at + word.length;
    if (!LEAD.test(text)) return undefined;
    const findings: Finding[] = [];
    CODE.lastIndex = LEAD.lastIndex;
    for (let count = 0; count < MOST_CODES; count++) {
      const [, code = ''] = CODE.exec(text) ?? [];
      if (!isCode(code)) break;
      const end = CODE.lastIndex - (/["'`]*$/.exec(text.slice(CODE.lastIndex - 2, CODE.lastIndex))?.[0].length ?? 0);
      findings.push({ type: 'secret', start: end - code.length, end, confidence: 0.85, validator: 'recovery-code' });
    }
    const last = findings.at(-1);
    return last === undefined ? undefined : { findings, end: last.end };
  },
};
