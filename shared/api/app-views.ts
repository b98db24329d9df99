import type { Said } from '../chat/said.ts';
import type { Zone } from '../privacy/zones.ts';
import type { AppKey } from './app-keys.ts';
import type { CapView } from './views.ts';

/** What the window sees of the apps that use the port. Nothing here holds a key. */

export interface AppKeyView extends AppKey {
  /** It was neither revoked nor has it ended. */
  readonly isLive: boolean;
  /** The caps over this app alone, as they stand; `setBudget` with the scope `app:ID` makes one. */
  readonly caps: readonly CapView[];
}

/** A key that was just made: the one time that it is shown. */
export interface CreatedKeyView extends AppKeyView {
  readonly key: string;
  /** What the person should know of it, such as a tag that no rule knows. */
  readonly notice?: string;
  readonly said?: Said;
}

/** A request of an app that is being answered. */
export interface ConnectionView {
  readonly id: string;
  /** The app's id. */
  readonly app: string;
  readonly appName?: string;
  readonly method: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** What answers; absent: nothing does yet. */
  readonly target?: { readonly id: string; readonly name: string; readonly zone: Zone };
  /** That came so far. */
  readonly tokens: number;
}

/** A request of an app that is over. */
export interface InspectedView {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The app's id; absent: it came without a key that is known. */
  readonly app?: string;
  readonly appName?: string;
  readonly method: string;
  /** Without what came behind a question mark. */
  readonly path: string;
  readonly status: number;
  /** Without keys, cookies and other secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decision, or why it was refused. */
  readonly sentence: string;
  readonly said?: Said;
  readonly targetId?: string;
  readonly zone?: Zone;
  /** Of the answer. */
  readonly tokens: number;
  /** Until its end, in milliseconds. */
  readonly totalMs: number;
  /** The connection ended before the answer did. */
  readonly isBroken: boolean;
  /** What it said; only where the user wants that kept (`port.keepBodies`). */
  readonly body?: string;
}

/** The port as it is open now. */
export interface PortView {
  /** For apps on this computer; absent: the port is off. */
  readonly address?: string;
  /** For other computers; none: they are kept out. */
  readonly network: readonly string[];
  /** Why other computers are kept out though they were to be let in. */
  readonly fault?: string;
  readonly faultSaid?: Said;
  /** SHA-256 of the certificate that other computers see. */
  readonly fingerprint?: string;
  /** What being open to the network means, in sentences. */
  readonly meaning: readonly string[];
  readonly said?: readonly Said[];
  /** Apps on this computer come in without a key. */
  readonly isKeyless: boolean;
  /** It stays open, since the window itself comes through it. */
  readonly isFixed: boolean;
}

/** The ways in which apps speak: OpenAI's two, Anthropic's and Ollama's. */
export const APP_SPEECHES = ['chat', 'responses', 'messages', 'ollama'] as const;

export type AppSpeech = (typeof APP_SPEECHES)[number];

/** What a tiny request through the port came to. */
export interface TriedView {
  readonly status: number;
  readonly totalMs: number;
  readonly targetId?: string;
  readonly zone?: Zone;
  /** The decision, or why there is none. */
  readonly sentence: string;
  readonly said?: Said;
  /** The answer or the error, as far as it is shown. */
  readonly text: string;
}
