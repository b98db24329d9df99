import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** What the library keeps to itself: copies a sequence's state; false when it is not as long as it should be. */
interface Copying {
  _copyStateFromOtherSequence(from: LlamaContextSequence, upToTokenIndex: number): Promise<boolean>;
}

export const canCopy = (sequence: LlamaContextSequence): sequence is LlamaContextSequence & Copying =>
  typeof Reflect.get(sequence, '_copyStateFromOtherSequence') === 'function';

/**
 * Gives a sequence the first tokens of another one's state, instead of evaluating them again. Where the library cannot
 * copy (any more), the sequence is left as it is; where the copy fails, it is empty.
 */
export async function copyPrefix(from: LlamaContextSequence, to: LlamaContextSequence, length: number): Promise<void> {
  if (!canCopy(to)) return;
  // A copy replaces all, and what it finds in the way would be wrong for it.
  await to.clearHistory();
  try {
    if (await to._copyStateFromOtherSequence(from, length)) return;
  } catch (error) {
    console.error('The state of a sequence could not be copied:', error);
  }
  await to.clearHistory();
}

/** Tokens that a sequence and a prompt begin with alike. */
export function sharedPrefix(sequence: LlamaContextSequence, tokens: readonly Token[]): number {
  const held = sequence.contextTokens;
  const most = Math.min(held.length, tokens.length);
  let index = 0;
  while (index < most && held[index] === tokens[index]) index += 1;
  return index;
}
