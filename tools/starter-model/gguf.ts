import { type Tensor, type Value, writeGguf } from '../boxed-model/gguf-writer.ts';
import { digestOfMaterial } from './material.ts';

/** What train.py says of the weights that it wrote. */
export interface Trained {
  /** SHA-256 of the material it was trained on. */
  readonly material: string;
  readonly seed: number;
  readonly shape: {
    readonly layers: number;
    readonly width: number;
    readonly heads: number;
    readonly feed_forward: number;
    readonly rope_base: number;
    readonly epsilon: number;
  };
  /** In the order of their ids; the first five steer. */
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  /** In the order of their numbers, which are 32-bit and little-endian. */
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** The file's key for the digest of its training material. */
export const MATERIAL_KEY = 'lintel.starter.material';

/** Tokens of a conversation that the model is trained for. */
const CONTEXT = 1024;
const CONTROLS = 5;
const TOKEN_TYPE = { normal: 1, control: 3 } as const;
const END_OF_TEXT = 0;
const END_OF_TURN = 4;
const FILE_TYPE_Q8_0 = 7;

const CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

const LAYER_TENSOR = /^layers\.(\d+)\.(\w+)\.weight$/;

/** The trained model as the bytes of a GGUF file: matrices in eight bits, norms whole. */
export function starterGguf(trained: Trained, weights: Buffer): Buffer {
  if (trained.material !== digestOfMaterial()) throw new Error('The material was changed since this was trained. Train it again.');
  return writeGguf(metadataOf(trained), tensorsOf(trained, weights));
}

function metadataOf({ material, shape, tokens, merges }: Trained): Record<string, Value> {
  return {
    'general.architecture': text('llama'),
    'general.name': text('Lintel starter'),
    'general.description': text(
      'The built-in guide: a tiny model that comes with Lintel and knows Lintel. It answers questions about the program, and for everything else says where to get a model that can.',
    ),
    'general.license': text('mit'),
    'general.file_type': u32(FILE_TYPE_Q8_0),
    'general.quantization_version': u32(2),
    'general.sampling.temp': f32(0),
    [MATERIAL_KEY]: text(material),
    'llama.context_length': u32(CONTEXT),
    'llama.embedding_length': u32(shape.width),
    'llama.block_count': u32(shape.layers),
    'llama.feed_forward_length': u32(shape.feed_forward),
    'llama.attention.head_count': u32(shape.heads),
    'llama.attention.head_count_kv': u32(shape.heads),
    'llama.attention.layer_norm_rms_epsilon': f32(shape.epsilon),
    'llama.rope.freq_base': f32(shape.rope_base),
    'llama.rope.dimension_count': u32(shape.width / shape.heads),
    'llama.vocab_size': u32(tokens.length),
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('gpt-2'),
    'tokenizer.ggml.tokens': { type: 'strings', value: tokens },
    'tokenizer.ggml.merges': { type: 'strings', value: merges },
    'tokenizer.ggml.token_type': {
      type: 'i32s',
      value: tokens.map((_, id) => (id < CONTROLS ? TOKEN_TYPE.control : TOKEN_TYPE.normal)),
    },
    'tokenizer.ggml.bos_token_id': u32(END_OF_TEXT),
    'tokenizer.ggml.eos_token_id': u32(END_OF_TEXT),
    'tokenizer.ggml.eot_token_id': u32(END_OF_TURN),
    'tokenizer.ggml.padding_token_id': u32(END_OF_TEXT),
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
    'tokenizer.ggml.add_eos_token': { type: 'bool', value: false },
    'tokenizer.chat_template': text(CHAT_TEMPLATE),
  };
}

function tensorsOf({ tensors }: Trained, weights: Buffer): Tensor[] {
  let start = 0;
  return tensors.map(({ name, shape }) => {
    const [rows = 1, columns] = shape.length === 1 ? [1, shape[0]] : shape;
    if (columns === undefined) throw new Error(`The tensor ${name} has no shape.`);
    const offset = start;
    start += rows * columns * 4;
    return {
      name: ggufName(name),
      type: rows === 1 ? 'F32' : 'Q8_0',
      columns,
      rows,
      fill(row, index) {
        for (let column = 0; column < columns; column++) row[column] = weights.readFloatLE(offset + (index * columns + column) * 4);
      },
    };
  });
}

function ggufName(name: string): string {
  const inLayer = LAYER_TENSOR.exec(name);
  return inLayer === null ? name : `blk.${inLayer[1]}.${inLayer[2]}.weight`;
}

const text = (value: string): Value => ({ type: 'string', value });
const u32 = (value: number): Value => ({ type: 'u32', value });
const f32 = (value: number): Value => ({ type: 'f32', value });
