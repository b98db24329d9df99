/** Texts to turn into vectors. */
export interface EmbedRequest {
  readonly id: string;
  /** Who asks, as in `ChatRequest`. */
  readonly app: string;
  readonly inputs: readonly string[];
  /** Length 1 for each vector; absent: yes. */
  readonly normalise?: boolean;
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
