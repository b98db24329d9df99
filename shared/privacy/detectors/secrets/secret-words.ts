/**
 * How much a word says about what stands behind it: after `password` any word may be one, a `token` or
 * `secret` has at least letters and digits, and a `key` that is secret looks drawn by lot.
 */
export type SecretWord = 'password' | 'secret' | 'key';

// In English, German, French, Spanish, Italian, Polish, Portuguese, Dutch, and the word for password in some more.
const PASSWORDS =
  'passwor[dt]|pass(?:wd|phrase|code|wrd)|pass(?![a-z])|pwd|psw(?:d|rd)?(?![a-z])|psk(?![a-z])|pw(?=[\'"]?\\s?[:=]|\\s(?:is|ist)\\s)|kennwort|zugangscode|mot\\s?de\\s?passe|mdp(?![a-z])|contrase[nñ]a|clave(?!\\s?(?:p[úu]blica|primaria|for[áa]nea|api|de\\s(?:la\\s)?api|secreta))|has[lł]o|senha|palavra[- ]?passe|wachtwoord|parola(?:\\sd.ordine)?|lösenord|losenord|adgangskode|passord|salasana|heslo|jelszó|şifre|пароль|κωδικός|密码|密碼|パスワード|비밀번호|identified\\s+by';
const SECRETS =
  'secret|geheimnis|segreto|segredo|sekret|token|jeton|credentials?(?![a-z])|api[-_ ]?keys?(?![a-z])|api-?schlüssel|api-?sleutel|cl[eé]\\s?(?:d.)?api|(?:clave|llave)\\s(?:(?:de\\s)?(?:la\\s)?api|secreta)|chiave\\sapi|klucz(?:a|em)?\\sapi|chave\\s(?:d[ea]\\s)?api|private[-_ ]?key|access[-_ ]?key|auth[-_ ]?key|signature(?==)|(?<=[?&])sig(?==)|bearer(?=\\s)|_auth(?==)';
const KEYS = 'key(?![a-z])|schlüssel|cl[eé](?=\\s)|chiave|klucz|chave|sleutel';

/** Matches one of the words where it starts, and says by its group which kind it is: 1 password, 2 secret, 3 key. */
export const SECRET_WORDS = new RegExp(`(${PASSWORDS})|(${SECRETS})|(${KEYS})`, 'iy');

/** Finds a password's or secret's word anywhere in a value: one that names itself is a label. */
export const ANY_SECRET_WORD = new RegExp(`${PASSWORDS}|${SECRETS}`, 'i');

/** How each of the words starts. */
export const SECRET_WORD_STARTS = [
  ...[
    'pas',
    'pwd',
    'psw',
    'psk',
    'pw:',
    'pw=',
    'pw ',
    'pw"',
    "pw'",
    'ken',
    'zug',
    'mot',
    'mdp',
    'con',
    'has',
    'sen',
    'pal',
    'wac',
    'par',
    'lös',
    'los',
  ],
  ...[
    'adg',
    'sal',
    'hes',
    'jel',
    'şif',
    'Şif',
    'пар',
    'κωδ',
    '密码:',
    '密码：',
    '密码 ',
    '密码是',
    '密碼:',
    '密碼：',
    '密碼是',
    'パスワ',
    '비밀번',
    'ide',
  ],
  ...[
    'sec',
    'geh',
    'seg',
    'sek',
    'tok',
    'jet',
    'cre',
    'api',
    'clé',
    'cle',
    'cla',
    'lla',
    'chi',
    'klu',
    'cha',
    'pri',
    'acc',
    'aut',
    'sig',
    'bea',
  ],
  ...['_au', 'key', 'sch', 'sle'],
];

const words = (list: string) => new Set(list.split(/\s+/));

// `nextPageToken`, `primary_key`: the word before makes it something that everybody may see.
const HARMLESS_BEFORE = words(
  `max min num next prev previous page continuation cursor cancel cancellation csrf xsrf eos bos pad unk sep cls mask stop special total
  prompt completion input output cached count reasoning design primary foreign cache sort partition public pub publishable anon object
  idempotency index row hash range group unique composite dedup dedupe lookup map commit invalid missing forgot show hide toggle
  boarding ski lift season day bus train rail travel backstage hall mountain low high band first second third single multi`,
);

// `password_file`, `tokenUrl`: the word after makes it something about the secret.
const HARMLESS_AFTER = words(
  `file path dir url uri endpoint name id ids field len length type policy expiry expires expiration expired ttl count limit max min size
  hint label placeholder error errors message msg regex pattern required strength manager usage used input box icon prompt change changed
  at date time format generator store ring provider service handler helper class model table column env var ref version algorithm alg
  rotation age attempts protected less hash hashed digest salt rounds encoder validator verified enabled scope scopes budget window per
  rate price cost reset updated last`,
);

/** Whether the words that an identifier joins to the secret word, before and after, say that its value is no secret. */
export function isHarmless(before: string, after: string): boolean {
  const last = /([A-Z]?[a-z0-9]+|[A-Z0-9]+)[-_. ]?$/.exec(before)?.[1] ?? '';
  if (HARMLESS_BEFORE.has(last.toLowerCase())) return true;
  // `tokenizer`, `secretary`; but `passwords` and `tokens`.
  if (/^[a-zà-ÿ]{2}/.test(after)) return true;
  const next = /^s?[-_.]?([A-Z]?[a-z0-9]+|[A-Z0-9]+)/.exec(after)?.[1] ?? '';
  return HARMLESS_AFTER.has(next.toLowerCase());
}
