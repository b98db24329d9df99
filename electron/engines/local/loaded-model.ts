import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getLlama, type Llama, type LlamaContextSequence, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import { KV_BUDGET_BYTES } from '../../../shared/models/context-shape.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import type { Ability } from '../../../shared/routing/target.ts';
import type { Batching } from './batching.ts';
import { createChatContext } from './chat-context.ts';
import { createEncoder, type Encoder } from './encoder.ts';
import type { Graphics } from './graphics.ts';
import { graphicsOf } from './graphics-here.ts';
import { type KvStore, openKvStore } from './kv-store.ts';
import { purposeOf } from './model-purpose.ts';
import type { Allocated } from './protocol.ts';

/** What every model in memory has. */
interface InMemory {
  /** Most tokens of prompt and answer together in one sequence. */
  readonly contextWindow: number;
  readonly allocated: Allocated;
  readonly abilities: readonly Ability[];
  /** Cores of this computer that are worth a thread. */
  readonly cores: number;
  /** From the next batch on. */
  setThreads(threads: number): void;
  /** Looks at the graphics card now; absent where it runs on the processor alone. */
  graphics?(): Promise<Graphics>;
}

/** A model in memory, ready to answer. */
export interface LoadedModel extends InMemory {
  readonly purpose: 'chat';
  readonly model: LlamaModel;
  readonly sequences: readonly LlamaContextSequence[];
  readonly batching: Batching;
  /** Absent: conversations are gone with the worker. */
  readonly kvStore?: KvStore;
}

/** A model in memory that turns texts into vectors, or orders documents. */
export interface LoadedEncoder extends InMemory {
  readonly purpose: 'encode';
  readonly encoder: Encoder;
}

export interface LoadOptions {
  readonly settings?: ModelSettings;
  readonly kvBudgetBytes?: number;
  /** Where conversations may be kept between loads, if the settings say so; what is there is deleted if they do not. */
  readonly cacheFolder?: string;
}

const PROGRESS_EVERY_MS = 100;
const LOG_DELAY_MS = 20;

/**
 * Loads a GGUF and makes room for several chats at once. Throws with a sentence that says why it cannot.
 * @param onProgress told how much of the load is done, from 0 to 1, a few times
 */
export async function loadModel(
  path: string,
  { settings = {}, kvBudgetBytes = KV_BUDGET_BYTES, cacheFolder }: LoadOptions,
  onProgress: (fraction: number) => void,
): Promise<LoadedModel | LoadedEncoder> {
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
    const model = await llama.loadModel({
      modelPath: path,
      onLoadProgress: throttled(onProgress),
      ...(settings.gpuLayers === undefined ? {} : { gpuLayers: settings.gpuLayers }),
    });
    const purpose = purposeOf(model.fileInfo);
    const folder = settings.keepCache === true ? cacheFolder : undefined;
    if (cacheFolder !== undefined && folder === undefined) await rm(cacheFolder, { recursive: true, force: true });
    const loaded =
      purpose === 'chat'
        ? await chatModel(llama, model, settings, kvBudgetBytes, folder)
        : await encoderModel(llama, model, purpose, settings);
    // All cores but one: with all of them, one busy process beside it takes decode from 300 tokens/s to 14.
    llama.maxThreads = settings.threads ?? Math.max(1, llama.cpuMathCores - 1);
    return loaded;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // llama.cpp's own words arrive from its thread a moment after the failure.
    await sleep(LOG_DELAY_MS);
    // The first complaint is the cause; it begins with names of functions.
    const cause = complaints[0]?.replace(/^\w+: (error loading model: )?/, '');
    throw new Error((cause ?? reason).replace(/[\s.]*$/, '.'));
  }
}

async function chatModel(
  llama: Llama,
  model: LlamaModel,
  settings: ModelSettings,
  kvBudgetBytes: number,
  keepIn: string | undefined,
): Promise<LoadedModel> {
  const { context, batching } = await createChatContext(llama, model, settings, kvBudgetBytes);
  const allocated = await allocatedBy(llama, model, context.memoryUsage);
  const kind = {
    library: `${llama.llamaCppRelease.repo} ${llama.llamaCppRelease.release} ${llama.gpu}`,
    contextWindow: context.contextSize,
    cacheType: `${settings.cacheType ?? 'F16'} ${context.flashAttention} ${JSON.stringify(settings.loras ?? [])}`,
  };
  return {
    ...(keepIn === undefined ? {} : { kvStore: await openKvStore(keepIn, kind) }),
    purpose: 'chat',
    model,
    sequences: Array.from({ length: context.totalSequences }, () => context.getSequence()),
    contextWindow: context.contextSize,
    batching,
    allocated,
    abilities: ['chat', 'tools', 'json', 'logprobs', 'choices'],
    ...threadsOf(llama),
    ...cardOf(llama, allocated),
  };
}

async function encoderModel(
  llama: Llama,
  model: LlamaModel,
  purpose: 'embeddings' | 'rerank',
  settings: ModelSettings,
): Promise<LoadedEncoder> {
  const encoder = await createEncoder(model, purpose, settings, llama.cpuMathCores);
  const { contextWindow } = encoder;
  const allocated = await allocatedBy(llama, model, { ram: 0, vram: 0 });
  return { purpose: 'encode', encoder, contextWindow, allocated, abilities: [purpose], ...threadsOf(llama), ...cardOf(llama, allocated) };
}

function threadsOf(llama: Llama): Pick<InMemory, 'cores' | 'setThreads'> {
  return {
    cores: llama.cpuMathCores,
    setThreads(threads) {
      llama.maxThreads = Math.max(1, threads);
    },
  };
}

const cardOf = (llama: Llama, { gpu }: Allocated): Pick<InMemory, 'graphics'> =>
  gpu === undefined ? {} : { graphics: () => graphicsOf(llama) };

async function allocatedBy(llama: Llama, model: LlamaModel, context: { ram: number; vram: number }): Promise<Allocated> {
  const { ram, vram } = model.memoryUsage;
  const memory = { cpuBytes: ram + context.ram, gpuBytes: vram + context.vram };
  if (llama.gpu === false || model.gpuLayers === 0) return memory;
  const [name = llama.gpu] = await llama.getGpuDeviceNames();
  return { ...memory, gpu: { name, layers: model.gpuLayers } };
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
