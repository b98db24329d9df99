import type { Finding } from '../../finding.ts';
import { valuesOf } from './assigned-value.ts';
import { secretColumn } from './secret-column.ts';
import { isMixed, secretConfidence } from './secret-value.ts';
import { ANY_SECRET_WORD, isHarmless, SECRET_WORD_STARTS, SECRET_WORDS, type SecretWord } from './secret-words.ts';
import { sqlValues } from './sql-values.ts';
import type { Hit, WordSearch } from './word-search.ts';

const IDENTIFIER_AFTER = /[\w-]{0,40}/y;
/** "… is my password", "use … as the password": what stands between the two. */
const SAID_BEFORE =
  /["'`”“»]?,? (?:is|was|as|ist|als|est|comme|es|como|è|come|jest|to|jako|é)(?: (?:my|the|our|your|his|her|mein|das|unser|mon|le|notre|mi|la|su|mio|moje|minha|mijn|het|ons)){0,2}(?: [\w-]{2,12}){0,2} ?$/i;

/** Below this, a value is a plain word. */
const SURE_OF_A_WORD = 0.64;

/** Where a word of the third kind is one: `key` by itself, after a sign, or as a hump: not in `monkey`. */
const startsWord = (text: string, at: number) =>
  !/[a-z]/i.test(text.charAt(at - 1)) || (/[A-Z]/.test(text.charAt(at)) && /[a-z]/.test(text.charAt(at - 1)));

/** The key of a wireless network is a password. */
const NETWORK_BEFORE = /(?:wi-?fi|wlan|wpa[23]?|wep|netzwerk|pre-?shared|ssid:? ?[\w-]{1,32},)[-_ ]?$/i;
const NETWORK_AFTER = /^ (?:(?:du|de|del|della|do|da) )?(?:wi-?fi|wlan|wpa[23]?|wep)\b/i;

function kindOf(match: RegExpExecArray, text: string): SecretWord {
  if (match[1] !== undefined) return 'password';
  const end = match.index + match[0].length;
  if (
    match[3] !== undefined &&
    (NETWORK_BEFORE.test(text.slice(Math.max(0, match.index - 40), match.index)) || NETWORK_AFTER.test(text.slice(end, end + 12)))
  )
    return 'password';
  return match[2] !== undefined ? 'secret' : 'key';
}

const finding = (start: number, end: number, confidence: number, kind: SecretWord): Finding => ({
  type: 'secret',
  start,
  end,
  confidence,
  validator: `assigned-${kind}`,
});

/** The value before the word, where nothing behind it is one. */
function saidBefore(text: string, at: number, past: number): Finding | undefined {
  const from = Math.max(past, at - 48);
  const between = SAID_BEFORE.exec(text.slice(from, at));
  if (between === null) return undefined;
  const end = from + between.index;
  const value = /[^\s"'`“„«(]{6,64}$/.exec(text.slice(Math.max(past, end - 64), end))?.[0] ?? '';
  if (!isMixed(value) || !/\d/.test(value) || ANY_SECRET_WORD.test(value) || /bad|weak|strong|good|common|poor|safe/i.test(between[0]))
    return undefined;
  const start = end - value.length;
  const sure = secretConfidence('password', { start, end, value, isQuoted: false, place: 'said' });
  return sure === 0 ? undefined : finding(start, end, sure, 'password');
}

/** `pass` and `identified by` where nothing assigns: "must pass", "encompass". */
const isVerb = (text: string, at: number, end: number) =>
  /^(?:pass$|identified)/i.test(text.slice(at, end)) &&
  !/[_-]/.test(text.charAt(at - 1)) &&
  !/^["'`]?\s?[:=]/.test(text.slice(end, end + 4));

/** What the value behind the word is, or before it. */
function namedValue(text: string, at: number, end: number, kind: SecretWord, past: number): Finding | undefined {
  for (const assigned of valuesOf(text, at, end)) {
    const sure = secretConfidence(kind, assigned);
    // "Pass `fatal`", "identified by `name`": verbs, before what is no more than a word.
    if (sure < SURE_OF_A_WORD && isVerb(text, at, end)) continue;
    if (sure > 0) return finding(assigned.start, assigned.end, sure, kind);
  }
  return kind === 'password' ? saidBefore(text, at, past) : undefined;
}

function columnOf(text: string, at: number, end: number, kind: SecretWord): Hit | undefined {
  const isInSentence = isVerb(text, at, end) && /[a-z] ?$/i.test(text.slice(Math.max(0, at - 2), at));
  const column = sqlValues(text, at, end) ?? secretColumn(text, at, end);
  if (column === undefined || isInSentence) return undefined;
  const findings = column.cells.flatMap(({ start, value }) => {
    const sure = secretConfidence(kind, { start, end: start + value.length, value, isQuoted: true, place: 'assigned' });
    return sure > 0 ? [finding(start, start + value.length, sure, kind)] : [];
  });
  return { findings, end: column.end };
}

/** Values that the words before them call a password, a secret, a token or a key: in code, settings, tables, forms and prose. */
export const assignment: WordSearch = {
  starts: SECRET_WORD_STARTS,
  find(text, at, past) {
    SECRET_WORDS.lastIndex = at;
    const match = SECRET_WORDS.exec(text);
    if (match === null) return undefined;
    const kind = kindOf(match, text);
    if (kind === 'key' && !startsWord(text, at)) return undefined;
    const wordEnd = at + match[0].length;
    IDENTIFIER_AFTER.lastIndex = wordEnd;
    const after = IDENTIFIER_AFTER.exec(text)?.[0] ?? '';
    if (isHarmless(text.slice(Math.max(0, at - 24), at), after)) return undefined;
    const end = wordEnd + after.length;
    const column = columnOf(text, at, end, kind);
    if (column !== undefined) return column;
    const value = namedValue(text, at, end, kind, past);
    return value === undefined ? undefined : { findings: [value], end: Math.max(end, value.end) };
  },
};
