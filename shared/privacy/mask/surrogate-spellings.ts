import type { MaskEntry } from './entry.ts';
import { partsOfName } from './person-names.ts';

/** Other spellings in which models write an invented value, and what each stands for. */
export function spellingsOfSurrogate({ placeholder, value, type }: MaskEntry): MaskEntry[] {
  const all = (texts: readonly string[]) =>
    texts.filter((text) => text !== placeholder).map((text) => ({ placeholder: text, value, type }));
  switch (type) {
    case 'payment-card':
    case 'iban':
      return all(grouped(placeholder));
    case 'national-id':
    case 'mac-address':
      return all(['-', ' ', ':', ''].map((sign) => placeholder.replaceAll(/[-: ]/g, sign)));
    case 'phone':
      return all(phones(placeholder));
    case 'date-of-birth':
      return all(dates(placeholder));
    case 'street-address':
      return addressLines(placeholder, value).map(([text, line]) => ({ placeholder: text, value: line, type }));
    case 'person':
      return familyFirst(placeholder, value).map(([text, name]) => ({ placeholder: text, value: name, type }));
    default:
      return [];
  }
}

function grouped(number: string): string[] {
  const compact = number.replaceAll(/[ -]/g, '');
  const groups = compact.match(/.{1,4}/g) ?? [];
  return [compact, groups.join(' '), groups.join('-')];
}

/** With its country's code and, where one is put before numbers at home, without. */
function phones(number: string): string[] {
  const [country = '', ...groups] = number.split(' ');
  const [area = '', ...rest] = groups;
  const own = rest.join('');
  const home = country === '+1' ? [`(${area}) ${rest.join('-')}`, `(${area})${rest.join('-')}`] : [`0${area} ${own}`, `0${area}/${own}`];
  const trunk = country === '+1' ? '' : '0';
  return [
    ...[' ', '-', '.', ''].flatMap((sign) => [`${country}${sign}${groups.join(sign)}`, `${trunk}${groups.join(sign)}`]),
    ...[...home, `${country} ${area} ${own}`, `${country} ${area}${own}`, `${country} (${area}) ${rest.join('-')}`],
    ...[`${country} (${area}) ${own}`, `00${country.slice(1)} ${groups.join(' ')}`, `00${country.slice(1)}${groups.join('')}`],
  ];
}

const MONTHS = [
  'January February March April May June July August September October November December',
  'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
].map((names) => names.split(' '));

/** Where a date may be read in two orders, both. */
function dates(date: string): string[] {
  const numbers = date.match(/\d+/g) ?? [];
  const year = numbers.find((number) => number.length === 4) ?? '';
  const [first = '', second = ''] = numbers.filter((number) => number.length < 4);
  const isMonthFirst = numbers[0] === year;
  const orders = isMonthFirst
    ? [[second, first]]
    : date.includes('/')
      ? [
          [first, second],
          [second, first],
        ]
      : [[first, second]];
  return orders.flatMap(([ofDay = '', ofMonth = '']) => {
    const [day, month] = [Number(ofDay), Number(ofMonth)];
    const [days, months] = [String(day).padStart(2, '0'), String(month).padStart(2, '0')];
    const names = MONTHS.map((all) => all[month - 1] ?? '');
    return [
      ...['.', '/', '-'].flatMap((sign) => [`${days}${sign}${months}${sign}${year}`, `${day}${sign}${month}${sign}${year}`]),
      ...[`${year}-${months}-${days}`, `${year}/${months}/${days}`, `${months}/${days}/${year}`, `${month}/${day}/${year}`],
      ...names.flatMap((name) => [
        `${day} ${name} ${year}`,
        `${day}. ${name} ${year}`,
        `${name} ${day}, ${year}`,
        `${name} ${day} ${year}`,
      ]),
    ];
  });
}

/** A street alone, and an address over two lines, as on a letter. */
function addressLines(address: string, value: string): [text: string, value: string][] {
  const [street = '', town = ''] = address.split(', ');
  const [first = value, ...rest] = value.split(/\s*[,\n]\s*/);
  const lines: [string, string][] = [
    [street, first],
    [`${street} ${town}`, value],
  ];
  return rest.length === 0 ? lines : [...lines, [town, rest.join(', ')]];
}

/** As in lists: the family's name, and then the given one. */
function familyFirst(name: string, value: string): [text: string, value: string][] {
  const [given, family] = name.split(' ');
  const parts = partsOfName(value);
  const [first, last] = [parts[0], parts.at(-1)];
  if (given === undefined || family === undefined || first === undefined || last === undefined || parts.length < 2) return [];
  return [[`${family}, ${given}`, `${last}, ${first}`]];
}
