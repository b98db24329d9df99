import { open } from 'node:fs/promises';
import { isLintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { ModelShape } from '../../shared/models/shape.ts';
import { type ByteSource, createCursor, fault } from './gguf-cursor.ts';
import { kindOf, type ModelKind, templateFacts } from './gguf-kind.ts';
import { type MetadataValue, readMetadata } from './gguf-metadata.ts';
import { requirePossibleNumbers } from './gguf-numbers.ts';
import { kvBytesPerToken, shapeOf } from './gguf-shape.ts';
import { readTensors, type TensorSummary } from './gguf-tensors.ts';

/** What the header of a GGUF file says about the model in it. */
export interface GgufHeader {
  readonly architecture: string;
  readonly kind: ModelKind;
  readonly name?: string;
  readonly description?: string;
  readonly licence?: string;
  readonly parameters: number;
  /** Bytes of all weights. */
  readonly tensorBytes: number;
  /** Tokens the model was trained on at once; 0 where the file is no model of its own. */
  readonly contextLength: number;
  readonly hasChatTemplate: boolean;
  /** The chat template knows tools. */
  readonly hasTools: boolean;
  /** The chat template marks thinking. */
  readonly hasReasoning: boolean;
  /** Of a model in several files: which part this is, from 1, and of how many. */
  readonly part?: {
    readonly number: number;
    readonly of: number;
    /** Tensors in this part, and in all parts together as this one says. */
    readonly tensors: number;
    readonly allTensors: number;
  };
  /** How its tokenizer first splits text: `tokenizer.ggml.pre`. */
  readonly splitter?: string;
  /** As file names spell it: `Q4_K_M`. */
  readonly quantisation?: string;
  /** Memory that one token of context takes, in bytes, with 16-bit keys and values. */
  readonly kvBytesPerToken: number;
  /** What memory and speed are predicted from. */
  readonly shape: ModelShape;
}

const MAX_MILLISECONDS = 10_000;
const DEFAULT_ALIGNMENT = 32;
const MAX_ALIGNMENT = 1 << 20;

/** `llama_ftype` in llama.h. */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4',
};

/**
 * Reads and checks the header of a model file, without its weights.
 * Throws `model-faulty` with a sentence that says what is wrong and what to do. Bounded in memory
 * (64 MiB of header) and time (10 s), whatever the file holds.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw fault(say`The file cannot be opened (${error.code ?? 'EIO'}). Check that it is there and that you may read it.`);
  });
  try {
    const { size } = await file.stat();
    if (size === 0) throw fault(say`The file is empty. Download or copy it again.`);
    const read = async (position: number, length: number) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    return await readHeader({ size, read });
  } catch (error) {
    if (isLintelError(error)) throw error;
    throw fault(say`The file cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}). Check the disk it is on.`);
  } finally {
    await file.close();
  }
}

/** The same from any source of bytes. */
export async function readHeader(source: ByteSource): Promise<GgufHeader> {
  const cursor = createCursor(source, performance.now() + MAX_MILLISECONDS);
  await checkMagic(cursor.take(4));
  checkVersion(await cursor.u32());
  const tensorCount = await cursor.u64();
  const metadata = await readMetadata(cursor, await cursor.u64());
  const alignment = alignmentOf(metadata.get('general.alignment'));
  const tensors = await readTensors(cursor, tensorCount, alignment);
  const needed = Math.ceil(cursor.position / alignment) * alignment + tensors.dataBytes;
  if (source.size < needed) {
    throw fault(say`The file is incomplete: ${source.size} of ${needed} bytes are here. Finish the download or copy it again.`);
  }
  return describe(metadata, tensors, tensorCount);
}

async function checkMagic(reading: Promise<Buffer>): Promise<void> {
  const magic = await reading.catch(() => Buffer.alloc(0));
  if (magic.toString('latin1') !== 'GGUF')
    throw fault(say`This is not a GGUF model file, whatever its name says. Download the GGUF version of the model.`);
}

function checkVersion(version: number): void {
  if (version === 2 || version === 3) return;
  if (version === 1) throw fault(say`The file is in the first GGUF version, which llama.cpp no longer reads. Download a newer copy.`);
  if (version > 0xffff) throw fault(say`The file is made for big-endian computers. Download the usual (little-endian) version.`);
  throw fault(
    say`The file is in GGUF version ${version}, which this version of Lintel does not know. Update Lintel, or download another copy.`,
  );
}

/** A power of two; llama.cpp takes no other. */
function alignmentOf(value: MetadataValue | undefined): number {
  if (value === undefined) return DEFAULT_ALIGNMENT;
  if (typeof value === 'number' && value >= 1 && value <= MAX_ALIGNMENT && Number.isInteger(Math.log2(value))) return value;
  throw fault(say`The header asks for an impossible alignment. The file is damaged.`);
}

function describe(metadata: ReadonlyMap<string, MetadataValue>, tensors: TensorSummary, tensorCount: number): GgufHeader {
  const { parameters, tensorBytes } = tensors;
  const part = partOf(metadata, tensorCount);
  // The first part says what the model is; the others hold only weights.
  const isLater = part !== undefined && part.number > 1;
  const architecture = textAt(metadata, 'general.architecture', 64) ?? (isLater ? 'unknown' : undefined);
  if (architecture === undefined) throw fault(say`The header does not name the architecture of the model. The file is damaged.`);
  requirePossibleNumbers(metadata, architecture);
  const kind = kindOf(metadata, architecture);
  const contextLength = numberAt(metadata, `${architecture}.context_length`) ?? 0;
  if (kind === 'other' && !isLater) throw fault(say`The file holds no language model that can chat (its kind is “${architecture}”).`);
  if (parameters === 0 && part === undefined)
    throw fault(say`The file holds no weights. Download the model itself, not only its vocabulary.`);
  const name = textAt(metadata, 'general.name', 200);
  const description = textAt(metadata, 'general.description', 1000);
  const licence = textAt(metadata, 'general.license', 200);
  const splitter = textAt(metadata, 'tokenizer.ggml.pre', 64);
  const template = String(metadata.get('tokenizer.chat_template') ?? '');
  const quantisation = FILE_TYPES[numberAt(metadata, 'general.file_type') ?? -1];
  return {
    architecture,
    kind,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(licence === undefined ? {} : { licence }),
    ...(splitter === undefined ? {} : { splitter }),
    ...(quantisation === undefined ? {} : { quantisation }),
    ...(part === undefined ? {} : { part }),
    parameters,
    tensorBytes,
    contextLength,
    hasChatTemplate: template.trim() !== '',
    ...templateFacts(template),
    kvBytesPerToken: kvBytesPerToken(metadata, architecture),
    shape: shapeOf(metadata, architecture, tensors),
  };
}

/** The files count their parts from 0. */
function partOf(metadata: ReadonlyMap<string, MetadataValue>, tensors: number): GgufHeader['part'] {
  const of = numberAt(metadata, 'split.count');
  if (of === undefined || of < 2) return undefined;
  return { number: (numberAt(metadata, 'split.no') ?? 0) + 1, of, tensors, allTensors: numberAt(metadata, 'split.tensors.count') ?? 0 };
}

function numberAt(metadata: ReadonlyMap<string, MetadataValue>, key: string): number | undefined {
  const value = metadata.get(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A text for people: no control characters, no longer than `limit`. */
function textAt(metadata: ReadonlyMap<string, MetadataValue>, key: string, limit: number): string | undefined {
  const value = metadata.get(key);
  if (typeof value !== 'string') return undefined;
  const text = value
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, limit);
  return text === '' ? undefined : text;
}
