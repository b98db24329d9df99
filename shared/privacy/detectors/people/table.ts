import type { Detector, Finding, FindingType } from '../../finding.ts';
import { CUED_SURNAMES, NOT_NAMES } from './not-names.ts';
import { fold } from './words.ts';

// The headings of a table: a line of short words with commas, semicolons, tabs or bars between. The class
// before the first of those does not hold it, so that a line is read once; most lines of a text end here.
const HEADINGS = /[^,;\t|\n:(){}=<>!?*#\d]{0,36}([,;\t|])[^:{}=<>!?*#\d\n]{0,1200}(?=\n)/y;
/** Where a first heading can end, and what it never holds; most lines are turned away by their first characters. */
const ENDS_HEADING = 1;
const NO_HEADING = 2;
const AT_HEADING = new Uint8Array(128);
for (const sign of ',;\t|') AT_HEADING[sign.charCodeAt(0)] = ENDS_HEADING;
for (const sign of '\n:(){}=<>!?*#0123456789') AT_HEADING[sign.charCodeAt(0)] = NO_HEADING;
const HEADING = /^[\p{L}_ .()/-]{1,40}$/u;
/** With the blanks and quotes around it. */
const LONGEST_HEADING = 60;
const MOST_ROWS = 10_000;
const LONGEST_ROW = 4000;

interface Column {
  readonly type: FindingType;
  readonly heading: RegExp;
  readonly cell: RegExp;
}

// What a column of such a heading holds, and how its cells look.
const COLUMNS: readonly Column[] = [
  {
    type: 'date-of-birth',
    heading:
      /^(?:dob|d\.o\.b\.?|birth ?(?:date|day)|date of birth|born|geburtsdatum|geb(?:oren)?|date de naissance|fecha de nacimiento|data di nascita|data urodzenia|data de nascimento|geboortedatum|födelsedatum)$/u,
    cell: /^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.? \p{L}{3,12} \d{4}|\p{L}{3,12} \d{1,2}, \d{4})$/u,
  },
  {
    type: 'person',
    heading:
      /^(?:(?:(?:full|first|last|given|family|middle|customer|patient|employee|client|contact|student|member|user) )?names?|surname|forename|customer|patient|employee|traveller|traveler|passenger|guest|attendee|participant|driver|vorname|nachname|kunde|mitarbeiter|nom|pr[ée]nom|nombre|apellidos?|nome|cognome|imi[ęe](?: i nazwisko)?|nazwisko|sobrenome|naam|voornaam|achternaam|namn|förnamn|efternamn)$/u,
    // Anna van der Berg; Schmidt, Peter
    cell: /^\p{Lu}[\p{L}\p{M}.'’-]{1,24}(?: \p{L}[\p{L}\p{M}.'’-]{0,24}){0,4}(?:, \p{Lu}[\p{L}\p{M}.'’-]{0,24}(?: \p{L}[\p{L}\p{M}.'’-]{0,24}){0,2})?$/u,
  },
  {
    type: 'street-address',
    heading:
      /^(?:(?:street|home|postal|billing|shipping|mailing) ?address|address(?: line)?(?: 1)?|street|adresse|anschrift|straße|direcci[óo]n|domicilio|indirizzo|adres|ulica|endere[çc]o|morada|rua|adress|gatuadress)$/u,
    cell: /^(?=.*\d)(?=.*\p{L}{2})[\p{L}\p{M}\d .,'’/#-]{5,90}$/u,
  },
  {
    type: 'phone',
    heading:
      /^(?:(?:mobile|cell|home|work|tele)? ?phone(?: number| no\.?)?|mobile|cell|tel\.?|fax|telefon|handy|mobil|t[ée]l[ée]phone|portable|tel[ée]fono|m[óo]vil|celular|cellulare|telefone|telem[óo]vel|telefoon)$/u,
    cell: /^\+?\(?\d(?:[ .()/-]{0,2}\d){6,14}$/u,
  },
  {
    type: 'driving-licence',
    heading:
      /^(?:(?:driv(?:ing|er|er['’]?s) )?licen[cs]e (?:no\.?|number)|driv(?:ing|er|er['’]?s) licen[cs]e|führerschein(?:nummer)?|permis de conduire|carnet de conducir|patente|prawo jazdy|carta de condução|rijbewijs(?:nummer)?)$/u,
    cell: /^(?=.*\d)[A-Z\d][A-Z\d -]{5,19}$/u,
  },
  {
    type: 'health',
    heading:
      /^(?:diagnos[ei]s?|condition|medication|illness|allergies|erkrankung|medikation|diagnostic|maladie|diagnóstico|enfermedad|patologia|rozpoznanie|choroba|doença|ziekte|medicatie)$/u,
    cell: /^(?=.*\p{L}{3})[\p{L}\p{M}\d .,'’()-]{3,60}$/u,
  },
  {
    type: 'passport',
    heading:
      /^(?:passport(?: (?:no\.?|number|id))?|reisepass|passeport|pasaporte|passaporto|paszport|passaporte|paspoort|(?:reise)?passnummer|paspoortnummer|numer paszportu|numéro de passeport|número de pasaporte)$/u,
    cell: /^(?=.*\d)[A-Z\d]{6,10}$/u,
  },
];

/** True when the line at `at` may be one of headings. */
function mayBeHeadings(text: string, at: number): boolean {
  const stop = Math.min(text.length, at + 37);
  for (let index = at; index < stop; index++) {
    const unit = text.charCodeAt(index);
    const kind = unit < 128 ? AT_HEADING[unit] : 0;
    if (kind !== 0) return kind === ENDS_HEADING;
  }
  return false;
}

/** True when no cell of a line is longer than a heading: sentences with commas are turned away unparted. */
function areShort(line: string, separator: string): boolean {
  for (let at = 0; at !== -1; ) {
    const stop = line.indexOf(separator, at);
    if ((stop === -1 ? line.length : stop) - at > LONGEST_HEADING) return false;
    at = stop === -1 ? -1 : stop + 1;
  }
  return true;
}

/** More than one word, and none of a firm’s: Schmidt, Peter, but not Bright Harbour, Inc. */
function isWholeName(cell: string): boolean {
  const words = fold(cell).split(/[ ,.]+/);
  return words.length > 1 && (!cell.includes(',') || words.every((word) => !NOT_NAMES.has(word) || CUED_SURNAMES.has(word)));
}

/** The cells of a line, with where each begins in it. Quoted cells may hold the separator. */
function cellsOf(line: string, separator: string): { readonly at: number; readonly text: string }[] {
  const cells: { at: number; text: string }[] = [];
  for (let at = 0; at <= line.length && cells.length < 64; ) {
    const isQuoted = line[at] === '"';
    const close = isQuoted ? line.indexOf('"', at + 1) : -1;
    const stop = line.indexOf(separator, close === -1 ? at : close);
    const end = stop === -1 ? line.length : stop;
    const raw = line.slice(at, end);
    const text = raw.replace(/^[\s"'|]+|[\s"'|]+$/g, '');
    cells.push({ at: at + Math.max(0, raw.indexOf(text)), text });
    at = end + 1;
  }
  return cells;
}

/** Adds what stands in the rows of a table that begins at `from`, and returns where its last one ends. */
function addRows(text: string, from: number, separator: string, columns: readonly (Column | undefined)[], found: Finding[]): number {
  const isAboutPeople = columns.filter((column) => column !== undefined).length > 1;
  let line = from;
  for (let row = 0; row < MOST_ROWS && line < text.length; row++) {
    const stop = text.indexOf('\n', line);
    const end = stop === -1 ? text.length : stop;
    const cells = cellsOf(text.slice(line, Math.min(end, line + LONGEST_ROW)), separator);
    if (cells.length !== columns.length) break;
    for (const [index, cell] of cells.entries()) {
      const column = columns[index];
      if (column === undefined || !column.cell.test(cell.text)) continue;
      // Packages, cities and files have a name too: one word alone is a person’s only beside other columns of people.
      if (!isAboutPeople && (column.type === 'health' || (column.type === 'person' && !isWholeName(cell.text)))) continue;
      const start = line + cell.at;
      found.push({ type: column.type, start, end: start + cell.text.length, confidence: 0.75, validator: 'table-heading' });
    }
    if (stop === -1) return -1;
    line = end + 1;
  }
  return line < text.length ? line : -1;
}

/** Cells below the headings of a table: where a heading says what a column holds, a cell needs no words beside it. */
export const table: Detector = {
  name: 'table',
  find(text) {
    const found: Finding[] = [];
    for (let line = 0; line !== -1; ) {
      HEADINGS.lastIndex = line;
      const match = mayBeHeadings(text, line) ? HEADINGS.exec(text) : null;
      const next = text.indexOf('\n', line);
      line = next === -1 ? -1 : next + 1;
      const separator = match?.[1];
      if (match === null || separator === undefined || !areShort(match[0], separator)) continue;
      const headings = cellsOf(match[0], separator).map((cell) => cell.text.toLowerCase().replaceAll('_', ' '));
      if (!headings.every((heading, index) => HEADING.test(heading) || (heading === '' && (index === 0 || index === headings.length - 1))))
        continue;
      const columns = headings.map((heading) => COLUMNS.find((column) => column.heading.test(heading)));
      if (line !== -1 && columns.some((column) => column !== undefined)) line = addRows(text, line, separator, columns, found);
    }
    return found;
  },
};
