import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { surroundings } from '../../surroundings.ts';

// Seven to fifteen digits in groups that a person would write, from the start of a number. Groups and
// what parts them share no character, so a start is read once; both runs are bounded.
const CANDIDATE =
  /(?<![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{N}_+#&%$€£-]|\p{N}[.,:/]|\p{L}[/-])\+?\(?\d(?:[ .\-/()\u00a0\u2010-\u2013]{0,2}\d){6,15}(?![\p{N}_]|[.,:]\d|-?\p{Lu}(?!\p{L}))/gu;
const EXTENSION = /(?:\s?(?:x|ext\.?|#)\s?\d{1,6})(?!\d)/iy;

const ABOUT_PHONES =
  /phone|\btel\b|\btel[.:]|mobile|\bcell|\bcall|\bfax|whatsapp|\bsms\b|\btext(?:ed)? (?:me|him|her|us)|\bring\b|\bdial|desk:|contact|reach (?:me|us|him|her|you|them)|answering at|messages to|telefon|\bhandy|mobil|rufnummer|anruf|erreich|t[ée]l[ée]ph|\bt[ée]l\b|portable|appel(?:er|ez)|appelle[ -]moi|joindre|tel[ée]f|m[óo]vil|celular|ll[aá]m[ae]|cellulare|chiama|numero di|\bkom\.|zadzwo|dzwoni|kom[óo]rk|telem[óo]vel|\blig(?:ue|a|ar)\b|mobiel|\bbel(?:len)?\b|telefoon|ring mig|電話|携帯|手机|手機|电话|連絡先/u;
const AFTER_PHONES = /^[\s\-–(]{0,3}(?:office|fax|mobile|cell|home|work|desk|phone)\b/i;
const ABOUT_OTHER =
  /\border|invoice|\bref\b|reference|tracking|serial|isbn|issn|\bid\b|\bids\b|account|ticket|version|build|commit|\bsku\b|\bpart\b|case|batch|\bport\b|iban|passport|licen[cs]e|\bssn\b|\bnhs\b|\btax|\bvat\b|\bpid\b|model|bestell|rechnung|kunden|auftrag|sendung|commande|facture|dossier|pedido|factura|expediente|ordine|fattura|zam[óo]wieni|faktur|przesy|fatura|encomenda|bestelling|factuur|order(?:nummer)?|\bnip\b|\bpesel|steuer|\bbsn\b|\bsiren|\bsiret|\bean\b|barcode|personnummer|f[øo]dselsnummer|rijksregister|\bahv|cuenta|konto|\bcpf\b|\bdni\b|national|\bdoi\b|\blat(?:itude)?\b|\blon(?:gitude)?\b|coord|订单|注文/gu;

// Which countries write a national number so, tried in turn. Without words beside it, only shapes that hardly anything else has.
const SHAPES: readonly (readonly [shape: RegExp, countries: readonly CountryCode[]])[] = [
  [/^(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}([-.]))\d{3}[-.]\d{4}$/, ['US']],
  [/^(?:1 )?\d{3} \d{3} \d{4}$/, ['US']],
  [/^0\d(?:([ .-])\d\d)(?:\1\d\d){3}$/, ['FR']],
  [/^\(?0\d{2,4}\)?[ /-]\d{3,4}[ -]?\d{3,5}$/, ['GB', 'DE', 'IT', 'NL', 'TR']],
  [/^\(0\d{2,4}\) ?\d{3,9}$/, ['DE', 'GB', 'TR']],
  [/^0\d{2,4}\/ ?\d[\d -]{4,10}$/, ['DE', 'AT', 'BE']],
  [/^0\d{1,4}[ -]\d{6,8}$/, ['DE', 'NL', 'IT', 'AU']],
  [/^0\d{2,3} \d{3} \d{2} ?\d{2}$/, ['DE', 'CH', 'BE', 'TR', 'SE']],
  [/^0\d{1,2}-\d{3,4} ?\d{2,4} ?\d{0,2}$/, ['SE', 'JP', 'NL', 'IL']],
  [/^0\d{1,3}-\d{2,4}-\d{4}$/, ['JP', 'KR']],
  [/^\(\d{2}\) ?9?\d{4}-\d{4}$/, ['BR']],
  [/^0\d [\d ]{8,10}$/, ['AU', 'NL', 'DE', 'IT']],
  [/^0[45]\d\d \d{3} \d{3}$/, ['AU']],
  [/^0 ?\d{3} \d{3} \d{2} \d{2}$/, ['TR']],
];

/** The countries whose national numbers a text near such words would hold. */
const SPOKEN_IN: readonly (readonly [words: RegExp, countries: readonly CountryCode[]])[] = [
  [/rufnummer|anruf|erreich|handy|telefonnummer|\bich\b|\bmein|\bunter\b/, ['DE', 'AT', 'CH']],
  [/t[ée]l[ée]ph|t[ée]l\b|portable|appele|joindre|\bmon\b|\bau\b/, ['FR', 'BE', 'CH']],
  [/m[óo]vil|tel[ée]fono|celular|ll[aá]m|\bmi\b/, ['ES', 'MX', 'AR', 'CO']],
  [/cellulare|chiama|telefono|numero/, ['IT']],
  [/zadzwo|dzwoni|kom[óo]r|\bkom\.|\bnumer|telefon/, ['PL', 'SE', 'NO', 'DK']],
  [/telem|celular|lig(?:ue|a)|telefone|contacto|meu|minha/, ['PT', 'BR']],
  [/mobiel|\bbel|telefoon|nummer/, ['NL', 'BE']],
  [/電話|携帯|連絡/, ['JP']],
  [/电话|手机|手機/, ['CN', 'TW']],
  [/mobil|ring/, ['SE', 'DK', 'NO']],
];
/** Words that ask for a number without saying of what: those of such a country’s plan are taken for a phone’s. */
const NUMBERS_OF: readonly (readonly [words: RegExp, countries: readonly CountryCode[]])[] = [
  [/\bnumero|trovi\b|trovarmi/u, ['IT']],
  [/\bnumer(?:u|em)?\b/u, ['PL']],
  [/n[úu]mero|l[íi]nea|linha/u, ['ES', 'PT', 'BR']],
  [/ligne/u, ['FR']],
  [/\bnummer/u, ['NL', 'DE']],
];
const ANYWHERE: readonly CountryCode[] = ['US', 'GB', 'IN', 'AU'];

const isDateOrTime = (raw: string): boolean =>
  /^(?:(?:19|20)\d\d([-./ ])(?:0?[1-9]|1[0-2])\1(?:[0-2]?\d|3[01])|(?:[0-2]?\d|3[01])([-./ ])(?:[0-2]?\d|3[01])\2(?:19|20)\d\d)(?!\d)/.test(
    raw,
  );
/** Thousands in groups, four numbers of an address in the net, a US social security number. */
const isOtherNumber = (raw: string): boolean =>
  /^(?:\d{1,3}(?:([., ])\d{3})(?:\1\d{3})+|\d{1,3}(?:\.\d{1,3}){3}|\d{3}-\d{2}-\d{4}|97[89][- ]?\d[\d -]+)$/.test(raw);

/**
 * Most questions to the numbering plans a text, at about 10 µs each: what comes after is taken for what its
 * shape and the words beside it say.
 */
const MOST_CHECKS = 400;

/** Asks the numbering plans of countries, up to `MOST_CHECKS` times. Undefined: it was asked too often. */
class Plans {
  #asked = 0;

  /** True when `raw` is a number of one of `countries`. */
  isValid(raw: string, countries: readonly CountryCode[]): boolean | undefined {
    for (const country of countries) {
      if (++this.#asked > MOST_CHECKS) return undefined;
      if (parsePhoneNumberFromString(raw, country)?.isValid()) return true;
    }
    return false;
  }

  /** What `raw`, which begins with +, is: a number of its country, one of its length, or neither. */
  international(raw: string): 'valid' | 'possible' | 'neither' {
    if (++this.#asked > MOST_CHECKS) return 'possible';
    const parsed = parsePhoneNumberFromString(raw);
    if (parsed?.isValid()) return 'valid';
    return parsed?.isPossible() ? 'possible' : 'neither';
  }
}

interface Candidate {
  readonly raw: string;
  readonly digits: number;
  readonly start: number;
  readonly end: number;
}

type Weight = readonly [confidence: number, validator: string];
const NONE: Weight = [0, ''];

/** How sure it is that a run of digits is a phone number, 0 to 1, and what says so. */
function weigh(text: string, { raw, digits, start, end }: Candidate, plans: Plans): Weight {
  const around = surroundings(text, start, end, 40, 0);
  // The nearer word decides, as in “call me about order 4155552671”.
  const other = Array.from(around.slice(-28).matchAll(ABOUT_OTHER)).at(-1);
  const isAboutPhones =
    ABOUT_PHONES.test(other === undefined ? around : around.slice(-28).slice(other.index)) || AFTER_PHONES.test(text.slice(end, end + 12));
  const isAboutOther = !isAboutPhones && other !== undefined;
  const hasPlus = raw.startsWith('+');
  if (hasPlus || /^00[1-9]/.test(raw)) {
    const found = plans.international((hasPlus ? raw : `+${raw.slice(2)}`).replace(/\(0\)/, ''));
    if (found === 'valid') return [hasPlus ? 0.95 : isAboutOther ? 0.5 : 0.85, 'phone-plan'];
    // A number that was made up still tells who wrote it how to be reached.
    if (found === 'possible' && (isAboutPhones || (hasPlus && /\d[ ()./-]/.test(raw)))) return [0.65, 'phone-length'];
  }
  if (hasPlus || isAboutOther || isDateOrTime(raw)) return NONE;
  if (isAboutPhones) {
    if (digits > 13) return NONE;
    const spoken = SPOKEN_IN.filter(([words]) => words.test(around)).flatMap(([, countries]) => countries);
    const isValid = digits > 7 && plans.isValid(raw, [...new Set([...spoken.slice(0, 4), ...ANYWHERE])]);
    return isValid ? [0.9, 'phone-plan'] : [0.65, 'phone-context'];
  }
  // A group that goes on from letters and digits, as in an account number, or is part of a longer word.
  if (/[\p{L}\d]\d{1,3}[ -]$/u.test(text.slice(Math.max(0, start - 5), start)) || /^-\p{L}/u.test(text.slice(end, end + 2))) return NONE;
  if (isOtherNumber(raw) || digits < 9 || /^(\d)\1+$/.test(raw.replace(/\D/g, ''))) return NONE;
  const shape = SHAPES.find(([pattern]) => pattern.test(raw));
  const asked = NUMBERS_OF.filter(([words]) => words.test(around.slice(-20))).flatMap(([, countries]) => countries);
  if (asked.length > 0 && plans.isValid(raw, asked)) return [0.7, 'phone-plan'];
  const isValid = shape !== undefined && plans.isValid(raw, shape[1]);
  if (isValid === false) return NONE;
  return isValid ? [0.75, 'phone-plan'] : [0.65, 'phone-length'];
}

export const phone: Detector = {
  name: 'phone',
  find(text) {
    const found: Finding[] = [];
    const plans = new Plans();
    for (let match = firstMatch(CANDIDATE, text); match !== null; match = CANDIDATE.exec(text)) {
      const { 0: raw, index: start } = match;
      const digits = raw.replace(/\D/g, '').length;
      if (digits > 15) continue;
      let end = start + raw.length;
      const [confidence, validator] = weigh(text, { raw, digits, start, end }, plans);
      if (confidence === 0) continue;
      EXTENSION.lastIndex = end;
      if (EXTENSION.test(text)) end = EXTENSION.lastIndex;
      found.push({ type: 'phone', start, end, confidence, validator });
    }
    return found;
  },
};
