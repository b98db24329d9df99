import { wordSearch } from './word-search.ts';

// "My PIN is 4821", "Die PIN der Karte lautet 4821", `PIN: 4821`, `"card_pin": "4821"`, `PUK: 48213579`.
const PIN =
  /(?<![A-Za-z\d])p(?:in|uk)(?:[-_ ]?(?:code|nummer|number))?["']?(?:\s(?:for|of|on|to|für|der|zur|vom|de|del|della|do|van|voor|du|pour|para|per|na)\s[^\r\n:=.,;\d]{1,32}?)?(?:\s?[:=]|\s(?:is|was|ist|lautet|est|es|è|to|jest|é)(?=\s))\s{0,2}["'`]?(\d{4,8})(?![\w%€$]|[.,:/-]\d|\s\d|\s?(?:of|and|to|on|mm|cm|ms|px|digits|times)\b)/iy;

// Whose it is, or that it is one: chips have pins, too, and those of India's post have six digits.
const OWNED =
  /(?:^|[^a-zà-ÿ])(?:my|your|his|her|our|their|the|sim|card|phone|bank|app|door|alarm|atm|debit|credit|(?:m|d)eine?|unsere?|ihre?|die|karten|handy|mon|votre|notre|code|mi|tu|su|mio|tuo|suo|il|mój|moja|twój|meu|seu|o|mijn|jouw|uw|de)[\s_-]$/i;
const STARTS_SENTENCE = /(?:^|[\n.!?]\s{0,4})$/;

function isSecret(before: string, whole: string, digits: string): boolean {
  const isPuk = /^puk/i.test(whole);
  const isLong = digits.length > 5;
  if (isPuk || OWNED.test(before)) return !isLong || isPuk || !/code|[:=]/i.test(whole);
  if (isLong) return false;
  return /^PIN/.test(whole) ? STARTS_SENTENCE.test(before) : /["']$/.test(before) && /["']\d+$/.test(whole);
}

/** PINs of cards, telephones and doors, as people and forms give them. */
export const pin = wordSearch(['pin', 'puk'], PIN, ({ 0: whole, 1: digits = '', index }, text) => {
  if (!isSecret(text.slice(Math.max(0, index - 16), index), whole, digits)) return undefined;
  const end = index + whole.length;
  return { type: 'secret', start: end - digits.length, end, confidence: 0.75, validator: 'pin' };
});
