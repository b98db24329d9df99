/** What the user set for one local model. Absent fields take what suits the model and the machine. */
export interface ModelSettings {
  /** Tokens of prompt and answer together, in each sequence. */
  readonly contextWindow?: number;
  /** Chats that run at the same time. */
  readonly sequences?: number;
  /** Layers on the graphics card; absent: as many as fit. */
  readonly gpuLayers?: number;
  readonly flashAttention?: boolean;
  /** Most threads; absent: physical cores less one, changed while running. */
  readonly threads?: number;
  /** How numbers of the key-value cache are kept. Absent: `F16`. */
  readonly cacheType?: 'F16' | 'Q8_0' | 'Q4_0';
  /** Jinja that replaces the template in the file. */
  readonly chatTemplate?: string;
  /** Small changes of the weights, in files of their own. */
  readonly loras?: readonly { readonly path: string; readonly scale: number }[];
  /** Milliseconds that the model stays loaded without work; -1: until Lintel ends. Absent: ten minutes. */
  readonly keepAliveMs?: number;
  /** Keep long conversations' evaluated state on disk, so that they go on quickly after a reload. Absent: no. */
  readonly keepCache?: boolean;
  /** How answers are sampled where the caller leaves it open. */
  readonly sampling?: {
    readonly temperature?: number;
    readonly topP?: number;
    readonly topK?: number;
    readonly minP?: number;
    readonly repeatPenalty?: number;
  };
  /** Put before every conversation that has no system message. */
  readonly systemPrompt?: string;
}
