import { called } from '../../shared/api/called.ts';
import type { ProviderView } from '../../shared/api/provider-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Connection } from './connect.ts';

/** So many are named where one is not found. */
const MOST_NAMED = 10;

/** Finds a provider in the list, by id or name in any case. Throws `not-found` with what there is. */
export async function findProvider(connection: Connection, idOrName: string): Promise<ProviderView> {
  const all = await connection.call('providers');
  const found = providerAmong(all, idOrName);
  if (found !== undefined) return found;
  const there = listed(
    all.map(({ id, name }) => (id === name ? id : `${id} (${name})`)),
    'providers list',
  );
  throw new LintelError('not-found', `There is no provider “${idOrName}”. ${there ?? 'Add one with: lintel providers add'}`);
}

/** The id of a key, by that id in any case, or by the provider where it has one key only. Throws `not-found` with what there is. */
export async function findProviderKey(connection: Connection, idOrProvider: string): Promise<string> {
  const all = await connection.call('providers');
  // A variable's is not kept here, so it cannot be deleted here.
  const keptBy = (one: ProviderView) => one.keys.filter(({ variable }) => variable === undefined);
  const keys = all.flatMap(keptBy);
  const key = called(keys, idOrProvider, ({ id }) => id);
  if (key !== undefined) return key.id;
  const provider = providerAmong(all, idOrProvider);
  const kept = provider === undefined ? [] : keptBy(provider);
  const [only, ...others] = kept;
  if (only !== undefined && others.length === 0) return only.id;
  const there = listed(
    (provider === undefined ? keys : kept).map(({ id }) => id),
    'providers key list PROVIDER',
  );
  if (only !== undefined) throw new LintelError('bad-request', `${provider?.name} has several keys. ${there}`);
  throw new LintelError('not-found', `There is no key “${idOrProvider}”. ${there ?? 'Add one with: lintel providers key add PROVIDER'}`);
}

const providerAmong = (all: readonly ProviderView[], idOrName: string) =>
  called(
    all,
    idOrName,
    ({ id }) => id,
    ({ name }) => name,
  );

/** What there is, as far as a person reads on; nothing where there is nothing. */
function listed(names: readonly string[], command: string): string | undefined {
  if (names.length === 0) return undefined;
  const rest = names.length - MOST_NAMED;
  return `There are: ${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more. See them with: lintel ${command}` : ''}`;
}
