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
/** The look-back grows to this before it is cut again, so that most tokens cost one call. */
const MAX_LOOK_BACK = 24;

/** @param before the last tokens of the prompt */
export function createTokenDecoder(model: Pick<LlamaModel, 'detokenize'>, before: readonly Token[]): TokenDecoder {
  let last = before.slice(-LOOK_BACK);
  let lastText = model.detokenize(last);
  let pending: Token[] = [];

  /** The text of what is pending, once it is whole or waited for long enough. */
  function take(isFinal: boolean): string {
    const window = [...last, ...pending];
    const windowText = model.detokenize(window);
    if (!isFinal && windowText.endsWith(REPLACEMENT) && pending.length < MAX_PENDING) return '';
    // Control tokens have no text, and after them alone the first word would lose its space.
    const continues = lastText !== '' && windowText.startsWith(lastText);
    const text = continues ? windowText.slice(lastText.length) : model.detokenize(pending);
    const isLong = window.length > MAX_LOOK_BACK;
    last = isLong ? window.slice(-LOOK_BACK) : window;
    lastText = isLong ? model.detokenize(last) : windowText;
    pending = [];
    return text;
  }

  return {
    push(token) {
      pending.push(token);
      return take(false);
    },
    rest: () => (pending.length === 0 ? '' : take(true)),
  };
}
