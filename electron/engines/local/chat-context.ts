import { totalmem } from 'node:os';
import type { Llama, LlamaContext, LlamaModel } from 'node-llama-cpp';
import { shapeOf } from '../../../shared/models/context-shape.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { type Batching, createBatching } from './batching.ts';
import { kvBytesPerToken } from './kv-bytes.ts';

export interface ChatContext {
  readonly context: LlamaContext;
  readonly batching: Batching;
}

/**
 * Makes the context that all chats of a model share. Where memory does not suffice, there are fewer sequences than
 * could be, but never fewer than the user set, nor a smaller window: then it throws.
 */
export async function createChatContext(
  llama: Llama,
  model: LlamaModel,
  settings: ModelSettings,
  budgetBytes: number,
): Promise<ChatContext> {
  const cacheType = settings.cacheType ?? 'F16';
  if (cacheType !== 'F16' && settings.flashAttention === false) {
    throw new Error(`A cache in ${cacheType} needs flash attention, which is turned off. Turn it on, or keep the cache in F16.`);
  }
  const bytesPerToken = kvBytesPerToken(model, cacheType);
  const shape = shapeOf({ trainContextSize: model.trainContextSize, bytesPerToken, budgetBytes }, settings);
  const { contextWindow } = shape;
  const memoryBytes = await allMemory(llama);
  for (let sequences = shape.sequences; ; sequences = Math.floor(sequences / 2)) {
    const batching = createBatching();
    const bytes = contextWindow * sequences * bytesPerToken;
    try {
      // llama.cpp would try, and bring the computer to a standstill first.
      if (bytes > memoryBytes) throw new Error(`this computer has ${inMib(memoryBytes)} MiB for it`);
      const context = await model.createContext({
        contextSize: contextWindow,
        sequences,
        // As many as could ever run; the limit of the whole process says how many do.
        threads: { ideal: Math.max(llama.cpuMathCores, settings.threads ?? 0), min: 1 },
        // Values in few bits are read by flash attention alone.
        flashAttention: cacheType === 'F16' ? (settings.flashAttention ?? 'auto') : true,
        experimentalKvCacheKeyType: cacheType,
        experimentalKvCacheValueType: cacheType,
        batching: { itemPrioritizationStrategy: batching.strategy },
        failedCreationRemedy: false,
        ...lorasOf(settings),
      });
      return { context, batching };
    } catch (error) {
      if (sequences > 1 && shape.maySpareSequences) continue;
      const files = (settings.loras ?? []).map(({ path }) => path).join(', ');
      if (files !== '' && /lora|adapter/i.test(reasonOf(error))) {
        throw new Error(`of its LoRA files (${files}) one was not made for it, or is damaged (${reasonOf(error)}).`);
      }
      throw new Error(
        `no context of ${contextWindow} tokens for ${sequences} chats at once could be made, which takes about ${inMib(bytes)} MiB (${reasonOf(error)}). ` +
          'Set a smaller context window or fewer chats at once, or close other programs.',
      );
    }
  }
}

async function allMemory(llama: Llama): Promise<number> {
  const { total } = await llama.getVramState();
  // Zero, or more than there is, where nothing limits this process.
  return total + Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

function lorasOf({ loras = [] }: ModelSettings) {
  return loras.length === 0 ? {} : { lora: { adapters: loras.map(({ path, scale }) => ({ filePath: path, scale })) } };
}

const inMib = (bytes: number) => Math.ceil(bytes / 2 ** 20);
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/[\s.]*$/, '');
