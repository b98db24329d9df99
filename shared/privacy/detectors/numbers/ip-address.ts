import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { Context, isNothingElse } from './context.ts';
import { words } from './format.ts';
import { groupsOf } from './ipv6.ts';

const IPV4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d|-\d)/g;

/** What every computer or every home network calls itself: it says little about anyone. */
const COMMON = 0.4;
/** As likely a version, a section of a document or a slice of a list. */
const DOUBTFUL = 0.5;
const NAMED = 0.7;
const SURE = 0.95;

const ADDRESS = words(
  ...[
    'ip(?:[ _-]?(?:addr(?:ess)?|v4|v6))?',
    'ipaddr(?:ess)?',
    'inet6?',
    'client_ip',
    'remote_addr',
    'adresse ip',
    'direcci[oó]n ip',
    'indirizzo ip',
    'adres ip',
  ],
  ...[
    'gateway',
    'subnet',
    'cidr',
    'prefix',
    'dns',
    'nameserver',
    'netmask',
    'link-local',
    'private',
    'whitelist',
    'allowlist',
    'blocklist',
    'firewall',
  ],
  ...[
    'ping',
    'traceroute',
    'ssh',
    'telnet',
    'host',
    'server',
    'proxy',
    'router',
    'connect(?:ed|ion)?',
    'peer',
    'x-forwarded-for',
    'address',
    'login',
    'logged in',
  ],
);
const CALLED_IP = /\bip(?:[ _-]?addr(?:ess)?)?(?: is)?[ :="'([]{1,4}$/i;
// Versions and object identifiers begin with small numbers.
const RELEASE =
  /\b(?:versions?|releases?|upgrad\w{0,4}|updat\w{0,4}|patch|bump\w{0,3}|downgrad\w{0,4}|merged|v8|oid|objectidentifier|sections?)\b[^\n]{0,24}$/i;
const VERSION =
  /(?:\bv(?:er(?:sion)?)?|\brelease|\bbuild|\bfirmware|\bsection|\bchapter|\bclause|\bstep|\bfigure|§|(?<![.\w])[a-z]+\/)[ .:=]{0,2}$/i;

// Drawings write .5 for 0.5 and leave out what they can: `3.51.98.32` is three numbers there.
const FRACTION_BEFORE = /(?:^|[^\d.])\d*\.\d+[ ,-]$/;
const FRACTION_AFTER = /^[ ,-]-?\d*\.\d+(?![\d.])/;

const isCommonV4 = ([a = 0, b = 0, c = 0]: readonly number[]) =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  a >= 224 ||
  (a === 100 && b >= 64 && b < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && b === 168) ||
  // Kept for documents (RFC 5737).
  (a === 192 && b === 0 && c === 2) ||
  (a === 198 && b === 51 && c === 100) ||
  (a === 203 && b === 0 && c === 113);

/** Loopback, link-local, unique local, multicast, for documents (RFC 3849), or an IPv4 address in other clothes. */
const isCommonV6 = (groups: readonly number[]) => {
  const [first = 0, second = 0] = groups;
  return (
    first === 0 || (first & 0xffc0) === 0xfe80 || (first & 0xfe00) === 0xfc00 || first >= 0xff00 || (first === 0x2001 && second === 0xdb8)
  );
};

/** What an address means: this very computer, something on many networks, one place, or perhaps no address at all. */
type Kind = 'own' | 'common' | 'public' | 'doubtful';

function confidence(text: string, start: number, end: number, kind: Kind): number {
  const block = /^\/\d{1,3}/.exec(text.slice(end, end + 4))?.[0].length ?? 0;
  if (isNothingElse(text, start, end + block)) return kind === 'own' || kind === 'common' ? NAMED : SURE;
  if (kind === 'public') return SURE;
  if (kind === 'own') return CALLED_IP.test(text.slice(Math.max(0, start - 20), start)) ? NAMED : COMMON;
  const context = new Context(text, start, end);
  if (kind === 'common') return context.isNamed(ADDRESS) ? NAMED : COMMON;
  return context.isNamed(ADDRESS) ? SURE : DOUBTFUL;
}

function kindOfV4(octets: readonly number[]): Kind {
  if (octets[0] === 127 || octets[0] === 0) return 'own';
  if (isCommonV4(octets)) return 'common';
  return octets.every((octet) => octet < 32) ? 'doubtful' : 'public';
}

/** @param written how many groups are spelled out */
function kindOfV6(groups: readonly number[], written: number): Kind {
  if (groups.slice(0, 7).every((group) => group === 0)) return 'own';
  if (isCommonV6(groups)) return 'common';
  return written < 3 ? 'doubtful' : 'public';
}

function inV4(text: string, found: Finding[]): void {
  for (let match = firstMatch(IPV4, text); match !== null; match = IPV4.exec(text)) {
    const { index: start, 0: address } = match;
    const octets = address.split('.').map(Number);
    if (octets.some((octet) => octet > 255) || /(?:^|\.)0\d/.test(address)) continue;
    if (VERSION.test(text.slice(Math.max(0, start - 20), start))) continue;
    if ((octets[0] ?? 0) < 32 && RELEASE.test(text.slice(Math.max(0, start - 48), start))) continue;
    const end = start + address.length;
    if (FRACTION_BEFORE.test(text.slice(Math.max(0, start - 12), start)) || FRACTION_AFTER.test(text.slice(end, end + 12))) continue;
    const sure = confidence(text, start, end, kindOfV4(octets));
    found.push({ type: 'ip-address', start, end, confidence: sure, validator: 'ipv4' });
  }
}

const isHexOrMark = (unit: number) => (unit >= 48 && unit <= 58) || unit === 46 || ((unit | 32) >= 97 && (unit | 32) <= 102);
const LONGEST = 45;

/** Starts at colons, which few texts hold many of, and reads what an address may hold on both sides. */
function inV6(text: string, found: Finding[]): void {
  for (let colon = text.indexOf(':'), past = 0; colon >= 0; colon = text.indexOf(':', Math.max(colon + 1, past))) {
    let start = colon;
    while (start > past && colon - start <= 5 && isHexOrMark(text.charCodeAt(start - 1))) start--;
    let end = colon + 1;
    while (end - start <= LONGEST && isHexOrMark(text.charCodeAt(end))) end++;
    past = end;
    while (text[end - 1] === '.' || (text[end - 1] === ':' && text[end - 2] !== ':')) end--;
    const groups = groupsOf(text.slice(start, end));
    if (groups === undefined || /\w/.test(text[start - 1] ?? ' ') || /\w/.test(text[end] ?? ' ')) continue;
    // `list[::2]` takes a slice.
    if (text[start - 1] === '[' && /[\w)\]]/.test(text[start - 2] ?? ' ')) continue;
    const zone = /^%[\w.-]{1,16}(?<![.-])/.exec(text.slice(end, end + 18));
    if (zone !== null) end += zone[0].length;
    const written = text
      .slice(start, end)
      .split(':')
      .filter((group) => group !== '').length;
    const sure = confidence(text, start, end, kindOfV6(groups, written));
    found.push({ type: 'ip-address', start, end, confidence: sure, validator: 'ipv6' });
  }
}

/** Addresses of both versions; where an IPv4 address ends an IPv6 one, the whole is the finding. */
export const ipAddress: Detector = {
  name: 'ip-address',
  find(text) {
    const found: Finding[] = [];
    inV6(text, found);
    inV4(text, found);
    return found;
  },
};
