import type { MetadataValue } from './gguf-metadata.ts';

/** What a GGUF file is for. Only `chat` models answer prompts. */
export type ModelKind = 'chat' | 'embedding' | 'rerank' | 'projector' | 'adapter' | 'other';

/** Architectures of llama.cpp that read a text whole and write none. */
const ENCODERS = /^(bert|modern-bert|nomic-bert|nomic-bert-moe|neo-bert|jina-bert-v2|jina-bert-v3|eurobert|t5encoder|gemma-embedding)$/;
const POOLING_RANK = 4;

/** Told from `general.type`, the architecture and how its output is pooled. */
export function kindOf(metadata: ReadonlyMap<string, MetadataValue>, architecture: string): ModelKind {
  const type = metadata.get('general.type');
  if (type === 'adapter' || metadata.has('adapter.type')) return 'adapter';
  if (type === 'mmproj' || architecture === 'clip') return 'projector';
  const pooling = metadata.get(`${architecture}.pooling_type`);
  if (pooling === POOLING_RANK) return 'rerank';
  if (ENCODERS.test(architecture)) return metadata.has(`${architecture}.classifier.output_labels`) ? 'rerank' : 'embedding';
  if (typeof pooling === 'number' && pooling > 0) return 'embedding';
  const context = metadata.get(`${architecture}.context_length`);
  return typeof context === 'number' && context >= 1 ? 'chat' : 'other';
}

/** What a chat template shows a model can do. */
export function templateFacts(template: string): { readonly hasTools: boolean; readonly hasReasoning: boolean } {
  return {
    hasTools: /\btool_calls?\b|\btools\b/.test(template),
    hasReasoning: /<\/?think(ing)?>|\benable_thinking\b|\breasoning_content\b|<\|channel\|>|<seed:think>|\[THINK\]/.test(template),
  };
}
