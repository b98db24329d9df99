import type { ModelShape } from '../../shared/models/shape.ts';
import type { MetadataValue } from './gguf-metadata.ts';
import type { TensorSummary } from './gguf-tensors.ts';

type Metadata = ReadonlyMap<string, MetadataValue>;

/**
 * Of how many layers one sees the whole context, where the others see a window; by architecture, as llama.cpp sets it
 * (`hparams.set_swa_pattern` in llama-model.cpp). An architecture that is not here keeps all of the context in every layer.
 */
const WINDOW_PATTERN: Readonly<Record<string, number>> = {
  gemma2: 2,
  gemma3: 6,
  gemma3n: 5,
  'gpt-oss': 2,
  cohere2: 4,
  llama4: 4,
  exaone4: 4,
  olmo2: 4,
  smallthinker: 4,
};

/** Bytes of a 32-bit number: recurrent states are kept in these. */
const F32_BYTES = 4;

/** What memory and speed are predicted from. What a header does not tell counts as nothing. */
export function shapeOf(metadata: Metadata, architecture: string, tensors: TensorSummary): ModelShape {
  const at = (key: string) => numberOf(metadata.get(`${architecture}.${key}`));
  const layers = at('block_count') ?? 0;
  const perLayer = keysAndValues(metadata, architecture);
  const window = at('attention.sliding_window');
  const pattern = window === undefined || window <= 0 ? undefined : WINDOW_PATTERN[architecture];
  const windowed = pattern === undefined ? [] : perLayer.filter((_, index) => (index + 1) % pattern !== 0);
  const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0);
  const windowBytesPerToken = sum(windowed);
  const { layerBytes, expertBytes, embeddingBytes, outputBytes } = tensors;
  return {
    layers,
    layerBytes,
    expertBytes,
    embeddingBytes,
    outputBytes: outputBytes === 0 ? embeddingBytes : outputBytes,
    otherBytes: tensors.tensorBytes - layerBytes,
    fullBytesPerToken: sum(perLayer) - windowBytesPerToken,
    ...(windowBytesPerToken > 0 && window !== undefined ? { window: { tokens: window, bytesPerToken: windowBytesPerToken } } : {}),
    recurrentBytes: recurrentBytes(metadata, architecture, perLayer),
    width: at('embedding_length') ?? 0,
    feedForward: at('feed_forward_length') ?? at('expert_feed_forward_length') ?? 0,
    vocabulary: at('vocab_size') ?? vocabularyOf(tensors, at('embedding_length') ?? 0),
    ...expertsOf(at('expert_count'), at('expert_used_count')),
  };
}

function expertsOf(count: number | undefined, used: number | undefined): Pick<ModelShape, 'experts'> {
  return count !== undefined && used !== undefined && count > 0 && used > 0 ? { experts: { count, used: Math.min(used, count) } } : {};
}

/** Where the header does not say: two bytes a number is the usual case of the table. */
function vocabularyOf({ embeddingBytes }: TensorSummary, width: number): number {
  return width > 0 ? Math.round(embeddingBytes / width) : 0;
}

/** Bytes of 16-bit keys and values that each layer keeps of a token; 0 for a recurrent layer. */
function keysAndValues(metadata: Metadata, architecture: string): readonly number[] {
  const at = (key: string) => metadata.get(`${architecture}.${key}`);
  const layers = Math.min(numberOf(at('block_count')) ?? 0, MAX_LAYERS);
  const heads = numberOf(at('attention.head_count')) ?? 1;
  // Attention over a compressed state (DeepSeek): what is kept is the state and the part with positions.
  const compressed = numberOf(at('attention.kv_lora_rank'));
  if (compressed !== undefined && compressed > 0) {
    const positions = numberOf(at('rope.dimension_count')) ?? 0;
    return Array.from({ length: layers }, () => 2 * (compressed + positions));
  }
  const headWidth = (numberOf(at('embedding_length')) ?? 0) / Math.max(1, heads);
  const width = (numberOf(at('attention.key_length')) ?? headWidth) + (numberOf(at('attention.value_length')) ?? headWidth);
  const kvHeads = at('attention.head_count_kv');
  const isRecurrent = numberOf(at('ssm.inner_size')) !== undefined && kvHeads === undefined;
  return Array.from({ length: layers }, (_, index) => {
    if (Array.isArray(kvHeads)) return 2 * (kvHeads[index] ?? 0) * width;
    return isRecurrent ? 0 : 2 * (numberOf(kvHeads) ?? heads) * width;
  });
}

/** More layers than this no model has; a header may say anything. */
const MAX_LAYERS = 4096;

/** The same for a whole model: two 16-bit numbers (a key's and a value's) for each key head and its width, in each layer. */
export function kvBytesPerToken(metadata: Metadata, architecture: string): number {
  return keysAndValues(metadata, architecture).reduce((sum, bytes) => sum + bytes, 0);
}

/** State of one sequence in layers that keep no keys: a few last inputs and the state itself (llama.cpp's `n_embd_r` and `n_embd_s`). */
function recurrentBytes(metadata: Metadata, architecture: string, perLayer: readonly number[]): number {
  const at = (key: string) => numberOf(metadata.get(`${architecture}.ssm.${key}`)) ?? 0;
  const inner = at('inner_size');
  if (inner === 0) return 0;
  const layers = perLayer.filter((bytes) => bytes === 0).length;
  const inputs = Math.max(0, at('conv_kernel') - 1) * (inner + 2 * at('group_count') * at('state_size'));
  return layers * (inputs + at('state_size') * inner) * F32_BYTES;
}

/** A number, or the largest of a list with one number a layer. */
function numberOf(value: MetadataValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  return Array.isArray(value) && value.length > 0 ? Math.max(0, ...value) : undefined;
}
