/** A value as it is written behind a word that announces it. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** Between quotes: the whole of it is the value. */
  readonly isQuoted: boolean;
  /**
   * Where it stands: behind `KEY=` or alone on its line behind `key=`, as in `.env` files; in an address's query; behind another
   * separator of code, tables or forms; behind words that say so (`is`, `lautet`); or behind others, or none.
   */
  readonly place: 'env-line' | 'query' | 'assigned' | 'said' | 'near';
}

const execAt = (shape: RegExp, text: string, at: number) => {
  shape.lastIndex = at;
  return shape.exec(text);
};

const CLOSERS = '(?:\\\\?["\'`»”)\\]]|\\*{1,2}|_{2}){0,4}';
const SPACE = '[ \\t\\u00a0]{0,8}';
// `password = `, `"password": `, `password: str = ` (but not `password: c2VjcmV0cw=`), `**Password:** `, `Password | `, `password =>`, and a value on the next line.
const ASSIGN = new RegExp(
  `${CLOSERS}${SPACE}(?:\\([^()\\r\\n]{1,24}\\)${SPACE})?(?::${SPACE}[A-Za-z_][\\w<>[\\]?.|]{0,30}${SPACE}=(?=${SPACE}[^\\s=,;}#"'\`]|${SPACE}["'\`][^\\s,;}"'\`])|=>|:=|\\?=|\\|\\|=|->|→|={1,3}|[:：]{1,2}|(?<=[ \\t])[-–—](?=[ \\t])|\\|(?!\\||\\s*["']))\\*{0,2}(?:${SPACE}(?:\\\\?\\r?\\n[ \\t>|-]{0,12})?)`,
  'y',
);
// The value in quotes behind a comma, bracket, fallback or attribute: `getenv("KEY", "…")`, `password("…")`, `KEY || "…"`, `name="password" value="…"`.
const BEFORE_QUOTE = new RegExp(
  `(?:["'\`]${SPACE},|["'\`]?\\]?\\)?${SPACE}(?:\\(|\\|\\||\\?\\?|or(?=\\s)|,)|["'](?:\\s(?:type|id|class)="[^"]{0,40}"){0,3}\\s{1,4}(?:value|content|default)${SPACE}=|)${SPACE}(?=\\\\?["'\`])`,
  'y',
);
// The name and the value of a setting, each under its own key: `- name: DB_PASSWORD` and `value: …` below it, `variable "db_password" { default = …`.
const NAMED = /["'`]?[ \t]{0,4}[,{]?(?:[^{}"'\r\n]{0,60}\r?\n){0,4}?[ \t]{0,40}["']?(?:value|default)["']?[ \t]{0,4}[:=][ \t]{0,4}/y;
const ELEMENT =
  /(?:<\/(?:th|td|dt|b|strong|label|span|p)>[\s:]{0,8}<(?:td|dd|span|code|b|strong|p)[^<>]{0,60})?>[ \t]{0,4}(?=[^\s<>][^<>\r\n]{0,512}<\/)/y;
const FLAG = /[ =](?=[^\s-])/y;

const IS =
  'is|are|was|equals|reads|ist|lautet|heißt|heisst|war|est|était|es|era|è|é|jest|brzmi|to jest|(?<=has[lł]o[ \\t])to|är|er|on|są|vale|será|sarà|sera|wäre|est:|=|是|は|는|은|это';
const WORD = '[ \\t][^\\s:="\'`<>{}();|]{1,24}';
// "my password for the staging box is …", "das Passwort lautet …": at most eight words stand between.
const SAYS = new RegExp(
  `["'\`*)]{0,2}(${`(?:${WORD})`}{0,8}?)(?:[ \\t]{0,2}(?:[：=]|:(?=[\\s"'\`«„“]))|['’]s(?=[ \\t])|[ \\t]{1,2}\\(?(?:${IS}|it['’]s)(?=[\\s:])|(?<=[\\u3000-\\u9fff\\uac00-\\ud7af])(?:是|は|는|은))(?:[ \\t]{1,2}(?:now|currently|still|just|simply|jetzt|nun|maintenant|ahora|teraz|agora|nu|set to|called))?[ \\t]{0,2}[:：]?[ \\t\\u00a0]{0,4}(?:\\r?\\n[ \\t]{0,8})?`,
  'y',
);
// "set the password to …", "log in with password …": the weakest ways to say so.
const TO = new RegExp(`(${`(?:${WORD})`}{0,5}?)[ \\t](?:to|as|auf|sur|en|a|na|su|para|op|als|in|with)[ \\t]{1,2}`, 'y');
// Words without quotes, behind `passphrase` alone.
const PHRASE = /[a-z]{3,12}(?:[ -][a-z]{3,12}){3,7}(?=[.!?,;]?(?:\s|$))/y;
// Network devices write a number for how it is stored before it.
const BESIDE = /[ \t]{1,2}(?:[05-9] )?/y;

// A plain mark, one that source code escapes, or one of a language's own; letters before it as in `b"…"`.
const QUOTED = /(?:[bruLf@]{0,2})(\\?["'`]|«\s?|“|„|‘|‚)((?:(?!\1)[^\r\n«»“”]){1,512}?)(?:\1|\s?»|”|“|’|‘)/y;
// A comma or semicolon ends it unless it goes on, and not with the next name of a list.
const BARE = /(?:[^\s"'`<>,;|«»“”，。、；]|[,;](?=[^\s,;"'`])(?!\w{1,20}[=:])){1,512}/y;
// Google's app passwords come in four groups.
const GROUPS = /[a-z]{4}(?: [a-z]{4}){3}(?![ ]?[a-z])/y;
const BARE_IN_QUERY = /[^\s"'`<>&#()[\]]{1,512}/y;
const IN_QUERY = /[?&][\w.-]{0,40}$/;
const BARE_IN_ENV = /[^\s"'`]{1,512}(?=[ \t]*(?:#.*)?(?:\r?\n|$))/y;
// `Buffer.from("…")`, `new SecretString('…')`; but a call that looks something up takes its name in quotes.
const CALL = /(?:new[ ])?[A-Za-z_][\w.:]{0,40}\([ ]?(?=["'`])/y;
const LOOKUP =
  /env|get|read|load|input|prompt|find|query|require|lookup|fetch|resolve|vault|param|config|test|match|log|print|sign|hash|(?:^|\W)_?t\(|i18n|label|field|column|select|option/i;
const LINE_START = /(?:^|[\r\n])[ \t]{0,8}(?:export |set |ENV |ARG |- )?[\w.]{0,60}$/;

/** Words between that make a sentence one about passwords, and not one that gives one. */
const ABOUT =
  /\b(?:(?:chang|expir|reset|updat|polic|requirement|attempt|minimum|maximum|contain|need)|(?:length|must|should|hash|hint|errors?|rules?|strength|manager|if|when|whether|why|how|what|field|not|no|longer|never|nicht|ne|pas|nie|non|não|niet|muss|soll|doit|debe|deve|musi|moet)\b)/i;

const isAbout = (between: string) => ABOUT.test(between) && !/[ ,](?:it|es|il|lo|to)$/i.test(between);

/** Without the punctuation of the sentence it ends, and without the bracket that it did not open. */
function trimmed(value: string): string {
  const bare = value.replace(/(?:\\[nrt])+$/, '').replace(/[.,:?*_]+$/, '');
  if (/[)\]}]$/.test(bare) && !/[([{]/.test(bare)) return bare.replace(/[)\]}.,:?!]+$/, '');
  return bare;
}

function valueAt(text: string, from: number, place: AssignedValue['place'], isPhrase = false): AssignedValue | undefined {
  const call = execAt(CALL, text, from)?.[0] ?? '';
  const at = LOOKUP.test(call) ? from : from + call.length;
  const quoted = execAt(QUOTED, text, at);
  if (quoted !== null) {
    const [whole, mark = '', value = ''] = quoted;
    const start = at + whole.indexOf(mark) + mark.length;
    return { start, end: start + value.length, value, isQuoted: true, place };
  }
  const groups = execAt(GROUPS, text, at)?.[0];
  if (groups !== undefined) {
    return { start: at, end: at + groups.length, value: groups.replaceAll(' ', ''), isQuoted: false, place: 'env-line' };
  }
  const phrase = isPhrase ? execAt(PHRASE, text, at)?.[0] : undefined;
  if (phrase !== undefined) return { start: at, end: at + phrase.length, value: phrase, isQuoted: true, place };
  const line = place === 'env-line' ? execAt(BARE_IN_ENV, text, at)?.[0] : undefined;
  const value = line ?? trimmed(execAt(place === 'query' ? BARE_IN_QUERY : BARE, text, at)?.[0] ?? '');
  if (value === '') return undefined;
  return { start: at, end: at + value.length, value, isQuoted: false, place };
}

function placeOf(text: string, start: number, end: number, separator: string): AssignedValue['place'] {
  const before = text.slice(Math.max(0, start - 72), start);
  if (separator === '=' && IN_QUERY.test(before)) return 'query';
  // YAML puts a blank behind its colon, and so do forms: there the name is in lower case.
  const name = text.slice(start, end);
  if (separator === '=' && !/[a-z]/.test(name)) return 'env-line';
  const isSetting = separator === '=' || (/^: {1,4}$/.test(separator) && !/[A-Z]/.test(name));
  return isSetting && LINE_START.test(before) ? 'env-line' : 'assigned';
}

/**
 * What a text gives as the value of a word, in the ways that people and programs write it; the likelier first.
 * @param start where the word starts
 * @param end where the identifier that it is part of ends
 */
export function* valuesOf(text: string, start: number, end: number): Generator<AssignedValue> {
  const isPhrase = /passphrase$/i.test(text.slice(start, end));
  const assign = execAt(ASSIGN, text, end);
  if (assign !== null) {
    const place = placeOf(text, start, end, assign[0]);
    let value = valueAt(text, end + assign[0].length, place, isPhrase);
    // Object literals of source code look like YAML, but for what their values are.
    const isCode = place === 'env-line' && assign[0] !== '=' && value?.isQuoted === false && /[.([?]|[,;{]$/.test(value.value);
    if (isCode) value = valueAt(text, end + assign[0].length, 'assigned', isPhrase);
    if (value !== undefined) yield value;
    return;
  }
  for (const shape of [BEFORE_QUOTE, NAMED, ELEMENT]) {
    const match = execAt(shape, text, end);
    if (match === null) continue;
    const value = valueAt(text, end + match[0].length, 'assigned');
    if (value !== undefined) yield value;
  }
  if (text.startsWith('--', start - 2) || /--[\w-]{1,30}$/.test(text.slice(Math.max(0, start - 34), start))) {
    const match = execAt(FLAG, text, end);
    const value = match === null ? undefined : valueAt(text, end + 1, 'assigned');
    if (value !== undefined) yield value;
  }
  for (const shape of [SAYS, TO, BESIDE]) {
    const match = execAt(shape, text, end);
    if (match === null || isAbout(match[1] ?? '')) continue;
    const value = valueAt(text, end + match[0].length, shape === SAYS ? 'said' : 'near', isPhrase);
    if (value !== undefined) yield value;
  }
}
