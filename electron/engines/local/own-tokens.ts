import type { LlamaModel, Token } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';

const sizes = new WeakMap<LlamaModel, number>();

function vocabularySize(model: LlamaModel): number {
  const known = sizes.get(model);
  if (known !== undefined) return known;
  const size = [...model.iterateAllTokens()].length;
  sizes.set(model, size);
  return size;
}

/** Numbers as tokens of the model's. Throws `bad-request` for one that it has no token for: llama.cpp would read beyond its table. */
export function ownTokens(ids: readonly number[], model: LlamaModel, field: string): Token[] {
  const size = vocabularySize(model);
  const foreign = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= size);
  if (foreign === undefined) return [...ids] as Token[];
  throw new LintelError(
    'bad-request',
    `“${field}” holds the token ${foreign}, and this model has those from 0 to ${size - 1}. Send text, or tokens of this model.`,
    { field },
  );
}
