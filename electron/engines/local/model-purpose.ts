import type { GgufFileInfo } from 'node-llama-cpp';

/** What a model was made for. */
export type Purpose = 'chat' | 'embeddings' | 'rerank';

/** llama.cpp's number for models that give one figure for a query with a document. */
const RANK_POOLING = 4;

/** Models that turn texts into vectors say how they pool their tokens into one; a scoring head makes it a reranker. */
export function purposeOf({ metadata, fullTensorInfo = [] }: Pick<GgufFileInfo, 'metadata' | 'fullTensorInfo'>): Purpose {
  const { architecture } = metadata.general;
  const ofArchitecture: unknown = Reflect.get(metadata, architecture);
  const pooling = typeof ofArchitecture === 'object' && ofArchitecture !== null ? Reflect.get(ofArchitecture, 'pooling_type') : undefined;
  const hasScores = fullTensorInfo.some(({ name }) => name === 'cls.weight' || name === 'cls.output.weight');
  if (pooling === RANK_POOLING || hasScores) return 'rerank';
  return typeof pooling === 'number' && pooling > 0 ? 'embeddings' : 'chat';
}
