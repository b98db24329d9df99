import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, base58xmr, base58xrp, bech32, bech32m, createBase58check } from '@scure/base';
import type { Detector, Finding } from '../../finding.ts';
import { Context } from './context.ts';
import { words } from './format.ts';
import { DIGIT, kindOf, LETTER } from './shapes.ts';

const SHORTEST = 25;
const LONGEST = 112;
// Base 58 leaves out 0, O, I and l.
const SHAPE =
  /^(?:0x[\da-f]{40}|(?:bc|tb|ltc|bcrt)1[ac-hj-np-z02-9]{22,87}|addr1[ac-hj-np-z02-9]{50,110}|(?-i:[1-9A-HJ-NP-Za-km-z]{95}|[1-9A-HJ-NP-Za-km-z]{25,44}))$/i;

const WALLET = words(
  'wallet',
  'crypto',
  'address',
  'bitcoin',
  'btc',
  'eth(?:ereum)?',
  'sol(?:ana)?',
  'phantom',
  'tron',
  'usdt',
  'usdc',
  'token',
  'pubkey',
  'public key',
);
const SOLANA = words('wallet', 'sol(?:ana)?', 'phantom', 'spl', 'crypto');

// First bytes of addresses: Bitcoin, Litecoin, Dogecoin, Dash, Tron, Zcash, and Bitcoin's tests.
const VERSIONS = new Set([0x00, 0x05, 0x30, 0x32, 0x1e, 0x16, 0x4c, 0x10, 0x41, 0x6f, 0xc4]);
const checkedBase58 = createBase58check(sha256);

/** The result, or undefined where the library throws: what is read here is anybody's text. */
function attempt<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** EIP-55: a letter is a capital where the hash of the small ones has 8 or more. */
function isEthereumChecked(address: string): boolean {
  const digits = address.slice(2);
  const hash = hexOf(keccak_256(Uint8Array.from(digits.toLowerCase(), (digit) => digit.charCodeAt(0))));
  return [...digits].every(
    (digit, index) => /\d/.test(digit) || (digit === digit.toUpperCase()) === Number.parseInt(hash.charAt(index), 16) >= 8,
  );
}

function isBase58Checked(word: string): boolean {
  const payload = attempt(() => checkedBase58.decode(word));
  if (payload !== undefined)
    return (payload.length === 21 && VERSIONS.has(payload[0] ?? -1)) || (payload.length === 22 && word.startsWith('t'));
  // Ripple has an alphabet of its own.
  const ripple = word.startsWith('r') ? attempt(() => base58xrp.decode(word)) : undefined;
  return ripple?.length === 25 && hexOf(sha256(sha256(ripple.subarray(0, 21)))).startsWith(hexOf(ripple.subarray(21)));
}

function isMonero(word: string): boolean {
  const bytes = attempt(() => base58xmr.decode(word));
  return bytes?.length === 69 && hexOf(keccak_256(bytes.subarray(0, 65))).startsWith(hexOf(bytes.subarray(65)));
}

function isBech32(word: string): boolean {
  const text = word.toLowerCase() as `${string}1${string}`;
  return attempt(() => bech32.decode(text, false)) !== undefined || attempt(() => bech32m.decode(text, false)) !== undefined;
}

/** Which check confirms a word, and how sure that makes it. */
function verdict(word: string, context: () => Context): readonly [validator: string, confidence: number] | undefined {
  if (/^0x/i.test(word)) {
    const digits = word.slice(2);
    if (/^(.)\1+$/.test(digits)) return undefined;
    const isMixed = /[a-f]/.test(digits) && /[A-F]/.test(digits);
    if (isMixed && isEthereumChecked(word)) return ['eip-55', 0.98];
    if (context().isNamed(WALLET)) return ['ethereum-shape', 0.9];
    return isMixed ? undefined : ['ethereum-shape', 0.75];
  }
  if (/^(?:bc|tb|bcrt|ltc|addr)1/i.test(word) && isBech32(word)) return ['bech32', 0.99];
  if (!/\d/.test(word) || !/[A-Za-z]/.test(word)) return undefined;
  if (word.length === 95) return isMonero(word) ? ['monero', 0.99] : undefined;
  if (word.length <= 36) return /^[13LM3D9AXTrtmn27]/.test(word) && isBase58Checked(word) ? ['base58check', 0.99] : undefined;
  const isKey = context().isNamed(SOLANA) && attempt(() => base58.decode(word))?.length === 32;
  return isKey ? ['ed25519-length', 0.85] : undefined;
}

const isWord = (text: string, index: number) => {
  const kind = kindOf(text.charCodeAt(index));
  return kind === DIGIT || kind === LETTER;
};

/** The words of letters and digits that are long enough. Each holds one of the places looked at, so most of a text is never read. */
function* longWords(text: string): Generator<readonly [start: number, end: number]> {
  for (let place = SHORTEST - 1, past = 0; place < text.length; place += SHORTEST) {
    if (place < past || !isWord(text, place)) continue;
    let start = place;
    while (start > past && isWord(text, start - 1)) start--;
    let end = place + 1;
    while (isWord(text, end)) end++;
    past = end;
    if (end - start >= SHORTEST && end - start <= LONGEST) yield [start, end];
  }
}

export const cryptoWallet: Detector = {
  name: 'crypto-wallet',
  find(text) {
    const found: Finding[] = [];
    for (const [start, end] of longWords(text)) {
      const word = text.slice(start, end);
      if (!SHAPE.test(word)) continue;
      const [validator, confidence] = verdict(word, () => new Context(text, start, end)) ?? ['', 0];
      if (confidence > 0) found.push({ type: 'crypto-wallet', start, end, confidence, validator });
    }
    return found;
  },
};
