import type { Embeddings, EmbedRequest, Ranking, RerankRequest } from '../../../shared/chat/embed.ts';
import type { ErrorCode } from '../../../shared/chat/error.ts';
import type { ChatEvent, FinishReason } from '../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import type { Said } from '../../../shared/chat/said.ts';
import type { EngineTelemetry } from '../../../shared/chat/usage.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import type { Ability } from '../../../shared/routing/target.ts';
import type { Graphics } from './graphics.ts';

/** One chat for the worker: what the model needs of a request. The supervisor numbers them; requests' own ids stay with it. */
export interface ChatJob
  extends Pick<
    ChatRequest,
    | 'app'
    | 'priority'
    | 'messages'
    | 'isRaw'
    | 'tools'
    | 'toolChoice'
    | 'parallelToolCalls'
    | 'reasoning'
    | 'sampling'
    | 'maxOutputTokens'
    | 'stop'
    | 'output'
    | 'logprobs'
    | 'choices'
    | 'overflow'
  > {
  readonly id: number;
  /** Only the prompt is made, and its tokens are told. */
  readonly isCounted?: true;
}

/** Who goes first where requests wait in line. */
export type Priority = 'interactive' | 'background';

/** Texts for a model that reads them whole: to make vectors of, or to order by a query. */
export type EncodeJob = { readonly id: number } & (
  | ({ readonly type: 'embed' } & Omit<EmbedRequest, 'id'>)
  | ({ readonly type: 'rerank' } & Omit<RerankRequest, 'id'>)
);

export interface TokenCounts {
  /** Tokens of the prompt, cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What was generated for one chat since the last message: an event of it, and whose it is. */
export interface Piece {
  readonly id: number;
  readonly event: PieceEvent;
}

export type PieceEvent = Extract<ChatEvent, { readonly tokens: number }>;
/** What a worker takes of this computer. */
export interface WorkerLoad {
  /** Resident memory. */
  readonly memoryBytes: number;
  /** Cores kept busy since the last time it told. */
  readonly cores: number;
  /** Computing since it began, on all cores together, in milliseconds. */
  readonly computedMs: number;
}

/** Memory that llama.cpp took, in bytes, and the graphics card that it took some of. */
export interface Allocated {
  readonly cpuBytes: number;
  readonly gpuBytes: number;
  /** Absent where everything runs on the processor. */
  readonly gpu?: { readonly name: string; readonly layers: number };
}

/** A chat's place in line: how many go before it. */
export interface Place {
  readonly id: number;
  readonly position: number;
}

/** Supervisor to worker. `load` comes first and once. */
export type ToWorker =
  /** Instead of `load`: the worker only looks, and is ended. */
  | { readonly type: 'look-for-graphics' }
  | {
      readonly type: 'load';
      readonly path: string;
      readonly settings?: ModelSettings;
      /** Memory for keys and values of all sequences together; absent: 2 GiB. */
      readonly kvBudgetBytes?: number;
      /** Where conversations may be kept between loads, in a folder of this very model file; absent: nowhere. */
      readonly cacheFolder?: string;
    }
  | { readonly type: 'chat'; readonly job: ChatJob }
  | { readonly type: 'encode'; readonly job: EncodeJob }
  | { readonly type: 'cancel'; readonly id: number }
  /** What is kept of conversations on disk goes, and what runs now is not kept. */
  | { readonly type: 'forget' }
  /** Most threads that decode from now on. */
  | { readonly type: 'threads'; readonly threads: number };

/**
 * Worker to supervisor. `ready` or `load-failed` answers `load`, after any number of `loading`. `queued` tells the
 * places of chats in line whenever they change, several chats at a time. `preparing` and `prepared` enclose the work
 * that a request's own content decides. Each chat gets one `start`, any number
 * of pieces, and one `finish` or `failed`, each encoding one `start` and `encoded` or `failed`; a chat that fails or is cancelled early may skip `start`.
 * `alive` comes twice a second while there is work, and once more when that is done. `graphics` answers `look-for-graphics`, and is told
 * every ten seconds by a worker whose model is on the card.
 */
export type FromWorker =
  | { readonly type: 'graphics'; readonly graphics: Graphics | undefined }
  | ({ readonly type: 'alive' } & WorkerLoad)
  /** From 0 to 1. */
  | { readonly type: 'loading'; readonly fraction: number }
  | {
      readonly type: 'ready';
      readonly contextWindow: number;
      readonly sequences: number;
      readonly memoryBytes: number;
      /** What llama.cpp allocated for weights and contexts. */
      readonly allocated: Allocated;
      readonly abilities: readonly Ability[];
      /** Cores of this computer that are worth a thread. */
      readonly cores: number;
    }
  | { readonly type: 'load-failed'; readonly reason: string }
  | { readonly type: 'queued'; readonly places: readonly Place[] }
  /** All that a request holds is read now: its template, its tools and schemas. One chat at a time. */
  | { readonly type: 'preparing'; readonly id: number }
  | { readonly type: 'prepared'; readonly id: number }
  | {
      readonly type: 'start';
      readonly id: number;
      readonly queueMs: number;
      readonly inputTokens: number;
      readonly cachedInputTokens: number;
    }
  | { readonly type: 'pieces'; readonly pieces: readonly Piece[] }
  | {
      readonly type: 'finish';
      readonly id: number;
      /** Of each choice. */
      readonly reasons: readonly FinishReason[];
      /** Of the first one. */
      readonly stopSequence?: string;
      readonly counts: TokenCounts;
      readonly telemetry?: EngineTelemetry;
    }
  | { readonly type: 'encoded'; readonly id: number; readonly result: Embeddings | Ranking }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly code: ErrorCode;
      readonly message: string;
      readonly said?: Said;
      readonly field?: string;
    };
