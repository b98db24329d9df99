import type { Work } from './work.ts';

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

/**
 * How long a provider is asked to keep the prompt up to here in its cache, where it has to be asked; elsewhere it means
 * nothing.
 */
export type CacheFor = '5m' | '1h';

/** Where a caller wants the provider's cache to end. */
interface Marked {
  readonly cache?: CacheFor;
}

/** A document or a sound as the caller gave it: no target gets it in other words. In a `tool` message as an image. */
export interface FilePart extends Marked {
  readonly type: 'file';
  /** `application/pdf`, or a kind of `audio/`. */
  readonly mediaType: string;
  /** In base64. */
  readonly data: string;
  readonly name?: string;
  /** Where the caller wrote it, for sentences about it. */
  readonly field: string;
  /** All that it says, where that can be read: this is searched. Absent: nobody can say what it holds. */
  readonly text?: string;
  /** Of a document, where they are known. */
  readonly pages?: number;
}

/** A text as the numbers that the tokenizer of the one model that is asked for made of it. Nobody else can read them. */
export interface TokensPart {
  readonly type: 'tokens';
  readonly ids: readonly number[];
  /** As in `FilePart`. */
  readonly field: string;
}

/** One piece of a message. Every piece is scanned before anything is decided. */
export type Part =
  | ({
      readonly type: 'text';
      readonly text: string;
      /** The very same in base64, where the caller's own fields have it so: it need not be searched again. */
      readonly encoded?: string;
    } & Marked)
  /** In a `tool` message it belongs to the result before it. */
  | ({ readonly type: 'image'; readonly url: string } & Marked)
  | FilePart
  | TokensPart
  | ReasoningPart
  | ({
      readonly type: 'tool-call';
      readonly id: string;
      readonly name: string;
      readonly arguments: string;
      /** As in `ReasoningPart`. */
      readonly signature?: string;
    } & Marked)
  | ({
      readonly type: 'tool-result';
      readonly id: string;
      readonly text: string;
      /** The tool failed, and the text says how. */
      readonly isError?: true;
    } & Marked);

export interface ChatMessage {
  readonly role: Role;
  readonly content: readonly Part[];
}

/** A function the model may call. `parameters` is a JSON schema. */
export interface ToolDefinition extends Marked {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: unknown;
  /** Whether the provider is to hold its model to the schema; absent: as it does by itself. Here it always holds. */
  readonly strict?: boolean;
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
  /** `name` and `strict` are for providers who take them; here every schema is kept to. */
  | { readonly type: 'json-schema'; readonly schema: unknown; readonly name?: string; readonly strict?: boolean };

/** Whether the model may, must or must not call tools; or the one that it must call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** What `auto` may be asked to look for. */
export const PREFERENCES = ['private', 'fast', 'cheap', 'best'] as const;
export type Preference = (typeof PREFERENCES)[number];

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
  /** A target's id, or `auto`. What else a caller may name is resolved to one of these before anything is decided. */
  readonly model: string;
  /** What the caller asked `auto` to look for: to stay on this device, or what counts most. Absent: what the policy says. */
  readonly preference?: Preference;
  /** What is asked for in place of an answer; its texts are the messages. Absent: an answer. */
  readonly work?: Work;
  readonly messages: readonly ChatMessage[];
  /** The one message is text to go on with as it is, for models on this device; any other place is asked it as a question. */
  readonly isRaw?: true;
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
  /** The outermost zone that the calling app's key lets anything reach. Absent: the key says nothing of it. */
  readonly ceiling?: 'device' | 'lan' | 'trusted' | 'cloud';
  /** The zone that the person lets this one prompt reach whatever its tags say. Only the window and the terminal set it, once the person saw what would leave. */
  readonly letGo?: 'lan' | 'trusted' | 'cloud';
  /** The caller's own fields, untouched, for targets that speak the same dialect. */
  readonly wire: Readonly<Record<string, unknown>>;
}

export const isSound = ({ mediaType }: FilePart): boolean => mediaType.startsWith('audio/');

/** The text of a message's text parts and tool results, in order. */
export function textOf(message: ChatMessage): string {
  let text = '';
  for (const part of message.content) {
    if (part.type === 'text' || part.type === 'tool-result') text += part.text;
  }
  return text;
}
