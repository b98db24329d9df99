import { z } from 'zod';
import { LONGEST_TAG, MOST_TAGS } from '../privacy/tags.ts';
import { ZONES } from '../privacy/zones.ts';
import { patched, patchOf } from './settings.ts';

/** The pictures that an app may have, by their names in Lucide. */
export const KEY_ICONS = [
  ...['app-window', 'bot', 'book-open', 'braces', 'briefcase', 'calendar', 'code', 'file-text', 'gamepad-2', 'globe', 'house'],
  ...['key-round', 'mail', 'message-square', 'mic', 'music', 'notebook-pen', 'palette', 'search', 'server', 'smartphone', 'sparkles'],
  ...['square-terminal', 'unplug', 'workflow'],
] as const;

const count = (most: number) => z.int().min(1).max(most);

const bounds = {
  /** The outermost zone that anything of it may reach; absent: wherever its prompts may go. */
  ceiling: z.enum(ZONES).exactOptional(),
  /** The targets it may use, as ids; `*` stands for any characters. Absent: all. */
  allowed: z.array(z.string().trim().min(1).max(256)).min(1).max(256).exactOptional(),
  requestsPerMinute: count(1_000_000).exactOptional(),
  /** Of prompts and answers together. */
  tokensPerMinute: count(1_000_000_000).exactOptional(),
  /** Requests at the same time. */
  parallel: count(1024).exactOptional(),
  /** `background` gives way to all others. Absent: as each request says. */
  priority: z.enum(['interactive', 'background']).exactOptional(),
  /** When it ends, in milliseconds since the epoch; absent: never. */
  expiresAt: z.int().min(0).max(8_640_000_000_000_000).exactOptional(),
};

const rules = {
  /** What the user calls the app; rules know it by that. */
  name: z.string().trim().min(1).max(200),
  /** Its picture. */
  icon: z.enum(KEY_ICONS),
  /** Privacy tags of everything that comes with it. */
  tags: z.array(z.string().trim().toLowerCase().min(1).max(LONGEST_TAG)).max(MOST_TAGS),
  /** It may fetch and delete models. */
  canManageModels: z.boolean(),
};

/** What an app may do with its key. */
export type KeyRules = Readonly<z.output<z.ZodObject<typeof rules & typeof bounds>>>;

/** A key to make. */
export const keyInput = z.strictObject({
  ...rules,
  ...bounds,
  icon: rules.icon.default('app-window'),
  tags: rules.tags.default([]),
  canManageModels: rules.canManageModels.default(false),
});

/** A change: what is absent stays, `null` takes a bound away. */
export const keyPatch = z.strictObject({ ...z.strictObject(rules).partial().shape, ...patchOf(z.strictObject(bounds)).shape });

/** @param patch as `keyPatch` reads it */
export const changedKey = (rules: KeyRules, patch: z.output<typeof keyPatch>): KeyRules => patched(rules, patch);

/** An app's key as it may be shown. The key itself is shown once, when made, and kept only as a hash. */
export interface AppKey extends KeyRules {
  readonly id: string;
  readonly lastFour: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt?: number;
  readonly revokedAt?: number;
}

/** Whether a key still opens anything. @param now milliseconds since the epoch */
export const isLiveKey = ({ revokedAt, expiresAt }: AppKey, now: number): boolean =>
  revokedAt === undefined && (expiresAt === undefined || now < expiresAt);
