import { english } from '../chat/english.ts';
import { type Said, say, together } from '../chat/said.ts';
import { cacheFactor } from './cache-type.ts';
import { KV_BUDGET_BYTES, shapeOf, sparing } from './context-shape.ts';
import type { ModelSettings } from './settings.ts';
import type { ModelShape } from './shape.ts';

/** A model as far as predicting goes. */
export interface FitModel {
  /** Tokens that it was made for. */
  readonly contextLength: number;
  readonly tensorBytes: number;
  readonly kvBytesPerToken: number;
  readonly shape: ModelShape;
}

/** This computer as far as predicting goes. */
export interface Machine {
  readonly totalBytes: number;
  /** What programs can still take, Lintel's own idle models counted as free. */
  readonly availableBytes: number;
  /** Left free for other programs. */
  readonly headroomBytes: number;
  /** Threads that a model would get. */
  readonly threads: number;
  /** Bytes that one thread reads in a second. */
  readonly bytesPerSecond: number;
  readonly gpu?: { readonly name: string; readonly totalBytes: number; readonly freeBytes: number };
}

/** Memory at one context length, in bytes. */
export interface MemoryNeed {
  /** Tokens, of each sequence. */
  readonly contextWindow: number;
  readonly sequences: number;
  /** Mapped from the file. llama.cpp keeps a second, rearranged copy of some types on CPUs; the mapped pages make room for it. */
  readonly weightBytes: number;
  readonly cacheBytes: number;
  /** Where llama.cpp calculates, and the process itself. */
  readonly workingBytes: number;
  readonly gpuBytes: number;
  readonly cpuBytes: number;
}

/** A prediction, all of it an estimate. */
export interface Fit {
  readonly verdict: 'fits' | 'slow' | 'wont-fit';
  /** With the numbers behind it, for people. */
  readonly sentence: string;
  readonly said: Said;
  /** With the settings at hand. */
  readonly need: MemoryNeed;
  readonly layersOnGpu: number;
  readonly layers: number;
  readonly tokensPerSecond: number;
  readonly promptTokensPerSecond: number;
  /** The speed was measured on this computer, not predicted. */
  readonly isMeasured: boolean;
  /** One sequence at each context length, to compare. */
  readonly atContext: readonly MemoryNeed[];
}

const MIB = 2 ** 20;
/** Resident size of a worker with the library loaded and no model: measured with Node 24 on Linux. */
const PROCESS_BYTES = 110 * MIB;
/** Tokens that llama.cpp calculates at once. */
const BATCH = 512;
/** Below this, reading along is tedious. */
const SLOW_TOKENS_PER_SECOND = 5;
/** Of a card's free memory, kept for the screen and for llama.cpp's own buffers. */
const GPU_SPARE = 0.1;
/** Bytes that a graphics card reads in a second, where nothing is known of it: an older card of the middle class. */
const GPU_BYTES_PER_SECOND = 250e9;
/** What every token costs beside reading weights: the smallest model, whose weights are nothing, says some 1,800 a second. */
const TOKEN_SECONDS = 0.000_55;
/** Threads beyond these wait for the same memory. */
const THREADS_THAT_HELP = 4;
/** A prompt's tokens share one reading of the weights; measured with 0.15 and 8 billion parameters in 4 bits on CPUs. */
const PROMPT_FACTOR = { cpu: 6, gpu: 40 } as const;
const CONTEXTS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 1_048_576] as const;

/** Memory that a model takes with these settings where no graphics card helps. */
export function predictNeed(model: FitModel, settings: ModelSettings = {}): MemoryNeed {
  const { contextWindow, sequences } = contextFor(model, settings);
  return needOf(model, settings, contextWindow, sequences, 0);
}

/** What a worker makes room for. A window that the model cannot have is refused there, and counted as its largest here. */
function contextFor(model: FitModel, settings: ModelSettings) {
  const bytesPerToken = model.kvBytesPerToken * cacheFactor(settings.cacheType ?? 'F16');
  const trainContextSize = Math.max(1, model.contextLength);
  const { contextWindow } = settings;
  const possible = contextWindow === undefined ? settings : { ...settings, contextWindow: Math.min(contextWindow, trainContextSize) };
  return shapeOf({ trainContextSize, bytesPerToken, budgetBytes: KV_BUDGET_BYTES }, possible);
}

/** Predicts memory, layers on the graphics card and speed. @param measured tokens per second on this computer, where known */
export function predictFit(model: FitModel, machine: Machine, set: ModelSettings = {}, measured?: number): Fit {
  const free = machine.availableBytes - machine.headroomBytes;
  // Where the usual room for chats does not fit, a model is loaded with the least.
  const usual = predictNeed(model, set);
  const settings = machine.gpu === undefined && usual.cpuBytes > free ? sparing(model.contextLength, set) : set;
  const { contextWindow, sequences } = contextFor(model, settings);
  const layersOnGpu = gpuLayers(model, machine, settings, contextWindow, sequences);
  const need = needOf(model, settings, contextWindow, sequences, layersOnGpu);
  const predicted = decodeSpeed(model, machine, layersOnGpu);
  const tokensPerSecond = measured ?? predicted;
  const longest = Math.max(1, model.contextLength);
  const lengths = [...CONTEXTS.filter((length) => length < longest), longest];
  const fit = {
    need,
    layersOnGpu,
    layers: model.shape.layers,
    tokensPerSecond,
    promptTokensPerSecond: predicted * (layersOnGpu === 0 ? PROMPT_FACTOR.cpu : PROMPT_FACTOR.gpu),
    isMeasured: measured !== undefined,
    atContext: lengths.map((length) => needOf(model, settings, length, 1, layersOnGpu)),
  };
  const isTight = need.cpuBytes > free || need.gpuBytes > (machine.gpu?.freeBytes ?? 0);
  const verdict = isTight ? 'wont-fit' : tokensPerSecond < SLOW_TOKENS_PER_SECOND ? 'slow' : 'fits';
  const said = sentenceOf(fit, machine, free);
  return { verdict, sentence: english(said), said, ...fit };
}

/** Tokens of the largest context window that fits with this many sequences; 0 where not even the weights do. */
export function largestContextThatFits(model: FitModel, machine: Machine, settings: ModelSettings = {}): number {
  const free = machine.availableBytes - machine.headroomBytes;
  const fits = (length: number) => {
    const set = { ...settings, contextWindow: length, sequences: settings.sequences ?? 1 };
    return predictFit(model, machine, set).need.cpuBytes <= free;
  };
  let low = 0;
  let high = model.contextLength;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Why settings would not fit, in a sentence with the numbers; undefined where they do. */
export function settingsRefusal(model: FitModel, machine: Machine, settings: ModelSettings): Said | undefined {
  if (settings.contextWindow !== undefined && settings.contextWindow > model.contextLength) {
    return say`A context window of ${{ count: settings.contextWindow }} tokens is set, and this model was made for ${{ count: model.contextLength }} at most.`;
  }
  if (settings.flashAttention === false && (settings.cacheType ?? 'F16') !== 'F16') {
    return say`Keys and values can only be kept smaller with flash attention. Switch it on, or keep them in F16.`;
  }
  const { need } = predictFit(model, machine, settings);
  // What is free now may be more tomorrow; what the computer has, will not.
  if (need.cpuBytes <= machine.totalBytes - machine.headroomBytes) return undefined;
  const largest = largestContextThatFits(model, { ...machine, availableBytes: machine.totalBytes }, settings);
  const fitting = { count: largest };
  const advice =
    largest === 0
      ? say`Choose a smaller model.`
      : settings.sequences === undefined
        ? say`With one chat at a time, ${fitting} tokens fit.`
        : say`With ${settings.sequences} chats at a time, ${fitting} tokens fit.`;
  const has = { size: machine.totalBytes };
  const free = { size: machine.headroomBytes };
  return together(
    say`These settings need about ${{ size: need.cpuBytes }} (estimate), and this computer has ${has}, of which ${free} stay free for other programs.`,
    advice,
  );
}

function needOf(model: FitModel, settings: ModelSettings, contextWindow: number, sequences: number, layersOnGpu: number): MemoryNeed {
  const { shape } = model;
  const factor = cacheFactor(settings.cacheType ?? 'F16');
  const cells = contextWindow * sequences;
  // Layers with a window keep that of every sequence and the batch at hand (llama.cpp: `n_swa * n_seq_max + n_ubatch`).
  const windowCells = shape.window === undefined ? 0 : Math.min(cells, shape.window.tokens * sequences + BATCH);
  const cacheBytes =
    (shape.fullBytesPerToken * cells + (shape.window?.bytesPerToken ?? 0) * windowCells) * factor + shape.recurrentBytes * sequences;
  const share = shape.layers === 0 ? 0 : Math.min(1, layersOnGpu / shape.layers);
  // Of a batch: numbers between layers or probabilities of its tokens, whichever are more, and who sees whom in a sequence.
  const working = BATCH * (4 * Math.max(shape.vocabulary, 4 * shape.width + 2 * shape.feedForward) + 2 * contextWindow);
  const onGpu = share === 0 ? 0 : shape.layerBytes * share + cacheBytes * share + working + (share === 1 ? shape.outputBytes : 0);
  const weightBytes = model.tensorBytes;
  const all = weightBytes + cacheBytes + working;
  return {
    contextWindow,
    sequences,
    weightBytes,
    cacheBytes,
    workingBytes: working + PROCESS_BYTES,
    gpuBytes: onGpu,
    cpuBytes: Math.max(0, all - onGpu) + PROCESS_BYTES,
  };
}

function gpuLayers(model: FitModel, { gpu }: Machine, settings: ModelSettings, contextWindow: number, sequences: number): number {
  if (gpu === undefined) return 0;
  const { layers } = model.shape;
  const room = gpu.freeBytes * (1 - GPU_SPARE);
  const most = Math.min(layers, settings.gpuLayers ?? layers);
  // More layers take more room; a header may name any number of them.
  let low = 0;
  let high = Math.max(0, most);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (needOf(model, settings, contextWindow, sequences, middle).gpuBytes <= room) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A token waits for all weights that it reads: memory's speed is the limit, not calculating. */
function decodeSpeed({ shape }: FitModel, machine: Machine, layersOnGpu: number): number {
  const { experts } = shape;
  const unread = experts === undefined ? 0 : shape.expertBytes * (1 - experts.used / experts.count);
  const share = shape.layers === 0 ? 0 : layersOnGpu / shape.layers;
  const layers = shape.layerBytes - unread;
  const onGpu = layers * share + (share === 1 ? shape.outputBytes : 0);
  const onCpu = layers * (1 - share) + (share === 1 ? 0 : shape.outputBytes);
  const cpuRate = machine.bytesPerSecond * Math.min(machine.threads, THREADS_THAT_HELP);
  return 1 / (TOKEN_SECONDS + onCpu / Math.max(1, cpuRate) + onGpu / GPU_BYTES_PER_SECOND);
}

function sentenceOf(fit: Omit<Fit, 'verdict' | 'sentence' | 'said'>, machine: Machine, free: number): Said {
  const { need, layersOnGpu, layers, tokensPerSecond, isMeasured } = fit;
  const needed = { size: need.cpuBytes };
  const context = { count: need.contextWindow };
  const room = say`${{ size: Math.max(0, free) }} of ${{ size: machine.totalBytes }} are free beside other programs`;
  const memory =
    machine.gpu !== undefined && layersOnGpu > 0
      ? say`Needs about ${needed} and ${{ size: need.gpuBytes }} on ${machine.gpu.name} (${layersOnGpu} of ${layers} layers) for ${context} tokens of context; ${room}.`
      : say`Needs about ${needed} for ${context} tokens of context; ${room}.`;
  const speed = tokensPerSecond >= 10 ? { count: tokensPerSecond } : { figure: Number(tokensPerSecond.toPrecision(2)) };
  return together(memory, isMeasured ? say`About ${speed} tokens/s (measured here).` : say`About ${speed} tokens/s (estimate).`);
}
