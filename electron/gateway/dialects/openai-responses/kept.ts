import type { RawItem } from './items.ts';

/** A response as it is kept for the app that asked for it. */
export interface KeptResponse {
  readonly id: string;
  /** The app's key. */
  readonly app: string;
  /** The response that it goes on from. */
  readonly previousId?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** A `KeptContent` as JSON. */
  readonly content: string;
}

/** What a response holds. */
export interface KeptContent {
  /** Every tag that held for it; they hold for whatever goes on from it. */
  readonly tags: readonly string[];
  /** The conversation that the chain is, by the id of its first response or the caller's name for it. */
  readonly conversationId: string;
  /** What it was asked, without what came before it. */
  readonly input: readonly RawItem[];
  /** The response as the caller was told it. */
  readonly response: Readonly<Record<string, unknown>>;
}

/** Where responses are kept. An app finds its own alone. Throws `storage-full` and `storage-failed`. */
export interface ResponseStore {
  find(app: string, id: string): KeptResponse | undefined;
  /** A response and all before it, the oldest first; empty where there is none. Throws `bad-request` where that is too much to go on from. */
  chain(app: string, id: string): readonly KeptResponse[];
  /** Again, it takes the place of what was kept under its id. */
  keep(response: KeptResponse): void;
  /** False where there was none. */
  remove(app: string, id: string): boolean;
}

/** Keeps nothing. */
export const NO_RESPONSES: ResponseStore = { find: () => undefined, chain: () => [], keep: () => undefined, remove: () => false };

export const contentOf = ({ content }: KeptResponse): KeptContent => JSON.parse(content) as KeptContent;

export const outputOf = ({ response }: KeptContent): readonly RawItem[] => (response.output ?? []) as readonly RawItem[];
