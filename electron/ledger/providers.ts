import { storedList, storedProvider } from '../../shared/api/providers.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { ModelList } from '../../shared/providers/catalog.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import type { Database } from './database.ts';

/** The providers that the user set up. Kept in memory: reading costs no I/O; every change is on disk before it counts. */
export interface ProviderStore {
  all(): readonly Provider[];
  has(id: string): boolean;
  /** Throws `not-found`. */
  find(id: string): Provider;
  /** Throws `bad-request` for an id that is taken, and naming the field that cannot be so. */
  add(provider: Provider): Provider;
  /** Throws `not-found` for one that is gone. */
  change(provider: Provider): Provider;
  /** Its list of models goes with it. Throws `not-found`. */
  remove(id: string): Provider;
  /** What it listed when it was asked last. */
  list(id: string): ModelList | undefined;
  keepList(id: string, list: ModelList): void;
  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: () => void): () => void;
  /** What could not be read at the start, in a sentence each. */
  readonly notices: readonly Said[];
}

const MOST_PROVIDERS = 200;

export function createProviderStore({ handle, guard, transaction }: Database, now: () => number): ProviderStore {
  const selectAll = handle.prepare('SELECT id, provider, listed FROM providers ORDER BY created_at, id');
  const insert = handle.prepare('INSERT INTO providers (id, provider, created_at) VALUES (?, ?, ?)');
  const update = handle.prepare('UPDATE providers SET provider = ? WHERE id = ?');
  const updateList = handle.prepare('UPDATE providers SET listed = ? WHERE id = ?');
  const remove = handle.prepare('DELETE FROM providers WHERE id = ?');
  const providers = new Map<string, Provider>();
  const lists = new Map<string, ModelList>();
  const notices: Said[] = [];
  const listeners = new Set<() => void>();

  for (const row of guard(() => selectAll.all())) {
    const provider = read(storedProvider, row.provider);
    // One that cannot be read is left alone, and nothing goes there.
    if (provider === undefined || provider.id !== row.id) {
      notices.push(say`The provider “${String(row.id).slice(0, 60)}” could not be read, so it is not used. Remove it and add it again.`);
      continue;
    }
    providers.set(provider.id, provider);
    const list = read(storedList, row.listed);
    if (list !== undefined) lists.set(provider.id, list);
  }

  const changed = () => {
    for (const listener of listeners) listener();
  };
  const find = (id: string): Provider => {
    const provider = providers.get(id);
    if (provider === undefined)
      throw new LintelError('not-found', say`There is no provider “${id}”. See them with: lintel providers list`, { field: 'id' });
    return provider;
  };

  return {
    notices,
    all: () => [...providers.values()],
    has: (id) => providers.has(id),
    find,
    add(given) {
      const provider = checked(given);
      if (providers.has(provider.id))
        throw new LintelError('bad-request', say`There is a provider “${provider.id}” already. Choose another name, or remove it first.`, {
          field: 'name',
        });
      if (providers.size >= MOST_PROVIDERS)
        throw new LintelError('bad-request', say`There are ${MOST_PROVIDERS} providers already. Remove one first.`);
      // One of this id that could not be read makes room.
      transaction(() => {
        remove.run(provider.id);
        insert.run(provider.id, JSON.stringify(provider), now());
      });
      providers.set(provider.id, provider);
      changed();
      return provider;
    },
    change(given) {
      find(given.id);
      const provider = checked(given);
      transaction(() => void update.run(JSON.stringify(provider), provider.id));
      providers.set(provider.id, provider);
      changed();
      return provider;
    },
    remove(id) {
      const provider = find(id);
      transaction(() => void remove.run(id));
      providers.delete(id);
      lists.delete(id);
      changed();
      return provider;
    },
    list: (id) => lists.get(id),
    keepList(id, list) {
      find(id);
      transaction(() => void updateList.run(JSON.stringify(list), id));
      lists.set(id, list);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function checked(provider: Provider): Provider {
  const parsed = storedProvider.safeParse(provider, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  return parsed.data;
}

function read<Value>(schema: { safeParse(value: unknown): { success: boolean; data?: Value } }, json: unknown): Value | undefined {
  if (typeof json !== 'string') return undefined;
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
