import type { App } from './app.ts';

/** What is known of a model file on this computer. */
export interface ModelFacts {
  readonly id: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly quantisation?: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly contextLength: number;
  readonly licence?: string;
  readonly hasTools: boolean;
  readonly hasReasoning: boolean;
  /** Set by the user. */
  readonly template?: string;
  readonly parameterLines: readonly string[];
}

/** A model in memory. */
export interface RunningModel {
  readonly id: string;
  readonly bytes: number;
  readonly contextWindow: number;
  /** Milliseconds until it goes; undefined: it stays. */
  readonly unloadsInMs?: number;
}

/** How far a download is. */
export interface Pulling {
  readonly state: 'running' | 'verifying' | 'done';
  readonly name: string;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** The models of this computer, as far as apps have to do with them. Each call throws `unknown-model` for one that is gone. */
export interface PortModels {
  isHere(id: string): boolean;
  facts(id: string): ModelFacts | undefined;
  running(): readonly RunningModel[];
  /** Resolves once it is loaded. An app keeps it no longer than its own use would. */
  load(id: string, app: App, keepAliveMs: number | undefined): Promise<void>;
  /** Takes it out of memory, where the app may; one that others use stays. */
  release(id: string, app: App): Promise<void>;
  /** Fetches a model, saying how far it is. Ends once it is there, and pauses the download where the signal is aborted. */
  pull(name: string, signal: AbortSignal): AsyncIterable<Pulling>;
  /** Deletes its files. Throws `forbidden` with the reason where they are not Lintel's to delete. */
  remove(id: string): Promise<void>;
}
