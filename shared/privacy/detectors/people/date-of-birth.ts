import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';

const MONTHS =
  'jan(?:uary|uar|vier|\\.)?|ja[nm]\\.?|feb(?:ruary|ruar|\\.)?|f[ée]vr(?:ier|\\.)?|mar(?:ch|s|zo|ço|\\.)?|m[äa]r(?:z|ts|\\.)|maart|apr(?:il|ile|\\.)?|avr(?:il|\\.)|abr(?:il|\\.)?|may|mai|maj|mayo|maggio|maio|mei|ju[nl](?:[eiy]|io|ho|\\.)?|juin|juillet|giugno|luglio|aug(?:ust|ustus|ustus|\\.)?|août|ago(?:sto|\\.)?|sep(?:t|tember|tembre|tiembre|\\.)?|settembre|setembro|o[ck]t(?:ober|obre|ubre|\\.)?|ottobre|outubro|nov(?:ember|embre|iembre|embro|\\.)?|de[czs](?:ember|\\.)?|d[ée]cembre|diciembre|dicembre|dezembro|gennaio|febbraio|enero|febrero|janeiro|fevereiro|styczni?a|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze[śs]nia|pa[źz]dziernika|listopada|grudnia|januari|februari|augusti|maart';
// Every shape begins at a digit, so that prose costs one look for digits. A month named first is read backwards from its day.
const DATE = new RegExp(
  [
    '(?<![\\p{L}\\p{N}]|\\d[./-])(?:',
    '(?<year>(?:1[89]|20)\\d\\d)(?:([-./])(?<m1>\\d{1,2})\\2(?<d1>\\d{1,2})|年 ?(?<m2>\\d{1,2}) ?月 ?(?<d2>\\d{1,2}) ?日)',
    '|(?<a>\\d{1,2})(?<sep>[-./ ])\\.? ?(?<b>\\d{1,2})\\k<sep> ?(?<y2>(?:1[89]|20)\\d\\d|\\d\\d)',
    `|(?<d3>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?[ -](?:de |of |d')?(?:${MONTHS})[ ,-]{1,2}(?:de |del |of )?(?<y3>(?:1[89]|20)\\d\\d)`,
    `|(?<=\\b(?:${MONTHS}) )(?<d4>\\d{1,2})(?:st|nd|rd|th)?,? (?<y4>(?:1[89]|20)\\d\\d)`,
    ')(?![\\p{N}]|[./-]\\d|:)',
  ].join(''),
  'giu',
);
const MONTH_BEFORE = new RegExp(`(?:${MONTHS}) $`, 'iu');

const BIRTH =
  /\bborn\b|birth|\bd\.? ?o\.? ?b\b|\bb-?day\b|(?<!un)geboren|\bgeb\b|geburt|\bn[ée]e? (?:le|el|à|a|en)\b|\bn[ée]\(e\)|naissance|\bnac(?:[ií]|i[oó]|ido|ida|imiento)(?!\p{L})|cumplea|\bnat[oa] (?:il|a|nel)|\bnascit|\bur\.|urodz|\bnasc(?:i|ido|ida|eu|imento|er)(?!\p{L})|anivers[áa]rio|geboorte|\bf[öø]dd?\b|f[öø]d[st]el|生年月日|生まれ|誕生日|出生|生日|dob/u;
const BORN_AFTER = /^[\s,(]{0,3}(?:生まれ|出生|\(?born|geboren|\(?dob|\(?date of birth|\(?geb)/i;
/** What else has a date and stands after a word of birth: it is that which the date is of. */
const OTHER_DATE =
  /issue|expir|valid|ausgestellt|gültig|délivr|expire|caduc|emi[ts]|scad|wydan|ważn|geldig|died|death|†|gestorben|mort|fallec/u;

/** What is born, too, and nobody: a state, a firm, a band. */
const NO_BODY =
  /(?<!\p{L})(?:republi[ck]|r[eé]publique|rep[uú]blica|republik|repubblica|rzeczpospolita|republiek|nation|naz?ione|costituzione|constitution|company|firm|firma|azienda|societ[àa]|soci[ée]t[ée]|entreprise|empresa|impresa|start-?up|projekt|projet|project|progetto|proyecto|projeto|league|band|festival|brand|marke|marque|marca|internet|web|universit[àyé]|partito|partei|party)(?!\p{L})[^,;:]{0,24}$/u;

const isMonth = (value: number) => value >= 1 && value <= 12;
const isDay = (value: number) => value >= 1 && value <= 31;

/** The year of a date that can be, two digits being of the last hundred years; undefined for one that cannot. */
function yearOf(groups: Record<string, string | undefined>): number | undefined {
  const { year, m1, d1, m2, d2, a, b, y2, d3, y3, d4, y4 } = groups;
  if (year !== undefined) return isMonth(Number(m1 ?? m2)) && isDay(Number(d1 ?? d2)) ? Number(year) : undefined;
  if (a !== undefined) {
    const [first, second] = [Number(a), Number(b)];
    const isDate = (isMonth(first) && isDay(second)) || (isDay(first) && isMonth(second));
    return isDate ? (y2?.length === 2 ? 1950 : Number(y2)) : undefined;
  }
  return isDay(Number(d3 ?? d4)) ? Number(y3 ?? y4) : undefined;
}

/** Dates with words of birth before or right after them, in the same clause. */
export const dateOfBirth: Detector = {
  name: 'date-of-birth',
  find(text) {
    const found: Finding[] = [];
    for (let match = firstMatch(DATE, text); match !== null; match = DATE.exec(text)) {
      const year = yearOf(match.groups ?? {});
      if (year === undefined) continue;
      let start = match.index;
      const end = start + match[0].length;
      const before = text.slice(Math.max(0, start - 60), start);
      if (match.groups?.d4 !== undefined) start -= MONTH_BEFORE.exec(before)?.[0].length ?? 0;
      const clause = before.slice(before.search(/[^\n;!?|]*$/)).toLowerCase();
      const born = clause.search(BIRTH);
      if (born === -1 ? !BORN_AFTER.test(text.slice(end, end + 20)) : OTHER_DATE.test(clause.slice(born))) continue;
      if (born !== -1 && NO_BODY.test(clause.slice(0, born))) continue;
      // Those born so long ago are in books.
      found.push({ type: 'date-of-birth', start, end, confidence: year < 1905 ? 0.4 : 0.85, validator: 'birth-context' });
    }
    return found;
  },
};
