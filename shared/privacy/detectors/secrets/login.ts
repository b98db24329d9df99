import type { Finding } from '../../finding.ts';
import { printableOf } from './jwt.ts';
import { isPlaceholder } from './placeholder.ts';
import { looksDrawn } from './randomness.ts';
import { isMixed, isScrambled } from './secret-value.ts';
import { type WordSearch, wordSearch } from './word-search.ts';

// What HTTP's Basic scheme (RFC 7617) and Docker's settings hold: user and password in base64.
const BASIC = /(?:basic[ \t]{1,3}|"auth"[ \t]{0,4}:[ \t]{0,4}")([A-Za-z0-9+/]{8,512}={0,2})(?![\w+/])/iy;
// A netrc entry; it may be parted by line ends.
const NETRC = /machine\s{1,4}[\w.:-]{1,100}\s{1,8}login\s{1,4}\S{1,100}\s{1,8}password\s{1,4}(\S{3,200})/y;
// A line of PostgreSQL's password file: host, port, database, user, password.
const PGPASS = /:(?<=(?:^|[\r\n])[\w.*-]{1,100}:)(?:[56]\d{3}|\*):[\w*-]{1,64}:[\w*.@-]{1,64}:((?![\s:])[^\r\n:]{4,128})(?=[\r\n]|$)/y;
// Go's address of a MySQL server.
const GO_ADDRESS = /@(?<=[\w.-]{1,64}:([^\s"'`@]{3,128})@)(?:tcp|unix)\([^\s()"'`]{1,128}\)(?:\/[\w?=&.-]{0,128})?/y;
// A user and a password behind the word for both: "Credentials: admin / …".
const PAIR =
  /(?:credentials?|creds|login|log in|zugangsdaten|anmeldedaten|identifiants|connexion|credenciales|credenziali|dane (?:do )?logowania|credenciais|inloggegevens)[^\r\n:=/"'`<>]{0,32}(?:[:=]|\b(?:with|mit|avec|con|com|met|as)\b)\s{0,3}["'`]?([\w.@+-]{2,48})["'`]?\s?[/:|]\s?["'`]?([^\s"'`<>/|]{6,64})/iy;
// "user bob pw …": after a user, the shortest words for a password do.
const SHORT_WORD = /(?:pw|p\/w|pwd|pass(?:wor[dt])?|mdp|psw)\s?[:=]?\s{0,2}["'`]?([^\s"'`<>]{4,64})/iy;
const USER_BEFORE =
  /(?:user(?:name|id)?|login|acc(?:oun)?t|benutzer(?:name)?|nutzer|konto|utilisateur|identifiant|usuario|utente|użytkownik|usuário|gebruiker)\s?[:=]?\s{0,2}(?!(?:must|can|should|may|might|will|would|could|to|has|have|who|and|or|then)\s)["'`]?[\w.@+-]{2,64}["'`]?[ \t]{0,2}[,;/|]?\s{1,3}(?:(?:and|und|et|y|e|i|en)\s)?$/i;

// What Windows' programs take: `net use … /user:bob …`, `ConvertTo-SecureString "…"`.
const NET_USE = /\/user:[^\s"']{1,64}[ \t]{1,4}["']?([^\s"'/]{4,128})/iy;
const SECURE_STRING = /-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?["']([^"'\r\n$]{4,128})["']/iy;

// A user and a password handed to a function: `login("…", "…")`, `auth=("…", "…")`.
const CALL =
  /(?:auth|basicauth|credentials?|login|connect)\w{0,12}\s?(?:=\s?)?\(\s?["'][^"'\r\n]{1,64}["']\s?,\s?["']([^"'\s]{4,128})["']/iy;

function found(match: RegExpExecArray, group: number, confidence: number, validator: string): Finding | undefined {
  const value = match[group] ?? '';
  if (isPlaceholder(value)) return undefined;
  const start = match.index + match[0].lastIndexOf(value);
  return { type: 'secret', start, end: start + value.length, confidence, validator };
}

/** Whether a run of base64 stands for a user and a password. */
function isUserAndPassword(encoded: string): boolean {
  const pair = printableOf(encoded);
  return /^[^\s:]{0,128}:\S/.test(pair) && pair.length >= Math.floor((encoded.replace(/=+$/, '').length * 3) / 4);
}

function isLoginPassword(value: string): boolean {
  if (isScrambled(value, 'said') || (value.length >= 8 && looksDrawn(value))) return true;
  return isMixed(value) && /\d/.test(value) && /[^a-z0-9]/.test(value) && !/^[\d.:-]+$/.test(value) && !/^\d\d:\d\d/.test(value);
}

/** Passwords that stand beside their user, in the places that headers, files and messages have for them. */
export const LOGINS: readonly WordSearch[] = [
  wordSearch(['bas', '"au'], BASIC, (match) => (isUserAndPassword(match[1] ?? '') ? found(match, 1, 0.95, 'basic-auth') : undefined)),
  wordSearch(['mac'], NETRC, (match) => found(match, 1, 0.9, 'netrc')),
  wordSearch([':54', ':64', ':*:'], PGPASS, (match) => found(match, 1, 0.8, 'pgpass')),
  wordSearch(['aut', 'bas', 'cre', 'log', 'con'], CALL, (match) =>
    isMixed(match[1] ?? '') ? found(match, 1, 0.75, 'login-pair') : undefined,
  ),
  wordSearch(['@tc', '@un'], GO_ADDRESS, (match, text) => {
    const before = /[\w.-]{1,64}:[^\s"'`@]{3,128}$/.exec(text.slice(Math.max(0, match.index - 200), match.index))?.[0] ?? '';
    if (isPlaceholder(match[1] ?? '')) return undefined;
    const start = match.index - before.length;
    return { type: 'secret', start, end: match.index + match[0].length, confidence: 0.97, validator: 'url-password' };
  }),
  wordSearch(['cre', 'log', 'zug', 'anm', 'ide', 'con', 'dan', 'inl'], PAIR, (match) =>
    isLoginPassword(match[2] ?? '') ? found(match, 2, 0.75, 'login-pair') : undefined,
  ),
  wordSearch(['pw ', 'pw:', 'pw=', 'p/w', 'pwd', 'pas', 'mdp', 'psw'], SHORT_WORD, (match, text) => {
    const value = match[1] ?? '';
    if (!(isMixed(value) && /\d/.test(value)) && !isScrambled(value, 'said')) return undefined;
    return USER_BEFORE.test(text.slice(Math.max(0, match.index - 96), match.index)) ? found(match, 1, 0.75, 'login-pair') : undefined;
  }),
  wordSearch(['/us'], NET_USE, (match, text) =>
    /\bnet use\b[^\r\n]*$/i.test(text.slice(Math.max(0, match.index - 160), match.index))
      ? found(match, 1, 0.85, 'command-line')
      : undefined,
  ),
  wordSearch(['-se'], SECURE_STRING, (match) => found(match, 1, 0.85, 'command-line')),
];
