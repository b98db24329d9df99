/** Texts to turn into vectors. */
export interface EmbedRequest {
  readonly id: string;
  /** Who asks, as in `ChatRequest`. */
  readonly app: string;
  /** Or the numbers that the model's own tokenizer made of them. */
  readonly inputs: readonly (string | readonly number[])[];
  /** Length 1 for each vector; absent: yes. */
  readonly normalise?: boolean;
  /** What is too long is read as far as it fits, where the model can be told so; absent: it is refused. */
  readonly truncates?: true;
  /** What the vectors are for, in Google's words. It means nothing to models that do not tell such vectors apart. */
  readonly task?: string;
  /** Numbers kept of each vector, from its start; absent: all. */
  readonly dimensions?: number;
}

export interface Embeddings {
  /** One for each input, in their order. */
  readonly vectors: readonly (readonly number[])[];
  readonly inputTokens: number;
}

/** Documents to order by how well they answer a query. */
export interface RerankRequest {
  readonly id: string;
  readonly app: string;
  readonly query: string;
  readonly documents: readonly string[];
}

export interface Ranking {
  /** For each document in their order, from 0 to 1: how relevant the model finds it. */
  readonly scores: readonly number[];
  readonly inputTokens: number;
}
