// The library in a process of its own, without Lintel: its raw bindings (one batch for all streams, then a sample for
// each), or its sequences as they come. Answers each message from the parent with milliseconds.
import { getLlama, type LlamaContext, type LlamaModel, type Token } from 'node-llama-cpp';

export interface LibraryWork {
  readonly threads: number;
  /** The raw bindings, or `sequence.evaluate` with all defaults. */
  readonly kind: 'raw' | 'defaults';
  readonly streams: number;
  /** Tokens that each stream generates; 0: it evaluates a prompt alone. */
  readonly tokens: number;
  readonly promptTokens: number;
}

const FIRST_TOKEN = 100;
const WINDOW = 4096;
const SEQUENCES = 8;
const llama = await getLlama({ build: 'never', skipDownload: true, progressLogs: false });
const model = await llama.loadModel({ modelPath: process.argv[2] ?? '' });
const context = await model.createContext({ contextSize: WINDOW, sequences: SEQUENCES });

/** What the library does not export. */
interface Insides {
  readonly _ctx: {
    setThreads(threads: number): void;
    initBatch(size: number): void;
    addToBatch(sequence: number, start: number, tokens: Uint32Array, logits: Uint32Array): Uint32Array;
    decodeBatch(): Promise<void>;
    sampleToken(logit: number, sampler: object): Promise<Token>;
    disposeSequence(sequence: number): void;
  };
}
const { _ctx: raw } = context as LlamaContext & Insides;
const { _model } = model as LlamaModel & { readonly _model: object };
const { AddonSampler } = Reflect.get(llama, '_bindings') as {
  AddonSampler: new (model: object) => { applyConfig(config: object): void; dispose(): void };
};

async function rawSpeed({ threads, streams, tokens, promptTokens }: LibraryWork): Promise<number> {
  raw.setThreads(threads);
  const samplers = Array.from({ length: streams }, () => new AddonSampler(_model));
  for (const sampler of samplers) sampler.applyConfig({ temperature: 0 });
  const prompt = Uint32Array.from({ length: promptTokens }, (_, index) => FIRST_TOKEN + index);
  const last: number[] = Array.from({ length: streams }, () => FIRST_TOKEN);
  const began = performance.now();
  for (let start = 0; start < promptTokens; start += context.batchSize) {
    const piece = prompt.slice(start, start + context.batchSize);
    raw.initBatch(piece.length);
    const [logit] = raw.addToBatch(0, start, piece, Uint32Array.of(piece.length - 1));
    await raw.decodeBatch();
    if (start + piece.length === promptTokens && logit !== undefined && samplers[0]) await raw.sampleToken(logit, samplers[0]);
  }
  for (let position = promptTokens; position < promptTokens + tokens; position++) {
    raw.initBatch(streams);
    const logits = last.map((token, stream) => raw.addToBatch(stream, position, Uint32Array.of(token), Uint32Array.of(0))[0] ?? 0);
    await raw.decodeBatch();
    for (const [stream, sampler] of samplers.entries()) last[stream] = await raw.sampleToken(logits[stream] ?? 0, sampler);
  }
  const ms = performance.now() - began;
  for (let stream = 0; stream < streams; stream++) raw.disposeSequence(stream);
  for (const sampler of samplers) sampler.dispose();
  return ms;
}

async function defaultSpeed({ streams, tokens }: LibraryWork): Promise<number> {
  const sequences = Array.from({ length: streams }, () => context.getSequence());
  const began = performance.now();
  await Promise.all(
    sequences.map(async (sequence) => {
      let generated = 0;
      for await (const _ of sequence.evaluate([FIRST_TOKEN as Token])) if (++generated >= tokens) break;
    }),
  );
  const ms = performance.now() - began;
  for (const sequence of sequences) await sequence.dispose();
  return ms;
}

process.on('message', async (work: LibraryWork) => {
  process.send?.(await (work.kind === 'raw' ? rawSpeed(work) : defaultSpeed(work)));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
