import type { Detector, Finding } from '../../finding.ts';
import { printableOf } from './jwt.ts';
import { isPlaceholder } from './placeholder.ts';
import { isMixed } from './secret-value.ts';

// What HTTP's Basic scheme (RFC 7617) and Docker's settings hold: user and password in base64.
const BASIC = /(?:basic[ \t]{1,3}|"auth"[ \t]{0,4}:[ \t]{0,4}")([A-Za-z0-9+/]{8,512}={0,2})(?![\w+/])/gi;
// A netrc entry; it may be parted by line ends.
const NETRC = /machine\s{1,4}[\w.:-]{1,100}\s{1,8}login\s{1,4}\S{1,100}\s{1,8}password\s{1,4}(\S{3,200})/g;
// PostgreSQL's password file: host, port, database, user, password.
const PGPASS = /^[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,64}:[\w*.@-]{1,64}:((?![\s:])[^\r\n:]{4,128})$/gm;
// A user and a password behind the word for both: "Credentials: admin / …".
const PAIR =
  /(?:credentials?|creds|login|log in|zugangsdaten|anmeldedaten|identifiants|connexion|credenciales|credenziali|dane logowania|credenciais|inloggegevens)[^\r\n:=/"'`<>]{0,32}(?:[:=]|\bwith|\bmit|\bavec|\bcon|\bcom|\bmet|\bas)\s{0,3}["'`]?([\w.@+-]{2,48})["'`]?\s?[/:|]\s?["'`]?([^\s"'`<>/|]{6,64})/gi;
// Passwords given to programs by a letter.
const FLAG = /[ \t](?:-u[ \t]?|--(?:proxy-)?user[ =]|-p[ \t]?|-a[ \t])(?=[^\s-])/g;
const USER_AND_PASSWORD = /(["']?)([^\s:"'$<]{1,64}):([^\s"'$<{]{3,128})\1/y;
const PASSWORD = /(["']?)([^\s"'$<{]{4,128})\1/y;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

function hitOf(match: RegExpExecArray, group: number): Hit {
  const value = match[group] ?? '';
  const start = match.index + match[0].lastIndexOf(value);
  return { start, end: start + value.length, value };
}

const matchAt = (shape: RegExp, text: string, at: number) => {
  shape.lastIndex = at;
  return shape.exec(text);
};

/** The program that a flag is for, as far as it decides what the flag means. */
const programOf = (text: string, at: number) =>
  /\b(curl|wget|httpie|mysql(?:dump|admin|import)?|mariadb(?:-dump)?|sshpass|docker|podman|helm|mongo(?:sh|dump|restore|export)?|redis-cli|smbclient|rabbitmqadmin)\b[^\r\n|;&]*$/.exec(
    text.slice(Math.max(0, at - 240), at),
  )?.[1];

function flagPassword(text: string, at: number, flag: string): Hit | undefined {
  const program = programOf(text, at - flag.length);
  if (program === undefined) return undefined;
  const isUser = flag.trim().startsWith('-u') || flag.trim().startsWith('--');
  if (isUser) {
    if (!/^(?:curl|wget|http)/.test(program)) return undefined;
    const pair = matchAt(USER_AND_PASSWORD, text, at);
    return pair === null ? undefined : hitOf(pair, 3);
  }
  const isJoined = /^(?:mysql|maria)/.test(program);
  // `docker -p` publishes a port unless it logs in, and curl's `-p` and `-a` take none.
  if (isJoined === /\s$/.test(flag) || /^(?:curl|wget|http)/.test(program)) return undefined;
  if (/^(?:docker|podman|helm)/.test(program) && !/\blogin\b/.test(text.slice(Math.max(0, at - 120), at))) return undefined;
  const password = matchAt(PASSWORD, text, at);
  return password === null ? undefined : hitOf(password, 2);
}

/** Passwords that stand beside their user, in files and commands that have a place for them. */
export const login: Detector = {
  name: 'login',
  find(text) {
    const found: Finding[] = [];
    const add = (hit: Hit, confidence: number, validator: string) => {
      if (!isPlaceholder(hit.value)) found.push({ type: 'secret', start: hit.start, end: hit.end, confidence, validator });
    };
    for (const match of text.matchAll(BASIC)) {
      const encoded = match[1] ?? '';
      const pair = printableOf(encoded);
      if (/^[^\s:]{0,128}:\S/.test(pair) && pair.length >= Math.floor((encoded.replace(/=+$/, '').length * 3) / 4))
        add(hitOf(match, 1), 0.95, 'basic-auth');
    }
    for (const match of text.matchAll(NETRC)) add(hitOf(match, 1), 0.9, 'netrc');
    for (const match of text.matchAll(PGPASS)) add(hitOf(match, 1), 0.8, 'pgpass');
    for (const match of text.matchAll(PAIR)) {
      const hit = hitOf(match, 2);
      if (isMixed(hit.value) && /\d/.test(hit.value) && !/^[\d.:-]+$/.test(hit.value)) add(hit, 0.75, 'login-pair');
    }
    for (const match of text.matchAll(FLAG)) {
      const hit = flagPassword(text, match.index + match[0].length, match[0]);
      if (hit !== undefined) add(hit, 0.85, 'command-line');
    }
    return found;
  },
};
