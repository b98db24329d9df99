import { type ChatRequest, isSound } from '../../chat/request.ts';
import { textsIn, textsOf } from '../texts.ts';
import { countCharacters, noCharacters } from './character-counts.ts';
import { TOKENIZER_FAMILIES, type TokenizerFamily, tokensBy } from './family.ts';
import { usualTokensOf } from './file-tokens.ts';

/** Estimated tokens of a prompt, by the tokenizer that counts them. */
export type Sizes = Readonly<Record<TokenizerFamily, number>>;

/** Tokens that a chat template spends on a message beside its text. Our own estimate, from the markers of ChatML and Llama templates. */
const MESSAGE_TOKENS = 4;

/** Tokens of the quotes and separators about a key or value of JSON. */
const JSON_TOKENS = 1;

/** Tokens of a picture: models spend some 250 to 1,600 on one, by its size, and none on the characters of its address. */
const PICTURE_TOKENS = 1_000;

/** Estimated tokens of messages and tool definitions. Costs far less than a scan. */
export function sizesOf({ messages, tools }: Pick<ChatRequest, 'messages' | 'tools'>): Sizes {
  const counts = noCharacters();
  let beside = messages.length * MESSAGE_TOKENS;
  for (const { content } of messages) {
    for (const part of content) {
      if (part.type === 'tokens') beside += part.ids.length;
      if (part.type === 'file') beside += usualTokensOf(part);
      if (part.type === 'image') beside += PICTURE_TOKENS;
      else for (const text of textsOf(part)) countCharacters(text, counts);
    }
  }
  for (const text of textsIn(tools)) {
    countCharacters(text, counts);
    beside += JSON_TOKENS;
  }
  const tokens: Record<TokenizerFamily, number> = tokensBy(counts);
  for (const family of TOKENIZER_FAMILIES) tokens[family] = Math.ceil(tokens[family] + beside);
  return tokens;
}

/** Estimated tokens of the sound in a prompt, which `sizesOf` counts as well. */
export const soundTokensOf = ({ messages }: Pick<ChatRequest, 'messages'>): number =>
  messages
    .flatMap(({ content }) => content)
    .reduce((sum, part) => (part.type === 'file' && isSound(part) ? sum + usualTokensOf(part) : sum), 0);
