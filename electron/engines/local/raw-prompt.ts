import type { LlamaModel, Token } from 'node-llama-cpp';
import { textOf } from '../../../shared/chat/request.ts';
import { type Prompt, refuseOverflow } from './chat-prompt.ts';
import { ownTokens } from './own-tokens.ts';
import type { ChatJob } from './protocol.ts';

/**
 * A text to be gone on with as it is, without the chat template. Its control tokens are those of the model: whoever writes
 * such a prompt writes the template, too. Throws `context-overflow` where it is too long.
 */
export function rawPromptOf({ messages }: Pick<ChatJob, 'messages'>, contextWindow: number, model: LlamaModel): Prompt {
  const { bos, eos, shouldPrependBosToken } = model.tokens;
  const given = ownTokensOf(messages, model);
  const tokens = given ?? model.tokenize(messages.map(textOf).join(''), true);
  const isBegun = bos !== null && tokens[0] === bos;
  if (given === undefined && shouldPrependBosToken && bos !== null && !isBegun) tokens.unshift(bos);
  // Something must predict the first token.
  const [first = bos ?? eos] = tokens;
  if (tokens.length === 0 && first !== null) tokens.push(first);
  refuseOverflow(tokens.length, contextWindow);
  return { tokens, stopTokens: new Set(), stopTexts: [], keep: 0 };
}

/** The prompt where it came as tokens; undefined where it is text. */
function ownTokensOf(messages: ChatJob['messages'], model: LlamaModel): Token[] | undefined {
  const parts = messages.flatMap(({ content }) => content.filter((part) => part.type === 'tokens'));
  return parts.length === 0 ? undefined : parts.flatMap(({ ids, field }) => ownTokens(ids, model, field));
}
