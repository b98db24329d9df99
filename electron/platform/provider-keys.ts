import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderKeyView } from '../../shared/api/provider-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { ProviderKey } from '../../shared/providers/engine.ts';
import { openSecret, type Secret } from './secrets.ts';
import type { Vault } from './vault/vault.ts';

/** What it needs to know of a provider. */
interface Owner {
  readonly id: string;
  readonly keyVariable?: string;
}

/** The keys of providers: each in a file that only its owner can read, sealed where there is a vault, or in the environment. */
export interface ProviderKeys {
  /** In the order in which they are to be tried: that of the environment first, then as they were added. No I/O. */
  of(provider: Owner): readonly ProviderKey[];
  list(provider: Owner): readonly ProviderKeyView[];
  /** Throws `bad-request` for what cannot be a key. */
  add(providerId: string, secret: string): Promise<ProviderKeyView>;
  /** Answers with the provider that had it. Throws `not-found`. */
  remove(keyId: string): Promise<string>;
  /** Removes all of a provider's. */
  forget(providerId: string): Promise<void>;
}

interface Kept {
  readonly providerId: string;
  readonly addedAt: number;
  readonly secret: Secret;
}

/** `<provider>.<milliseconds in base 36>-<chance>` */
const NAME = /^([a-z0-9-]{1,60})\.([0-9a-z]{8,9})-[0-9a-f]{8}$/;
/** A key is one line of plain characters; a file of keys, such as a service account's, is JSON and fits on one line. */
const LINE = /^[\x20-\x7e]+$/;
const LONGEST_KEY = 8192;
/** Files looked at in the folder. */
const MOST_KEYS = 1000;
const MOST_KEYS_OF_ONE = 50;
/** Of a shorter one the last four characters would tell too much. */
const SHORTEST_SHOWN = 12;

/** What may be shown of a key; nothing of a short one, nor of a file of keys. */
export const lastFourOf = (secret: string): string => (secret.length < SHORTEST_SHOWN || secret.startsWith('{') ? '' : secret.slice(-4));

/** A key as it is kept: JSON on one line, all else as it is. */
function oneLine(value: string): string {
  const text = value.trim();
  if (!text.startsWith('{')) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** @param folder made when the first key is added  @param vault absent: the files hold them as they are */
export async function openProviderKeys(
  folder: string,
  now: () => number,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  vault?: Vault,
): Promise<ProviderKeys> {
  const kept = new Map<string, Kept>();
  for (const name of (await readdir(folder).catch(() => [])).sort().slice(0, MOST_KEYS)) {
    const [, providerId, time] = NAME.exec(name) ?? [];
    if (providerId === undefined || time === undefined) continue;
    kept.set(name, {
      providerId,
      addedAt: Number.parseInt(time, 36),
      secret: await openSecret(join(folder, name), undefined, LINE, vault),
    });
  }
  const ofOne = (providerId: string) => [...kept].filter(([, key]) => key.providerId === providerId);
  const fromEnvironment = ({ keyVariable }: Owner) => {
    const value = keyVariable === undefined ? undefined : oneLine(environment[keyVariable] ?? '');
    // What has other characters would break the header that carries it.
    return value !== undefined && LINE.test(value) && value.length <= LONGEST_KEY ? value : undefined;
  };

  return {
    of(provider) {
      const secret = fromEnvironment(provider);
      return [
        ...(secret === undefined ? [] : [{ id: `${provider.id}.environment`, secret }]),
        ...ofOne(provider.id).flatMap(([id, { secret }]) => {
          const value = secret.read();
          return value === undefined ? [] : [{ id, secret: value }];
        }),
      ];
    },
    list(provider) {
      const secret = fromEnvironment(provider);
      const { keyVariable: variable } = provider;
      return [
        ...(secret === undefined || variable === undefined
          ? []
          : [{ id: `${provider.id}.environment`, lastFour: lastFourOf(secret), variable }]),
        ...ofOne(provider.id).map(([id, { addedAt, secret }]) => ({ id, lastFour: lastFourOf(secret.read() ?? ''), addedAt })),
      ];
    },
    async add(providerId, given) {
      const value = oneLine(given);
      const others = ofOne(providerId);
      if (others.some(([, { secret }]) => secret.read() === value))
        throw new LintelError('bad-request', say`This key is there already.`, { field: 'key' });
      if (others.length >= MOST_KEYS_OF_ONE)
        throw new LintelError('bad-request', say`It has ${MOST_KEYS_OF_ONE} keys already. Remove one first.`, { field: 'key' });
      const addedAt = now();
      const id = `${providerId}.${addedAt.toString(36).padStart(8, '0')}-${randomBytes(4).toString('hex')}`;
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {});
      const secret = await openSecret(join(folder, id), undefined, LINE, vault);
      await secret.write(value);
      kept.set(id, { providerId, addedAt, secret });
      return { id, lastFour: lastFourOf(value), addedAt };
    },
    async remove(keyId) {
      const key = kept.get(keyId);
      if (key === undefined)
        throw new LintelError('not-found', say`There is no key ${keyId.slice(0, 100)}. See them with: lintel providers key list`);
      await key.secret.remove();
      kept.delete(keyId);
      return key.providerId;
    },
    async forget(providerId) {
      for (const [id, { secret }] of ofOne(providerId)) {
        // Out of use even where its file cannot be deleted.
        kept.delete(id);
        await secret.remove();
      }
    },
  };
}
