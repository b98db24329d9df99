import type { TensorType } from './encode.ts';
import { type Tensor, type Value, writeGguf } from './gguf-writer.ts';
import { createNormals } from './random.ts';
import { buildVocabulary, OPENS_ANSWER, type Purpose, TOKEN_ID, type Token } from './vocabulary.ts';

/** The shape of a Llama-architecture model with random weights. */
export interface ModelShape {
  readonly name: string;
  readonly description: string;
  readonly layers: number;
  /** Numbers in the residual stream. */
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values; fewer than `heads` shares them (grouped-query attention). */
  readonly kvHeads: number;
  readonly feedForward: number;
  /** Tokens. */
  readonly context: number;
  /** Tokens in the vocabulary; absent: as many as its words need. */
  readonly vocabulary?: number;
  readonly weights: TensorType;
  readonly seed: number;
  /** Jinja; empty: the file has none. Absent: the one that the boxed model has. */
  readonly chatTemplate?: string;
  /** What the model always answers, token by token, each text once: for tests of what an answer may hold. */
  readonly script?: readonly string[];
  /** Reads whole texts instead of chatting: makes vectors of them, or scores documents by a query. */
  readonly reads?: 'embeddings' | 'rerank';
}

const TINY = { layers: 2, width: 64, heads: 4, kvHeads: 2, feedForward: 128, context: 2048, weights: 'F16', seed: 1 } as const;

export const PRESETS = {
  starter: {
    ...TINY,
    name: 'Lintel starter',
    description:
      'Comes with Lintel so that everything works from the first minute. Its weights are random: its answers are noise until you add a model of your own.',
  },
  long: { ...TINY, context: 32_768, name: 'Long context', description: 'Random weights, for tests.' },
  embedder: { ...TINY, context: 512, reads: 'embeddings', name: 'Embedder', description: 'Random weights, for tests.' },
  reranker: { ...TINY, context: 512, reads: 'rerank', name: 'Reranker', description: 'Random weights, for tests.' },
  bench: {
    name: 'Bench',
    description: 'Random weights, for measuring speed.',
    layers: 16,
    width: 768,
    heads: 12,
    kvHeads: 4,
    feedForward: 2048,
    context: 4096,
    vocabulary: 32_000,
    weights: 'Q4_0',
    seed: 1,
  },
} as const satisfies Record<string, ModelShape>;

const CHAT_TEMPLATE =
  "{{ bos_token }}{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

/**
 * Every embedding holds this in dimension 0 and no layer writes there, so the first number of an
 * output row acts as that token's bias. It is what makes random weights speak in words and stop.
 * Dimension 1 holds it for the token that opens an answer and 0 otherwise, so that no answer is empty.
 */
const CONSTANT = 8;
const RESERVED = 2;

/** Logits. Chosen so that a sampled answer (temperature 0.8) ends after some 30 to 80 tokens. */
const BIAS: Readonly<Record<Purpose, number>> = { word: 0, punctuation: 1, end: 3.8, piece: -20, never: -40, script: -20 };

/** Logit that a scripted token gains right after the one before it: no other comes near. */
const PULL = 60;

/** Standard deviation of a word's logit. */
const SPREAD = 1.2;

/** A model of this shape as the bytes of a GGUF file. The same shape gives the same bytes. */
export function makeModel(shape: ModelShape): Buffer {
  const vocabulary = buildVocabulary(shape.vocabulary, shape.script);
  return writeGguf(metadataOf(shape, vocabulary), tensorsOf(shape, vocabulary));
}

function metadataOf(shape: ModelShape, vocabulary: readonly Token[]): Record<string, Value> {
  const chatTemplate = shape.chatTemplate ?? CHAT_TEMPLATE;
  const architecture = architectureOf(shape);
  const fileType = { F32: 0, F16: 1, Q4_0: 2, Q8_0: 7 }[shape.weights];
  return {
    'general.architecture': text(architecture),
    'general.name': text(shape.name),
    'general.description': text(shape.description),
    'general.license': text('cc0-1.0'),
    'general.file_type': u32(fileType),
    'general.quantization_version': u32(2),
    [`${architecture}.context_length`]: u32(shape.context),
    [`${architecture}.embedding_length`]: u32(shape.width),
    [`${architecture}.block_count`]: u32(shape.layers),
    [`${architecture}.feed_forward_length`]: u32(shape.feedForward),
    [`${architecture}.attention.head_count`]: u32(shape.heads),
    [`${architecture}.attention.head_count_kv`]: u32(shape.kvHeads),
    [`${architecture}.attention.layer_norm_rms_epsilon`]: { type: 'f32', value: 1e-5 },
    [`${architecture}.rope.freq_base`]: { type: 'f32', value: 10_000 },
    [`${architecture}.rope.dimension_count`]: u32(shape.width / shape.heads),
    [`${architecture}.vocab_size`]: u32(vocabulary.length),
    ...readingOf(shape, architecture),
    'tokenizer.ggml.model': text('llama'),
    'tokenizer.ggml.pre': text('default'),
    'tokenizer.ggml.tokens': { type: 'strings', value: vocabulary.map((token) => token.text) },
    'tokenizer.ggml.scores': { type: 'f32s', value: vocabulary.map((token) => token.score) },
    'tokenizer.ggml.token_type': { type: 'i32s', value: vocabulary.map((token) => token.type) },
    'tokenizer.ggml.unknown_token_id': u32(TOKEN_ID.unknown),
    'tokenizer.ggml.bos_token_id': u32(TOKEN_ID.begin),
    'tokenizer.ggml.eos_token_id': u32(TOKEN_ID.endOfText),
    'tokenizer.ggml.eot_token_id': u32(TOKEN_ID.endOfTurn),
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
    'tokenizer.ggml.add_eos_token': { type: 'bool', value: false },
    'tokenizer.ggml.add_space_prefix': { type: 'bool', value: true },
    ...(chatTemplate === '' ? {} : { 'tokenizer.chat_template': text(chatTemplate) }),
  };
}

/** Of the two that are written here, only this one may have a head that scores. */
const architectureOf = ({ reads }: ModelShape) => (reads === 'rerank' ? 'qwen3' : 'llama');

/** llama.cpp's numbers for how the outputs of a text's tokens become one. */
const POOLING = { embeddings: 1, rerank: 4 } as const;

function readingOf({ reads, width, heads }: ModelShape, architecture: string): Record<string, Value> {
  if (reads === undefined) return {};
  const pooling = { [`${architecture}.pooling_type`]: u32(POOLING[reads]) };
  if (reads === 'embeddings') return pooling;
  return {
    ...pooling,
    [`${architecture}.attention.key_length`]: u32(width / heads),
    [`${architecture}.attention.value_length`]: u32(width / heads),
    [`${architecture}.classifier.output_labels`]: { type: 'strings', value: ['yes', 'no'] },
    'tokenizer.chat_template.rerank': text('{query} and {document}'),
  };
}

function tensorsOf(shape: ModelShape, vocabulary: readonly Token[]): Tensor[] {
  const { width, feedForward } = shape;
  const keyWidth = (width / shape.heads) * shape.kvHeads;
  const normal = createNormals(shape.seed);
  const matrix = (name: string, columns: number, rows: number, keepsReserved = false): Tensor => ({
    name,
    type: shape.weights,
    columns,
    rows,
    fill(row, index) {
      // A script is in the token tables alone: nothing between them may blur it.
      const isSilent = shape.script !== undefined || (keepsReserved && index < RESERVED);
      const scale = isSilent ? 0 : 1 / Math.sqrt(columns);
      for (let column = 0; column < columns; column++) row[column] = normal() * scale;
    },
  });
  const ones = (name: string, columns = width): Tensor => ({ name, type: 'F32', columns, rows: 1, fill: (row) => row.fill(1) });
  const headWidth = width / shape.heads;
  const scores = shape.reads === 'rerank';
  const layer = (index: number): Tensor[] => {
    const prefix = `blk.${index}`;
    return [
      ones(`${prefix}.attn_norm.weight`),
      matrix(`${prefix}.attn_q.weight`, width, width),
      matrix(`${prefix}.attn_k.weight`, width, keyWidth),
      matrix(`${prefix}.attn_v.weight`, width, keyWidth),
      matrix(`${prefix}.attn_output.weight`, width, width, true),
      ...(scores ? [ones(`${prefix}.attn_q_norm.weight`, headWidth), ones(`${prefix}.attn_k_norm.weight`, headWidth)] : []),
      ones(`${prefix}.ffn_norm.weight`),
      matrix(`${prefix}.ffn_gate.weight`, width, feedForward),
      matrix(`${prefix}.ffn_up.weight`, width, feedForward),
      matrix(`${prefix}.ffn_down.weight`, feedForward, width, true),
    ];
  };
  return [
    embedding(shape, vocabulary, normal),
    ...Array.from({ length: shape.layers }, (_, index) => layer(index)).flat(),
    ones('output_norm.weight'),
    output(shape, vocabulary, normal),
    ...(scores ? [matrix('cls.output.weight', width, 2)] : []),
  ];
}

function embedding(shape: ModelShape, vocabulary: readonly Token[], normal: () => number): Tensor {
  const signatures = shape.script === undefined ? undefined : signaturesOf(shape, vocabulary.length);
  return {
    name: 'token_embd.weight',
    type: tableType(shape),
    columns: shape.width,
    rows: vocabulary.length,
    fill(row, index) {
      if (signatures === undefined) for (let column = RESERVED; column < row.length; column++) row[column] = normal();
      else row.set(signatures[index] ?? []);
      row[0] = CONSTANT;
      row[1] = vocabulary[index]?.text === OPENS_ANSWER ? CONSTANT : 0;
    },
  };
}

/** The numbers by which each token of a script is known, the same in both token tables. */
function signaturesOf(shape: ModelShape, count: number): readonly Float32Array[] {
  const normal = createNormals(shape.seed + 1);
  return Array.from({ length: count }, () => Float32Array.from({ length: shape.width }, (_, column) => (column < RESERVED ? 0 : normal())));
}

function output(shape: ModelShape, vocabulary: readonly Token[], normal: () => number): Tensor {
  // After the final norm the constant is CONSTANT / rms, and the other numbers about 1 / rms each.
  const rms = Math.sqrt((CONSTANT ** 2 + shape.width - RESERVED) / shape.width);
  const spread = (SPREAD * rms) / Math.sqrt(shape.width - RESERVED);
  const before = placesInScript(shape, vocabulary);
  const signatures = before.size === 0 ? [] : signaturesOf(shape, vocabulary.length);
  return {
    name: 'output.weight',
    type: tableType(shape),
    columns: shape.width,
    rows: vocabulary.length,
    fill(row, index) {
      const purpose = vocabulary[index]?.purpose ?? 'never';
      const scale = purpose === 'word' || purpose === 'punctuation' ? spread : 0;
      for (let column = RESERVED; column < row.length; column++) row[column] = normal() * scale;
      for (const previous of before.get(index) ?? []) {
        const pull = signatures[previous] ?? [];
        for (let column = RESERVED; column < row.length; column++) {
          row[column] = (row[column] ?? 0) + ((pull[column] ?? 0) * PULL * rms) / (shape.width - RESERVED);
        }
      }
      row[0] = (BIAS[purpose] * rms) / CONSTANT;
      if (shape.script !== undefined) return;
      row[1] = purpose === 'end' ? (BIAS.never * rms) / CONSTANT : 0;
    },
  };
}

/** For each scripted token, and for the one that ends the answer, the tokens that it comes after. */
function placesInScript({ script = [] }: ModelShape, vocabulary: readonly Token[]): ReadonlyMap<number, readonly number[]> {
  const before = new Map<number, number[]>();
  const indexOf = (text: string) => vocabulary.findIndex((token) => token.text === text.replaceAll(' ', '▁'));
  const said = [OPENS_ANSWER, ...script, '<|end|>'].map(indexOf);
  for (const [place, index] of said.entries()) {
    const previous = said[place - 1];
    if (script.length > 0 && previous !== undefined) before.set(index, [...(before.get(index) ?? []), previous]);
  }
  return before;
}

/** As llama-quantize does, the token tables keep more bits than the layers. */
function tableType(shape: ModelShape): TensorType {
  return shape.weights === 'Q4_0' ? 'Q8_0' : shape.weights;
}

const text = (value: string): Value => ({ type: 'string', value });
const u32 = (value: number): Value => ({ type: 'u32', value });
