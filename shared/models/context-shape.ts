import type { ModelSettings } from './settings.ts';

/** How much a context holds. Each of its sequences has room for the whole window. */
export interface ContextShape {
  /** Tokens of prompt and answer together, in each sequence. */
  readonly contextWindow: number;
  readonly sequences: number;
  /** Fewer sequences may be made where memory does not suffice: nobody asked for this many. */
  readonly maySpareSequences: boolean;
}

export interface ContextNeeds {
  /** Tokens that the model was made for. */
  readonly trainContextSize: number;
  /** Of keys and values, as they are kept; 0: not known. */
  readonly bytesPerToken: number;
  /** Memory for keys and values of all sequences together. */
  readonly budgetBytes: number;
}

/** Memory for keys and values, where nobody says otherwise. */
export const KV_BUDGET_BYTES = 2 * 2 ** 30;

/** Tokens that every model gets a window for that was made for as many, whatever the budget says. */
const PROMISED_CONTEXT_WINDOW = 8192;
const MAX_SEQUENCES = 8;
/** Sequences to have before the window grows past what is promised. */
const WANTED_SEQUENCES = 4;
/** More sequences than wanted are made while all of them stay within this: clearing more makes a load slower than it need be. */
const CHEAP_BYTES = 256 * 2 ** 20;
/** A window that nobody asked for grows to this and no further: its memory is taken from the first chat on. */
const MAX_UNASKED_WINDOW = 32_768;
/** llama.cpp lays out cells in blocks of these. */
const BLOCK = 256;

/**
 * The largest window and then the most sequences that the budget permits; what the user set comes first, and is never
 * made smaller. Throws with a sentence for a window that the model cannot have.
 */
export function shapeOf({ trainContextSize, bytesPerToken, budgetBytes }: ContextNeeds, settings: ModelSettings): ContextShape {
  const asked = settings.contextWindow;
  if (asked !== undefined && asked > trainContextSize) {
    throw new Error(
      `A context window of ${asked} tokens is set, and this model was made for ${trainContextSize} at most. Set a smaller one.`,
    );
  }
  const promised = Math.min(trainContextSize, PROMISED_CONTEXT_WINDOW);
  const cells = bytesPerToken > 0 ? Math.floor(budgetBytes / bytesPerToken) : promised * WANTED_SEQUENCES;
  const affordable = (sequences: number) => Math.floor(cells / sequences / BLOCK) * BLOCK;
  const most = Math.min(trainContextSize, MAX_UNASKED_WINDOW);
  const wanted = settings.sequences ?? [WANTED_SEQUENCES, 2].find((count) => affordable(count) >= promised) ?? 1;
  const contextWindow = asked ?? Math.max(promised, Math.min(most, affordable(wanted)));
  const affordableSequences = Math.max(1, Math.min(MAX_SEQUENCES, Math.floor(cells / contextWindow)));
  const cheap = bytesPerToken > 0 ? Math.floor(CHEAP_BYTES / (bytesPerToken * contextWindow)) : MAX_SEQUENCES;
  const sequences = settings.sequences ?? Math.min(affordableSequences, Math.max(WANTED_SEQUENCES, cheap));
  return { contextWindow, sequences, maySpareSequences: settings.sequences === undefined };
}

/** The least that a model is worth loading with: what the user set, else one chat of the window that every model gets. */
export const sparing = (trainContextSize: number, settings: ModelSettings): ModelSettings => ({
  ...settings,
  contextWindow: settings.contextWindow ?? Math.min(trainContextSize, PROMISED_CONTEXT_WINDOW),
  sequences: settings.sequences ?? 1,
});
