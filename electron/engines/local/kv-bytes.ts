import type { LlamaModel } from 'node-llama-cpp';
import { type CacheType, cacheFactor } from '../../../shared/models/cache-type.ts';

/** Bytes that one token takes in the key-value cache: a key and a value of its width for each key head, in each layer. */
export function kvBytesPerToken(model: Pick<LlamaModel, 'fileInfo'>, cacheType: CacheType): number {
  const { block_count: layers = 0, embedding_length: width = 0, attention } = model.fileInfo.architectureMetadata;
  const heads = perLayer(attention?.head_count, layers);
  const kvHeads = perLayer(attention?.head_count_kv ?? attention?.head_count, layers);
  const headWidth = (width * layers) / Math.max(1, heads);
  // Two bytes a number, unless they are quantised.
  return 2 * cacheFactor(cacheType) * kvHeads * ((attention?.key_length ?? headWidth) + (attention?.value_length ?? headWidth));
}

/** The sum over all layers of a number that is given once or for each layer. */
function perLayer(value: number | readonly number[] | undefined, layers: number): number {
  if (typeof value === 'number') return value * layers;
  return value?.reduce((sum, count) => sum + count, 0) ?? layers;
}
