import { DIGITS, type Random, UPPER } from '../random.ts';
import { type Kinds, kindsOf, type Language, type Made } from '../value.ts';
import { AILMENTS } from './ailments.ts';
import { birthday } from './birthday.ts';
import { ABROAD, FIRST_NAMES, LAST_NAMES } from './names.ts';
import { address, street } from './places.ts';

const first = (random: Random, language: Language) => random.pick(FIRST_NAMES[language]);
const last = (random: Random, language: Language) => random.pick(LAST_NAMES[language]);
const person = (random: Random, language: Language) =>
  random.int(1, 5) === 1 ? random.pick(ABROAD) : `${first(random, language)} ${last(random, language)}`;

const plain = (name: string) =>
  name
    .replaceAll('ß', 'ss')
    .replaceAll(/[łŁ]/g, 'l')
    .replaceAll(/[øØ]/g, 'o')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();

const MAILERS: Record<Language, readonly [string, ...string[]]> = {
  en: ['gmail.com', 'outlook.com', 'btinternet.com', 'yahoo.co.uk', 'fastmail.com', 'northgate-logistics.co.uk'],
  de: ['web.de', 'gmx.net', 't-online.de', 'posteo.de', 'steuerkanzlei-am-markt.de'],
  fr: ['orange.fr', 'free.fr', 'laposte.net', 'gmail.com', 'cabinet-des-halles.fr'],
  es: ['gmail.com', 'hotmail.es', 'telefonica.net', 'gestoria-levante.es'],
  it: ['libero.it', 'virgilio.it', 'pec.it', 'studio-legale-ponte.it'],
  pl: ['wp.pl', 'onet.pl', 'interia.pl', 'biuro-rachunkowe.com.pl'],
  pt: ['sapo.pt', 'gmail.com', 'uol.com.br', 'clinica-do-vale.pt'],
  nl: ['ziggo.nl', 'kpnmail.nl', 'telenet.be', 'bakkerij-de-molen.nl'],
};

function email(random: Random, language: Language): string {
  const [a, b] = [plain(first(random, language)), plain(last(random, language))];
  const name = random.pick([
    `${a}.${b}`,
    `${a.charAt(0)}${b}`,
    `${a}_${b}${random.int(2, 99)}`,
    `${a}+${random.pick(['shop', 'news', 'bank'])}`,
    `${b}-${a}`,
  ]);
  return `${random.pick([name, name, name, name.toUpperCase()])}@${random.pick(MAILERS[language])}`;
}

/** Numbers of ranges that are in use, as people of the country write them. `#` is a digit, `N` one from 2 to 9. */
const PHONES: Record<Language, readonly [string, ...string[]]> = {
  en: [
    '(212) N##-####',
    '+1 415-N##-####',
    '312-N##-####',
    '+44 7911 ######',
    '07700 9#####',
    '+44 20 7946 0###',
    '020 7946 0###',
    '+1 (617) N##-####',
    '01632 960###',
  ],
  de: [
    '+49 151 2#######',
    '0171 #######',
    '030 2#######',
    '+49 (0)89 4#####',
    '0221/47####-0',
    '+43 664 #######',
    '+41 79 N## ## ##',
    '0049 172 #######',
  ],
  fr: ['06 ## ## ## ##', '+33 6 ## ## ## ##', '01 4# ## ## ##', '07.8#.##.##.##', '+33 (0)1 4# ## ## ##', '0478######'],
  es: ['6## ## ## ##', '+34 6## ### ###', '91 N## ## ##', '+34 93 N## ## ##', '654 ### ###', '0034 67# ### ###'],
  it: ['+39 347 #######', '333 ### ####', '02 4#######', '+39 06 4#######', '349/#######', '+39 328 ### ####'],
  pl: ['+48 50# ### ###', '60# ### ###', '22 6## ## ##', '+48 12 4## ## ##', '79# ### ###', '0048 51# ### ###'],
  pt: ['+351 91# ### ###', '96# ### ###', '21 3## ## ##', '+351 22 2## ####', '+55 11 9N###-####', '(21) 9N###-####'],
  nl: ['06-2#######', '+31 6 1#######', '020-6######', '06 4# ## ## ##', '+31 (0)10 4######', '+32 47# ## ## ##'],
};

const PHONES_ABROAD: readonly [string, ...string[]] = [
  '+46 70 ### ## ##',
  '+47 4## ## ###',
  '+45 2# ## ## ##',
  '+358 40 #######',
  '+91 98### #####',
  '+86 138 #### ####',
  '+81 90-####-####',
  '+61 4## ### ###',
  '+27 82 ### ####',
  '+52 55 N### ####',
  '+353 87 ### ####',
  '+90 532 ### ## ##',
];

const fill = (random: Random, pattern: string) =>
  pattern.replace(/[#N]/g, (slot) => (slot === '#' ? random.text(1) : random.text(1, '23456789')));
const phone = (random: Random, language: Language) => fill(random, random.pick(PHONES[language]));

const MONTHS: Record<Language, string> = {
  en: 'January February March April May June July August September October November December',
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  pl: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
};

function date(random: Random, language: Language): string {
  const { year, mm, dd } = birthday(random);
  const month = MONTHS[language].split(' ')[Number(mm) - 1] ?? '';
  const day = String(Number(dd));
  const named =
    language === 'en'
      ? `${month} ${day}, ${year}`
      : language === 'de'
        ? `${day}. ${month} ${year}`
        : language === 'es' || language === 'pt'
          ? `${day} de ${month} de ${year}`
          : `${day} ${month} ${year}`;
  const separator = { en: '/', de: '.', fr: '/', es: '/', it: '/', pl: '.', pt: '/', nl: '-' }[language];
  return random.pick([named, named, [dd, mm, year].join(separator), [dd, mm, year].join(separator), `${year}-${mm}-${dd}`]);
}

const isoDate = (random: Random) => {
  const { year, mm, dd } = birthday(random);
  return `${year}-${mm}-${dd}`;
};

function health(random: Random, language: Language): Made {
  const [before = '', core = '', behind = ''] = random.pick(AILMENTS[language]).split('*');
  return core === '' ? { text: before } : { text: before + core + behind, core };
}

const GERMAN_DOCUMENT = `${DIGITS}CFGHJKLMNPRTVWXYZ`;
const PASSPORTS: Record<Language, (random: Random) => string> = {
  en: (random) => random.pick([random.text(9, '123456789'), random.text(1, 'ACE') + random.text(8)]),
  de: (random) => random.text(1, 'CFGHJK') + random.text(8, GERMAN_DOCUMENT),
  fr: (random) => random.text(2) + random.text(2, UPPER) + random.text(5),
  es: (random) => random.pick(['AAB', 'PAA', 'XDD', 'PAC']) + random.text(6),
  it: (random) => `Y${random.text(1, 'ABC')}${random.text(7)}`,
  pl: (random) => `E${random.text(1, 'ABCEH')}${random.text(7)}`,
  pt: (random) => random.text(1, 'CN') + random.text(6),
  nl: (random) => `N${random.text(1, 'PRSTUVWX')}${random.text(6, `${DIGITS}BCDFGHJKLMNPRSTVWX`)}${random.text(1)}`,
};
const LICENCES: Record<Language, (random: Random) => string> = {
  en: (random) =>
    random.pick([
      random.text(1, 'ABDEFN') + random.text(7),
      `${random.text(5, 'BCDFGHLMNRST')}${random.text(1, '56789')}0${random.int(1, 9)}1${random.int(1, 9)}${random.text(1)}${random.text(2, 'ABCDEJ')}9${random.text(2, UPPER)}`,
    ]),
  de: (random) =>
    random.text(1, 'ABFJN') + random.text(3) + random.text(3, 'CFGHJKLMNP') + random.text(2) + random.text(1) + random.text(1),
  fr: (random) => `${random.text(2, '123456789')}${random.text(10)}`,
  es: (random) => `${random.int(10, 52)}${random.text(6)}-${random.int(1, 9)}`,
  it: (random) => `${random.pick(['U1', 'MI', 'RM', 'TO'])}${random.text(7)}${random.text(1, UPPER)}`,
  pl: (random) => `${random.text(5, '123456789')}/${String(random.int(5, 23)).padStart(2, '0')}/${random.text(4, '123456789')}`,
  pt: (random) => `${random.pick(['L', 'P', 'SE', 'C'])}-${random.text(6, '123456789')} ${random.int(0, 9)}`,
  nl: (random) => random.text(10, '123456789'),
};

const octet = (random: Random) => random.int(1, 254);
// First octets outside of what is reserved for private use, loopback, link-local, documentation and multicast.
const PUBLIC = [5, 23, 46, 62, 78, 81, 91, 109, 134, 151, 178, 188, 213, 217] as const;
const ipv4 = (random: Random) => [random.pick(PUBLIC), octet(random), octet(random), octet(random)].join('.');
const group = (random: Random) => random.text(1, '123456789abcdef') + random.text(3, '0123456789abcdef');
const ipv6 = (random: Random) => {
  const prefix = random.pick(['2a02', '2a01', '2a00', '2003', '2600']);
  const groups = () => Array.from({ length: 7 }, () => group(random)).join(':');
  return random.pick([
    `${prefix}:${group(random)}:${group(random)}::${group(random)}`,
    `${prefix}:${groups()}`,
    `${prefix}:${group(random)}::${random.int(1, 9)}`,
  ]);
};

function mac(random: Random): string {
  const pairs = Array.from({ length: 6 }, (_, at) =>
    at === 0 ? random.pick(['3c', 'a4', 'f0', 'dc', '00', 'b8']) : random.text(2, '0123456789abcdef'),
  );
  return random.pick([pairs.join(':'), pairs.join(':').toUpperCase(), pairs.join('-').toUpperCase()]);
}

export const PEOPLE: Kinds = {
  ...kindsOf('person', { person, first, last, 'person-lower': (random, language) => person(random, language).toLowerCase() }),
  ...kindsOf('email', { email }),
  ...kindsOf('phone', { phone, 'phone-abroad': (random) => fill(random, random.pick(PHONES_ABROAD)) }),
  ...kindsOf('date-of-birth', { dob: date, 'dob-iso': isoDate }),
  ...kindsOf('street-address', { street, address }),
  ...kindsOf('health', { health }),
  ...kindsOf('passport', { passport: (random, language) => PASSPORTS[language](random) }),
  ...kindsOf('driving-licence', { licence: (random, language) => LICENCES[language](random) }),
  ...kindsOf('ip-address', { ip: ipv4, ipv6 }),
  ...kindsOf('mac-address', { mac }),
};
