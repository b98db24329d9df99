import { printableOf } from './jwt.ts';
import { entropyOf, makeupOf, wordiness } from './randomness.ts';

/** Fewest characters of a token that is taken for a secret for its looks alone. */
const SHORTEST = 24;
/** Longer ones are files, images and certificates. */
const LONGEST = 160;

const CANDIDATE = /[A-Za-z0-9+/][A-Za-z0-9+/_-]{23,100000}={0,2}/g;

// What makes a drawn-looking run of characters something else, by how it begins.
const NO_SECRET_START =
  /^(?:sha\d{1,3}-|md5-|AAAA[BCE]|iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|JVBERi0|PHN2Zy|UEsDB|H4sI|MII|LS0tLS|Qm[1-9A-HJ-NP-Za-km-z]{44}$|bafy|bc1|ltc1|addr1|npub1|0x|WebKitFormBoundary|pk_(?:live|test)_|pk\.eyJ|[13][1-9A-HJ-NP-Za-km-z]{25,34}$|AC[a-f0-9]{32}$)/;
const MONEY_NEAR = /wallet|address|bitcoin|\bbtc\b|\beth\b|solana|monero|litecoin|tron\b|donat/i;

// What makes it something else, by what stands before on its line: a hash, an identity, a part of a file.
const NO_SECRET_BEFORE =
  /(?:\b|_)(?:sha-?\d{0,3}|md5|h1|bh?(?==)|hash(?:es)?|digest|checksums?|etag|fingerprint|integrity|signature|nonce|cursor|commit|revision|rev|blob|tree|image|cid|ids?|[a-z]{1,12}_ids?|id-2|uuid|guid|ksuid|nanoid|session|build|trace|request|span|thread|file|video|channel|document|doc|page|playlist|base64|pub(?:lic)?[_ -]?key\d{0,3}|site-?key|certificate|thumbprint|tracking|order|ref|reference|invoice|class|slug|version|boundary|csrf[-_ ]?token|prüfsumme|kennung|empreinte|identifiant|somme de contrôle|identificador|huella|identificatore|impronta|identyfikator|skrót|suma kontrolna|identificador|controlesom|kenmerk)\b[^\r\n]{0,24}$|[a-z](?:Id|ID|Hash|Digest|Tag|Name|Cursor)["'`]?\s?[:=]\s?["'`]?$|ssh-(?:rsa|ed25519|dss) $|ecdsa-\S{1,20} $|base64,$|consent[\w-]{0,8}=(?:\{stamp:')?$|(?:__cf_?bm|awsalb[a-z]{0,6})=$/i;

// `cus_…`, `chatcmpl-…`: what names a customer, an answer, a file.
const NAMED_KIND =
  /^(?:pi|ch|cus|sub|in|ii|il|si|price|prod|evt|req|pm|seti|acct|txn|po|card|src|dp|file|batch|chatcmpl|cmpl|msg|toolu|call|thread|asst|run|resp|conv|user|usr|org|team|proj|prj|ws|inv|ord|order|plan|item|img|vid|job|task|node|build|dpl|wf|step|span|trace|ses|vs|gen|ftjob|snap|vol|subnet|vpc|ami|sg|eni|rtb|igw)[_-]/;

const HASH_WITH_NAME = /^[A-Za-z_-]+[_-][0-9a-f]{16,}$/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const LINE_OF_BASE64 = /[A-Za-z0-9+/]{40,80}={0,2}\s/y;

function looksSecret(token: string): boolean {
  const { lower, upper, digits, others, changes } = makeupOf(token);
  if (digits < (changes >= 0.4 ? 1 : 2) || UUID.test(token)) return false;
  // Parts of a path and words between hyphens come in more pieces than chance puts signs among 64 characters.
  if (others > token.length / 8) return false;
  if (lower > 0 && upper > 0) return changes >= 0.3 && wordiness(token) <= 0.65 && entropyOf(token) >= 3.8;
  // One case and digits: a hash in hex, unless letters beyond F come too, and then only when long.
  return (
    lower > 0 &&
    token.length >= 32 &&
    token.length <= 64 &&
    others === 0 &&
    digits >= 5 &&
    changes >= 0.25 &&
    (token.match(/[g-z]/g)?.length ?? 0) >= 8
  );
}

/** True inside a block of base64 lines, such as a certificate or an attachment. */
function isOneOfManyLines(text: string, start: number, end: number): boolean {
  LINE_OF_BASE64.lastIndex = text.charCodeAt(end) === 13 ? end + 2 : end + 1;
  if (/[\r\n]/.test(text.charAt(end)) && LINE_OF_BASE64.test(text)) return true;
  return /[A-Za-z0-9+/]{40,80}\r?\n$/.test(text.slice(Math.max(0, start - 84), start));
}

/**
 * Tokens in a run of characters that look drawn by lot, though nothing near them says what they are.
 * @param visit gets where each starts and ends
 */
export function eachLoneToken(text: string, from: number, to: number, visit: (start: number, end: number) => void): void {
  const run = text.slice(from, to);
  // An address names what it leads to in its path, and hashes are part of that.
  if (run.includes('://') || run.includes('//')) return;
  for (const match of run.matchAll(CANDIDATE)) {
    const token = match[0];
    const start = from + match.index;
    const end = start + token.length;
    if (token.length < SHORTEST || token.length > LONGEST || !looksSecret(token) || NO_SECRET_START.test(token)) continue;
    const before = text.slice(Math.max(0, start - 40), start);
    if (
      NO_SECRET_BEFORE.test(before) ||
      MONEY_NEAR.test(before) ||
      MONEY_NEAR.test(text.slice(end, end + 40)) ||
      isOneOfManyLines(text, start, end)
    )
      continue;
    // The local part of a message's number, a part of an encoded address, the name of a file.
    if (
      /^(?:@|\.[a-z]{2,4}(?![\w.]))/.test(text.slice(end, end + 6)) ||
      text.charAt(start - 1) === '%' ||
      HASH_WITH_NAME.test(token) ||
      NAMED_KIND.test(token)
    )
      continue;
    // Text in base64 is read as what it says.
    const printable = printableOf(token, LONGEST);
    if (printable.length >= Math.floor((token.replace(/=+$/, '').length * 3) / 4) - 1) continue;
    visit(start, end);
  }
}
