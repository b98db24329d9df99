/** Who said a message. `tool` carries the result of a tool call back to the model. */
export type Role = 'system' | 'user' | 'assistant' | 'tool';

/**
 * What a model thought before it answered, as its events told it. It goes back only to the provider whose signature it
 * has; every other target is spared it.
 */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
  /** The provider's proof that it made this, as its event had it. Opaque. */
  readonly signature?: string;
}

/** One piece of a message. Every piece is scanned before anything is decided. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly url: string }
  | ReasoningPart
  | {
      readonly type: 'tool-call';
      readonly id: string;
      readonly name: string;
      readonly arguments: string;
      /** As in `ReasoningPart`. */
      readonly signature?: string;
    }
  | { readonly type: 'tool-result'; readonly id: string; readonly text: string };

export interface ChatMessage {
  readonly role: Role;
  readonly content: readonly Part[];
}

/** A function the model may call. `parameters` is a JSON schema. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: unknown;
}

/** How the next token is chosen. Absent fields take the engine's defaults. */
export interface Sampling {
  /** 0 is greedy. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly minP?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  /** Divides the probability weight of tokens that came before; 1 changes nothing. */
  readonly repeatPenalty?: number;
  /** "Don't repeat yourself": punishes sequences that come again. */
  readonly dry?: {
    /** 0 switches it off. */
    readonly multiplier: number;
    readonly base?: number;
    /** Longest sequence that may come again unpunished, in tokens. */
    readonly allowedLength?: number;
    /** Tokens looked back over; absent: all. */
    readonly lastTokens?: number;
    readonly sequenceBreakers?: readonly string[];
  };
  /** "Exclude top choices": now and then removes all probable tokens but the least of them. Both from 0 to 1. */
  readonly xtc?: { readonly probability: number; readonly threshold: number };
  /** Added to a token's logit, by the token's number or its text; -100 forbids it. */
  readonly logitBias?: Readonly<Record<string, number>>;
  /** The same seed, model and prompt give the same text, but for near ties: how much of a prompt was in the cache changes the order of sums. */
  readonly seed?: number;
}

/** What the caller wants the output to be, beyond plain text. */
export type OutputFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | { readonly type: 'json-schema'; readonly schema: unknown };

/** Whether the model may, must or must not call tools; or the one that it must call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** How much the model may think before it answers. */
export interface Reasoning {
  /** False: not at all, where the model's template can switch it off. */
  readonly enabled?: boolean;
  /** Most tokens of thought; then the answer begins. */
  readonly budgetTokens?: number;
}

/**
 * The neutral request. A dialect makes it from its wire shape; every stage after that sees only this.
 */
export interface ChatRequest {
  readonly id: string;
  /** Who asks: `window`, `cli`, or the id of an app key. */
  readonly app: string;
  /** The name that the user gave the app's key. */
  readonly appName?: string;
  /** Name of the dialect it came in by. */
  readonly dialect: string;
  /** A target's id, or `auto`. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  /** Absent: `auto`. */
  readonly toolChoice?: ToolChoice;
  /** False: at most one call in an answer. */
  readonly parallelToolCalls?: boolean;
  readonly reasoning?: Reasoning;
  /** Answers wanted to this one request; absent: one. */
  readonly choices?: number;
  /** What to do when the conversation outgrows the context window. Absent: `error`. `shift` drops the oldest turns. */
  readonly overflow?: 'error' | 'shift';
  /** `background` gives way to all others. Absent: the window and the terminal are interactive. */
  readonly priority?: 'interactive' | 'background';
  /** Milliseconds that a local model stays loaded after this; 0 unloads at once, -1 keeps it. Absent: the model's setting. */
  readonly keepAliveMs?: number;
  readonly sampling: Sampling;
  /** Most tokens to generate; absent: as many as the context window leaves. */
  readonly maxOutputTokens?: number;
  readonly stop: readonly string[];
  readonly output: OutputFormat;
  /** Log-probabilities of this many alternatives for each token; absent: none. */
  readonly logprobs?: number;
  /** Privacy tags given by the caller, the conversation and the app's key. */
  readonly tags: readonly string[];
  /** The conversation it belongs to: one that Lintel keeps, or `APP:NAME` of one that an app named. What was masked in it keeps its placeholders. */
  readonly conversationId?: string;
  /** The project it is for, as the caller names it; budgets and the ledger go by it. */
  readonly project?: string;
  /** The targets that the calling app's key may use, as ids; `*` stands for any characters. Absent: all. */
  readonly allowed?: readonly string[];
  /** The zone that the person lets this one prompt reach whatever its tags say. Only the window and the terminal set it, once the person saw what would leave. */
  readonly letGo?: 'lan' | 'trusted' | 'cloud';
  /** The caller's own fields, untouched, for targets that speak the same dialect. */
  readonly wire: Readonly<Record<string, unknown>>;
}

/** The text of a message's text parts and tool results, in order. */
export function textOf(message: ChatMessage): string {
  let text = '';
  for (const part of message.content) {
    if (part.type === 'text' || part.type === 'tool-result') text += part.text;
  }
  return text;
}
