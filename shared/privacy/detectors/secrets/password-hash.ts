import { wordSearch } from './word-search.ts';

// Passwords as servers keep them: whoever has the hash can try all likely passwords against it. The crypt(3) forms
// (bcrypt, SHA-crypt, MD5, yescrypt, Apache's), the PHC string format, LDAP's, Windows' behind its empty LM hash, and those of Django, PHP and Werkzeug.
const HASHES =
  /\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{53}(?![./A-Za-z0-9])|\$(?:argon2(?:id|i|d)|scrypt|pbkdf2[\w-]{0,12}|bcrypt-sha256)\$[\w=,.$+/-]{24,250}|\$(?:apr1|1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}(?![./A-Za-z0-9])|\$[56]\$(?:rounds=\d{4,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}(?![./A-Za-z0-9])|\$(?:y|gy|7)\$[./A-Za-z0-9]{1,20}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}(?![./A-Za-z0-9])|\$[PH]\$[./A-Za-z0-9]{31}(?![./A-Za-z0-9])|\{(?:S?SHA(?:256|384|512)?|S?MD5)\}[A-Za-z0-9+/]{20,120}={0,2}|pbkdf2(?:_|:)sha\d{1,3}[$:]\d{3,8}\$[^\s$"'`]{1,64}\$[\w+/=]{20,200}|aad3b435b51404eeaad3b435b51404ee:[a-f\d]{32}|scrypt:\d{4,7}:\d{1,3}:\d{1,3}\$[A-Za-z0-9]{8,32}\$[a-f0-9]{32,128}/y;

/** Hashes of passwords, by the marks of their algorithms. */
export const passwordHash = wordSearch(
  [
    '$2a',
    '$2b',
    '$2x',
    '$2y',
    '$2$',
    '$ar',
    '$sc',
    '$pb',
    '$bc',
    '$ap',
    '$1$',
    '$5$',
    '$6$',
    '$y$',
    '$gy',
    '$7$',
    '$P$',
    '$H$',
    '{SH',
    '{SS',
    '{MD',
    '{SM',
    'pbk',
    'scr',
    'aad',
  ],
  HASHES,
  ({ 0: hash, index }) =>
    /([^$])\1{15}/.test(hash)
      ? undefined
      : { type: 'secret', start: index, end: index + hash.length, confidence: 0.95, validator: 'password-hash' },
);
