import type { Finding } from '../../finding.ts';
import { commonPairs } from './letter-pairs.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf, looksDrawn, makeupOf } from './randomness.ts';
import type { WordSearch } from './word-search.ts';

/** Fewest characters of a session's number: shorter ones can be guessed, and are settings. */
const SHORTEST = 16;
/** Fewest where the cookie's name says nothing. */
const SHORTEST_UNNAMED = 24;
const MOST_COOKIES = 64;
/** Browsers keep no longer ones (RFC 6265, 6.1); what of a longer value decides is at its start. */
const LONGEST = 4096;

// `Cookie: `, `"Cookie": "`, `"name":"cookie","value":"`, `set("Set-Cookie", ["`, `document.cookie = "`, `cookies={`, `--cookie "`; and `curl -b "`.
const HEADER =
  /cookies?(?![\w.-])\\?["'`]?\]?[ \t]{0,4}(?:=>|[:=,]|is[ \t])?\*{0,2}\s{0,4}(?:\\?["']value\\?["']\s{0,4}:\s{0,4})?[[{(]{0,2}\s{0,12}(?=\\?["'`]?[\w.%!#$&*+^|~-]{1,64}\\?["'`]?\s?[:=])|[ \t]-b[ \t=]?(?=\\?["'`]?[\w.%-]{1,64}=)/iy;
const COOKIE = new RegExp(
  `\\\\?["'\`]?([\\w.%!#$&*+^|~-]{1,64})\\\\?["'\`]?[ \\t]{0,3}[:=][ \\t]{0,3}\\\\?["'\`]?([^\\s;,"'\`\\\\<>{}[\\]]{0,${LONGEST}})`,
  'y',
);
// What parts two cookies, or a cookie from its attributes: those have names and values of cookies, too, and hold nothing.
const NEXT = /\\?["'`]?[^;,"'`\\\r\n]{0,40}(?:[;,]\s{0,12}|\\?["'`][\])]{0,2},\s{0,12})/y;
// HAR files, browsers' exports and code: `{"name": "sessionid", "value": "…"`, with other properties between.
const ENTRY = new RegExp(
  `name["']?\\s{0,4}[:=]\\s{0,4}["']([\\w.%-]{1,64})["']\\s{0,4},\\s{0,40}(?:["']?\\w{1,24}["']?\\s{0,4}[:=]\\s{0,4}(?:["'][^"'\\r\\n]{0,64}["']|[\\w.-]{1,24})\\s{0,4},\\s{0,40}){0,8}["']?value["']?\\s{0,4}[:=]\\s{0,4}["']([^\\s"'\\\\]{${SHORTEST},${LONGEST}})(?=["'])`,
  'iy',
);
// `setcookie("PHPSESSID", "…")`, `res.cookie('sid', '…')`.
const CALL = new RegExp(
  `cookie\\(\\s{0,12}["'\`]([\\w.%-]{1,64})["'\`]\\s?,\\s{0,12}["'\`]([^\\s"'\`\\\\]{${SHORTEST},${LONGEST}})(?=["'\`])`,
  'iy',
);
// `SESSION_COOKIE=…`, "the session cookie is …".
const SAID = new RegExp(
  `(?<=(session|auth|login)[-_ ]?)cookie["'\`*]{0,2}[ \\t]{0,4}(?:[:=]|is[ \\t]|ist[ \\t])\\s{0,4}["'\`]?([\\w%+/.~-]{${SHORTEST},${LONGEST}}={0,2})(?![\\w=:])`,
  'iy',
);
// A line of the file that curl and wget keep: domain, subdomains, path, secure, expiry, name, value.
const JAR_LINE = new RegExp(`\\t(?:TRUE|FALSE)\\t\\d{1,12}\\t([\\w.%-]{1,64})\\t(\\S{${SHORTEST},${LONGEST}})`, 'y');
// The names that frameworks give, wherever they stand, and Flask's signed session.
const FRAMEWORKS = new RegExp(
  `(PHPSESSID|JSESSIONID|jsessionid|ASPSESSIONID[A-Z]{8}|ASP\\.NET_SessionId|\\.AspNetCore\\.[\\w.]{2,40}|(?<=connect)\\.sid|(?<=laravel|_gh)_sess(?:ion)?|sessionid|session(?==\\.?ey?J[\\w-]{8,4096}\\.[\\w-]{5,8}\\.[\\w-]{20,}))(?:[=\\t]|\\\\?["']?[ \\t]?[:=][ \\t]?\\\\?["'])([^\\s;,&?"'\`\\\\<>{}[\\]]{${SHORTEST},${LONGEST}})`,
  'y',
);

// What frameworks call them, and the names of a few great sites.
const SESSION = /sess|sid(?![a-df-z]|eb)|auth|token|csrf|xsrf|jwt|remember|log(?:ged)?_?in|credential|clearance|^(?:xs|li_at|d)$/i;
// Consent, settings, statistics and load balancers.
const HARMLESS =
  /consent|optanon|policy|banner|theme|locale|i18n|currency|country|timezone|redirect|timeout|expir|(?:^|[-_.])(?:lang(?:uage)?|tz|return|next(?!-auth)|provider|method|hint|type|start|last|count)(?:$|[-_.])|^_(?:ga|gid|gat|gcl|fb|hj|cl|pk|sp|uet|vis|vwo|pin|tt|mk|cfuvid)|^__(?:utm|gads|gpi|eoi|cf_?bm|hstc|hssc)|^amp|^ajs|^mp_|mixpanel|intercom-id|hubspotutk|analytics|visitor|experiment|^(?:awsalb|bigip|serverid|route|expires|path|domain|max-age|samesite|priority)/i;

function isSecret(name: string, written: string): boolean {
  if (HARMLESS.test(name) || /^https?[:%]/i.test(written)) return false;
  const value = written.slice(0, 128).replace(/%[\da-f]{2}/gi, '-');
  const { lower, upper, digits, changes } = makeupOf(value);
  const letters = lower + upper;
  if (value.length < SHORTEST || letters === 0 || entropyOf(value) < 2.4 || isPlaceholder(value)) return false;
  if (SESSION.test(name))
    return looksDrawn(value) || (digits > 1 && changes >= 0.06) || (digits > 0 && changes >= 0.25) || commonPairs(value) <= 0.6;
  // A time or a count in it, and it is for statistics.
  return (
    value.length >= SHORTEST_UNNAMED && looksDrawn(value) && digits > 1 && letters > 4 && entropyOf(value) >= 3.4 && !/\d{9,}/.test(value)
  );
}

const secret = (end: number, name: string, value: string): Finding => ({
  type: 'secret',
  start: end - value.length,
  end,
  confidence: SESSION.test(name) ? 0.9 : 0.75,
  validator: 'session-cookie',
});

/** What lets in, among the cookies listed from `from` on, and where the list ends. */
function cookiesFrom(text: string, from: number): { readonly findings: readonly Finding[]; readonly end: number } {
  const findings: Finding[] = [];
  let end = from;
  COOKIE.lastIndex = from;
  for (let count = 0; count < MOST_COOKIES; count++) {
    const cookie = COOKIE.exec(text);
    if (cookie === null) break;
    end = COOKIE.lastIndex;
    const [, name = '', value = ''] = cookie;
    if (isSecret(name, value)) findings.push(secret(end, name, value));
    NEXT.lastIndex = end;
    const next = NEXT.exec(text);
    if (next === null) break;
    end = NEXT.lastIndex;
    COOKIE.lastIndex = end;
  }
  return { findings, end };
}

const LISTS: WordSearch = {
  starts: ['coo', ' -b', '\t-b'],
  find(text, at) {
    HEADER.lastIndex = at;
    return HEADER.test(text) ? cookiesFrom(text, HEADER.lastIndex) : undefined;
  },
};

const PAIRS: WordSearch = {
  starts: ['nam', 'coo', '\tTR', '\tFA', 'PHP', 'JSE', 'ASP', '.As', '.si', '_se', 'ses'],
  find(text, at) {
    for (const shape of [FRAMEWORKS, ENTRY, CALL, SAID, JAR_LINE]) {
      shape.lastIndex = at;
      const [whole = '', name = '', value = ''] = shape.exec(text) ?? [];
      if (whole === '') continue;
      const end = shape.lastIndex;
      if (SESSION.test(name) && isSecret(name, value)) return { findings: [secret(end, name, value)], end };
      // No sign ends such a value: it is read once, and not again from each place in it.
      if (shape === FRAMEWORKS) return { findings: [], end };
    }
    return undefined;
  },
};

/** Cookies that keep somebody signed in: in headers, on command lines, in browsers' exports, and under the names that frameworks give. */
export const SESSION_COOKIES: readonly WordSearch[] = [LISTS, PAIRS];
