import type { EmbedRequest } from './embed.ts';

/** Work on sound and pictures, and the judging of texts: the answer is handed on as it comes. */
export const MEDIA = ['moderation', 'speech', 'transcription', 'image-generation'] as const;

/** A request that a target gets as it is, but for the name of the model. */
export interface MediaWork {
  readonly type: (typeof MEDIA)[number];
  /** Below the target's address, such as `/audio/speech`. */
  readonly path: string;
  /** Of the body: JSON, or a form with its boundary. */
  readonly contentType: string;
  /** The body for a target's own name of its model. */
  body(model: string): string | Uint8Array;
}

/** Texts to turn into vectors. */
export interface EmbeddingWork {
  readonly type: 'embeddings';
  readonly inputs: EmbedRequest['inputs'];
  /** As in `EmbedRequest`. */
  readonly dimensions?: number;
  /** As in `EmbedRequest`. */
  readonly normalise?: boolean;
  /** As in `EmbedRequest`. */
  readonly truncates?: true;
  /** As in `EmbedRequest`. */
  readonly task?: string;
}

/** Documents to order by how well they answer a query. */
export interface RerankWork {
  readonly type: 'rerank';
  readonly query: string;
  readonly documents: readonly string[];
}

/** What is asked of a model in place of an answer. Its name is that of the ability it takes. */
export type Work = EmbeddingWork | RerankWork | MediaWork;

/** What work came to: whole, or of sound and pictures the next bytes. */
export type WorkResult =
  | { readonly type: 'embeddings'; readonly vectors: readonly (readonly number[])[] }
  | { readonly type: 'rerank'; readonly scores: readonly number[] }
  | { readonly type: 'bytes'; readonly contentType: string; readonly bytes: Uint8Array };
