import { setTimeout as sleep } from 'node:timers/promises';
import { getLlama, type Llama, type LlamaContext, type LlamaContextSequence, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { type Batching, createBatching } from './batching.ts';
import { MAX_CONTEXT_WINDOW } from './protocol.ts';

/** A model in memory, ready to answer. */
export interface LoadedModel {
  readonly model: LlamaModel;
  readonly sequences: readonly LlamaContextSequence[];
  /** Most tokens of prompt and answer together in one sequence. */
  readonly contextWindow: number;
  readonly batching: Batching;
  /** Cores of this computer that are worth a thread. */
  readonly cores: number;
  /** From the next batch on. */
  setThreads(threads: number): void;
}

const PROGRESS_EVERY_MS = 100;
const MAX_SEQUENCES = 8;
const LOG_DELAY_MS = 20;
const MAX_KV_BYTES = 2 * 1024 ** 3;

/**
 * Loads a GGUF and makes room for several chats at once. Throws with a sentence that says why it cannot.
 * @param onProgress told how much of the load is done, from 0 to 1, a few times
 */
export async function loadModel(path: string, settings: ModelSettings, onProgress: (fraction: number) => void): Promise<LoadedModel> {
  const complaints: string[] = [];
  const llama = await getLlama({
    build: 'never',
    skipDownload: true,
    gpu: 'auto',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    logger: (_level, text) => complaints.push(text.trim()),
    // No limit while the context is made, which gets all cores; how many it takes is set below, and anew while it runs.
    maxThreads: 0,
  });
  try {
    const model = await llama.loadModel({ modelPath: path, onLoadProgress: throttled(onProgress) });
    const context = await createContext(llama, model, settings);
    const { batching } = context;
    const cores = llama.cpuMathCores;
    // All cores but one: with all of them, one busy process beside it takes decode from 300 tokens/s to 14.
    llama.maxThreads = settings.threads ?? Math.max(1, cores - 1);
    return {
      model,
      sequences: Array.from({ length: context.context.totalSequences }, () => context.context.getSequence()),
      contextWindow: context.context.contextSize,
      batching,
      cores,
      setThreads(threads) {
        llama.maxThreads = Math.max(1, threads);
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // llama.cpp's own words arrive from its thread a moment after the failure.
    await sleep(LOG_DELAY_MS);
    // The first complaint is the cause; it begins with names of functions.
    const cause = complaints[0]?.replace(/^\w+: (error loading model: )?/, '');
    throw new Error((cause ?? reason).replace(/[\s.]*$/, '.'));
  }
}

/** As many sequences as the limit on keys and values permits, fewer where memory does not suffice. */
async function createContext(
  llama: Llama,
  model: LlamaModel,
  settings: ModelSettings,
): Promise<{ context: LlamaContext; batching: Batching }> {
  const contextSize = Math.min(model.trainContextSize, MAX_CONTEXT_WINDOW);
  const affordable = Math.floor(MAX_KV_BYTES / Math.max(1, contextSize * kvBytesPerToken(model)));
  for (let sequences = Math.max(1, Math.min(MAX_SEQUENCES, affordable)); ; sequences = Math.floor(sequences / 2)) {
    const batching = createBatching();
    try {
      const context = await model.createContext({
        contextSize,
        sequences,
        threads: { ideal: Math.max(llama.cpuMathCores, settings.threads ?? 0), min: 1 },
        batching: { itemPrioritizationStrategy: batching.strategy },
        failedCreationRemedy: false,
      });
      return { context, batching };
    } catch (error) {
      if (sequences <= 1) throw error;
    }
  }
}

/** Two 16-bit numbers (a key's and a value's) for each key head and its width, in each layer. */
function kvBytesPerToken(model: LlamaModel): number {
  const { block_count: layers = 0, embedding_length: width = 0, attention } = model.fileInfo.architectureMetadata;
  const heads = perLayer(attention?.head_count, layers);
  const kvHeads = perLayer(attention?.head_count_kv ?? attention?.head_count, layers);
  const headWidth = (width * layers) / Math.max(1, heads);
  return 2 * kvHeads * ((attention?.key_length ?? headWidth) + (attention?.value_length ?? headWidth));
}

/** The sum over all layers of a number that is given once or for each layer. */
function perLayer(value: number | readonly number[] | undefined, layers: number): number {
  if (typeof value === 'number') return value * layers;
  return value?.reduce((sum, count) => sum + count, 0) ?? layers;
}

function throttled(tell: (fraction: number) => void): (fraction: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (fraction) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    tell(fraction);
  };
}
