import { called } from '../../shared/api/called.ts';
import type { AppKey } from '../ledger/keys.ts';
import { providerIdOf } from './new-provider.ts';

/** What caps may be over, as it is now. */
export interface CapSubjects {
  keys(): readonly Pick<AppKey, 'id' | 'name' | 'revokedAt'>[];
  providers(): readonly { readonly id: string; readonly name: string }[];
  models(): readonly { readonly id: string; readonly provider?: string }[];
  /** Those of the policy and of keys. */
  tags(): readonly string[];
}

/** A scope as requests are counted under it. */
export interface FoundScope {
  readonly scope: string;
  /** Set where nothing that there is goes by it. */
  readonly notice?: string;
}

const WINDOW = 'window';

/**
 * The scope that a person means. Requests are counted under ids, and people know names, in their own spelling: a cap kept as typed
 * would be shown as set and hold nothing.
 */
export function scopeMeant(scope: string, subjects: CapSubjects): FoundScope {
  const [, kind = '', name = ''] = /^([a-z]+):(.+)$/.exec(scope) ?? [];
  const later = `Nothing is called “${name}” yet; the cap holds once something is.`;
  if (kind === 'provider') {
    const found = providerCalled(name, subjects);
    return found === undefined ? { scope: `provider:${providerIdOf(name) || name}`, notice: later } : { scope: `provider:${found.id}` };
  }
  if (kind === 'model') {
    const model = modelCalled(name, subjects);
    return model === undefined ? { scope, notice: later } : { scope: `model:${model}` };
  }
  if (kind === 'app') {
    const app = appCalled(name, subjects);
    // An app is counted by the id of its key, which nobody knows before there is one.
    return app === undefined
      ? { scope, notice: `No app is called “${name}” yet: the cap holds nothing. Set it again once the app has its key.` }
      : { scope: `app:${app}` };
  }
  return kind === 'tag' && !subjects.tags().includes(name) ? { scope, notice: later } : { scope };
}

/** The scope with the name in place of the id, as a person reads it. */
export function scopeShown(scope: string, { keys, providers }: CapSubjects): string {
  const [, kind, id] = /^(app|provider):(.+)$/.exec(scope) ?? [];
  const one = kind === undefined ? undefined : (kind === 'app' ? keys() : providers()).find((candidate) => candidate.id === id);
  return one === undefined ? scope : `${kind}:${one.name}`;
}

const providerCalled = (name: string, { providers }: CapSubjects) =>
  called(
    providers(),
    name,
    ({ id }) => id,
    (one) => one.name,
  );

function appCalled(name: string, { keys }: CapSubjects): string | undefined {
  if (name === WINDOW) return WINDOW;
  // A name may be taken again once its key is revoked.
  const liveFirst = keys().toSorted((one, other) => Number(one.revokedAt !== undefined) - Number(other.revokedAt !== undefined));
  const key = called(
    liveFirst,
    name,
    ({ id }) => id,
    (one) => one.name,
  );
  return key?.id ?? (name.toLowerCase() === WINDOW ? WINDOW : undefined);
}

/** By its whole id or by its name at its provider, whose own name may stand for its id. */
function modelCalled(name: string, subjects: CapSubjects): string | undefined {
  const models = subjects.models();
  const names = models.flatMap(({ id, provider }) =>
    provider !== undefined && id.startsWith(`${provider}/`) ? [id, id.slice(provider.length + 1)] : [id],
  );
  const slash = name.indexOf('/');
  const provider = slash < 0 ? undefined : providerCalled(name.slice(0, slash), subjects);
  const whole = provider === undefined ? undefined : `${provider.id}${name.slice(slash)}`;
  return called(names, name, (one) => one) ?? (whole === undefined ? undefined : called(names, whole, (one) => one));
}
