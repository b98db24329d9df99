import { wordSearch } from './word-search.ts';

// BIP 39: 12 to 24 words of three to eight letters behind what calls them a phrase.
const PHRASE =
  /(?:seed|recovery|backup|secret|wallet)[ -](?:phrase|words?)|mnemonic|wiederherstellungsphrase|phrase (?:de récupération|secrète)|frase (?:semilla|seed|di recupero|de recuperação)/iy;
const WORDS =
  /[\w ,()'’-]{0,48}?(?::|=|\b(?:is|are|ist|est|es|è|é)\b|\n)[\s"'`>*]{0,6}((?:(?:\d{1,2}[.)] ?)?[a-z]{3,8}(?:,? |\r?\n|, ?)){11,23}[a-z]{3,8})(?![a-z])/iy;
// None of these is in the list of BIP 39.
const PROSE =
  /\b(?:the|and|for|are|was|were|with|that|this|from|you|your|have|has|not|but|can|will|into|they|their|der|die|und|las|los|que|les|des|che)\b/i;

/** The words that restore a crypto wallet. */
export const seedPhrase = wordSearch(['see', 'rec', 'bac', 'sec', 'wal', 'mne', 'wie', 'phr', 'fra'], PHRASE, (match, text) => {
  WORDS.lastIndex = match.index + match[0].length;
  const words = WORDS.exec(text)?.[1];
  if (words === undefined || PROSE.test(words)) return undefined;
  return { type: 'secret', start: WORDS.lastIndex - words.length, end: WORDS.lastIndex, confidence: 0.9, validator: 'seed-phrase' };
});
