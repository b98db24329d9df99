import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ports } from '../../shared/routing/ports.ts';
import type { App } from './app.ts';
import type { Caller } from './caller.ts';
import type { ResponseStore } from './dialects/openai-responses/kept.ts';
import type { RunningResponses } from './dialects/openai-responses/running.ts';
import type { ReadDocument } from './enclosed.ts';
import type { PortModels } from './models.ts';

/** What endpoints work with. */
export interface Services {
  readonly ports: Ports;
  readonly version: string;
  /** When this Lintel started, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** The models of this computer; absent: nothing is told of them, and none is loaded ahead, fetched or deleted. */
  readonly models?: PortModels;
  /** Looks for changed models. */
  refreshModels(): Promise<void>;
  /** Where responses are kept for those who go on from them. */
  readonly responses: ResponseStore;
  readonly running: RunningResponses;
  /** Reads documents that come with prompts; absent: none is read, so each counts as one that cannot be. */
  readonly readDocument?: ReadDocument;
}

/** One request of an app. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The parts of the path that its pattern names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly app: App;
  readonly caller: Caller;
  /** Aborted as soon as the caller's connection closes before the answer is complete. */
  readonly signal: AbortSignal;
  /** The body as it came, bounded in size. Throws `body-too-large`. */
  bytes(): Promise<Buffer>;
  /** The body as a JSON object, bounded in size, depth and number of values. Throws `bad-request` and `body-too-large`. */
  body(): Promise<Record<string, unknown>>;
}

/** Whose errors, and whose way of giving a key, a path has. */
export type Speech = 'openai' | 'anthropic' | 'ollama' | 'gemini';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As `/v1/responses/:id`; `*name`, as the last part, takes all that is left of a path. */
  readonly path: string;
  readonly speech: Speech;
  serve(call: Call, services: Services): Promise<void>;
}
