import type { Detector, Finding } from '../../finding.ts';
import { isPlaceholder } from './placeholder.ts';
import { looksDrawn } from './randomness.ts';

// Addresses that let anybody who knows them write or read: each is a secret as a whole.
const WEBHOOKS: readonly (readonly [name: string, shape: RegExp])[] = [
  ['slack-webhook', /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[\w/+-]{20,120}/y],
  ['discord-webhook', /(?:\w{2,8}\.)?discord(?:app)?\.com\/api(?:\/v\d{1,2})?\/webhooks\/\d{15,22}\/[\w-]{30,100}/y],
  ['teams-webhook', /[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[\w@/-]{40,250}/y],
  ['power-automate-webhook', /[\w.-]{1,80}\.logic\.azure\.com(?::\d{2,5})?\/workflows\/[^\s"'<>`]{20,400}[?&]sig=[\w%-]{20,100}/y],
  ['zapier-webhook', /hooks\.zapier\.com\/hooks\/catch\/[\w/]{8,60}/y],
  ['google-chat-webhook', /chat\.googleapis\.com\/v1\/spaces\/[\w-]{5,40}\/messages\?[^\s"'<>`]{20,300}/y],
  ['telegram-bot-token', /api\.telegram\.org\/(?:file\/)?bot\d{8,10}:[\w-]{30,40}/y],
];

const SCHEME_BEFORE = /(?:jdbc:)?[a-z][a-z0-9+.-]{1,24}$/i;
// User and password. Neither holds a slash: there a host with a port has ended, and a path begun.
const USER_INFO = /([^\s:@/?#"'`<>\\]{0,128}):([^\s/"'`<>\\]{1,256})@(?=[\w[%.$*{-])/y;
const TOKEN_ALONE = /([^\s:@/?#"'`<>\\]{16,256})@(?=[\w[%.-])/y;
const IN_QUERY = /[^\s"'`<>\\]{1,400}?[?&;](?:password|passwd|pwd|pass|secret)=([^\s"'`<>\\&;]{1,200})/iy;
const REST = /[^\s"'`<>\\|]{1,512}/y;
const TRIVIAL = /^(?:p(?:ass)?w(?:or)?d|pass|passwd|secret|\*+|x+|\.+|\[?hidden\]?|pw|token)$/i;
/** Schemes whose addresses say in their parameters who may come in. */
const WITH_PARAMETERS = /^(?:jdbc:|postgres|mysql|mariadb|mongodb|redis|amqp|sqlserver|mssql|clickhouse|snowflake|oracle|sftp|ftp|smb)/i;

const execAt = (shape: RegExp, text: string, at: number) => {
  shape.lastIndex = at;
  return shape.exec(text);
};

/** Where an address that runs on from `at` ends, without the punctuation of the sentence it stands in. */
function addressEnd(text: string, at: number): number {
  const rest = execAt(REST, text, at)?.[0] ?? '';
  return at + rest.replace(/[.,;:!?)\]}*_]+$/, '').length;
}

function secretAt(text: string, at: number, scheme: string): Finding | undefined {
  const start = at - 3 - scheme.length;
  for (const [validator, shape] of WEBHOOKS) {
    const length = execAt(shape, text, at)?.[0].length;
    if (length !== undefined) return { type: 'secret', start, end: at + length, confidence: 0.97, validator };
  }
  const pair = execAt(USER_INFO, text, at);
  const [, user = '', password = ''] = pair ?? [];
  if (pair !== null) {
    if (TRIVIAL.test(password) || isPlaceholder(password)) return undefined;
    return { type: 'secret', start, end: addressEnd(text, at + pair[0].length), confidence: 0.97, validator: 'url-password' };
  }
  const alone = execAt(TOKEN_ALONE, text, at);
  if (alone !== null && user === '' && looksDrawn(alone[1] ?? '')) {
    return { type: 'secret', start, end: addressEnd(text, at + alone[0].length), confidence: 0.96, validator: 'url-token' };
  }
  const parameter = WITH_PARAMETERS.test(scheme) ? execAt(IN_QUERY, text, at)?.[1] : undefined;
  if (parameter === undefined || TRIVIAL.test(parameter) || isPlaceholder(parameter)) return undefined;
  return { type: 'secret', start, end: addressEnd(text, at), confidence: 0.97, validator: 'url-password' };
}

/** Addresses with a password in them, of databases, queues and web pages, and webhooks. */
export const addressPassword: Detector = {
  name: 'address-password',
  find(text) {
    const found: Finding[] = [];
    for (let at = text.indexOf('://'); at !== -1; ) {
      const written = SCHEME_BEFORE.exec(text.slice(Math.max(0, at - 32), at))?.[0] ?? '';
      // The letter of a line end as JSON writes it is no part of the scheme.
      const scheme = text[at - written.length - 1] === '\\' && /^[nrt]/.test(written) ? written.slice(1) : written;
      const finding = scheme === '' ? undefined : secretAt(text, at + 3, scheme);
      if (finding !== undefined) found.push(finding);
      at = text.indexOf('://', finding?.end ?? at + 3);
    }
    return found;
  },
};
