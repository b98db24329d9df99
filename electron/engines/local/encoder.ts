import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import type { Embeddings, Ranking } from '../../../shared/chat/embed.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { ownTokens } from './own-tokens.ts';
import type { EncodeJob } from './protocol.ts';
import { vectorOf } from './vector.ts';

/** A model that reads whole texts at once. */
export interface Encoder {
  readonly contextWindow: number;
  /** Rejects with `context-overflow` for a text that is too long, and when the signal ends it. */
  encode(job: EncodeJob, signal: CancelSignal): Promise<Embeddings | Ranking>;
}

/** Tokens. A text is read in one batch, whose working memory grows with the square of this. */
const UNASKED_WINDOW = 2048;

/** @param threads as many as could ever run */
export async function createEncoder(
  model: LlamaModel,
  purpose: 'embeddings' | 'rerank',
  settings: ModelSettings,
  threads: number,
): Promise<Encoder> {
  const contextSize = Math.min(model.trainContextSize, settings.contextWindow ?? UNASKED_WINDOW);
  const shape = { contextSize, batchSize: contextSize, threads: Math.max(threads, settings.threads ?? 0) };
  return purpose === 'embeddings' ? embedder(model, shape) : reranker(model, shape);
}

interface Shape {
  readonly contextSize: number;
  readonly batchSize: number;
  readonly threads: number;
}

async function embedder(model: LlamaModel, shape: Shape): Promise<Encoder> {
  const context = await model.createEmbeddingContext(shape);
  return {
    contextWindow: shape.contextSize,
    async encode(job, signal) {
      if (job.type !== 'embed') throw notMadeFor('rank documents', 'a reranker');
      refuseTooMany(job.dimensions, model.embeddingVectorSize);
      const given = job.inputs.map((input) => (typeof input === 'string' ? input : ownTokens(input, model, 'input')));
      const inputs = job.truncates === true ? given.map((input) => fitting(input, model, context, shape.contextSize)) : given;
      const lengths = inputs.map((input) => context.calculateInputLength(input));
      refuseTooLong('Input', lengths, shape.contextSize);
      const vectors: number[][] = [];
      for (const input of inputs) {
        throwIfAborted(signal);
        const { vector } = await context.getEmbeddingFor(input);
        vectors.push(vectorOf(vector, job));
      }
      return { vectors, inputTokens: sum(lengths) };
    },
  };
}

/** A text as far as it fits. */
function fitting(input: string | Token[], model: LlamaModel, context: LlamaEmbeddingContext, window: number): string | Token[] {
  const length = context.calculateInputLength(input);
  if (length < window) return input;
  const tokens = typeof input === 'string' ? model.tokenize(input) : input;
  // What is put around a text is counted, too.
  return tokens.slice(0, Math.max(1, window - 1 - Math.max(0, length - tokens.length)));
}

async function reranker(model: LlamaModel, shape: Shape): Promise<Encoder> {
  const context = await model.createRankingContext(shape);
  return {
    contextWindow: shape.contextSize,
    async encode(job, signal) {
      if (job.type !== 'rerank') throw notMadeFor('make embeddings', 'an embedding model');
      const lengths = job.documents.map((document) => context.calculateInputLength(job.query, document));
      refuseTooLong('Document', lengths, shape.contextSize);
      const scores: number[] = [];
      for (const document of job.documents) {
        throwIfAborted(signal);
        scores.push(await context.rank(job.query, document));
      }
      return { scores, inputTokens: sum(lengths) };
    },
  };
}

function refuseTooLong(what: string, lengths: readonly number[], window: number): void {
  const index = lengths.findIndex((length) => length >= window);
  if (index === -1) return;
  throw new LintelError(
    'context-overflow',
    `${what} ${index + 1} is ${lengths[index]} tokens long, and this model reads at most ${window - 1}. Shorten it or split it.`,
    { field: what === 'Input' ? 'input' : 'documents' },
  );
}

function refuseTooMany(dimensions: number | undefined, size: number): void {
  if (dimensions === undefined || dimensions <= size) return;
  throw new LintelError('bad-request', `This model makes vectors of ${size} numbers, and ${dimensions} are asked for. Ask for fewer.`, {
    field: 'dimensions',
  });
}

const notMadeFor = (what: string, instead: string) =>
  new LintelError('bad-request', `This model cannot ${what}. Choose ${instead}.`, { field: 'model' });

function throwIfAborted(signal: CancelSignal): void {
  if (signal.aborted) throw new LintelError('cancelled', 'The request was cancelled.');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
