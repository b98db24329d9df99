import type { LlamaModel, Token } from 'node-llama-cpp';

/** Turns generated tokens into text, never half a character. */
export interface TokenDecoder {
  /** The text that this token completes; empty while a character is unfinished. */
  push(token: Token): string;
  /** The text of what is unfinished. */
  rest(): string;
}

const REPLACEMENT = '\uFFFD';
/** A character has at most four bytes, so more tokens than this are no character but broken output. */
const MAX_PENDING = 8;
/** Tokens before, from which the tokenizer knows whether a space belongs at the start. */
const LOOK_BACK = 4;

/** @param before the last tokens of the prompt */
export function createTokenDecoder(model: LlamaModel, before: readonly Token[]): TokenDecoder {
  let last = before.slice(-LOOK_BACK);
  let pending: Token[] = [];

  function take(): string {
    const text = model.detokenize(pending, false, last);
    last = [...last, ...pending].slice(-LOOK_BACK);
    pending = [];
    return text;
  }

  return {
    push(token) {
      pending.push(token);
      const isUnfinished = model.detokenize(pending, false).endsWith(REPLACEMENT);
      return isUnfinished && pending.length < MAX_PENDING ? '' : take();
    },
    rest: () => (pending.length === 0 ? '' : take()),
  };
}
