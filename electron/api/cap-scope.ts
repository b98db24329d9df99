import type { AppKey } from '../../shared/api/app-keys.ts';
import { called } from '../../shared/api/called.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import { providerIdOf } from './new-provider.ts';

/** What caps may be over, as it is now. */
export interface CapSubjects {
  keys(): readonly Pick<AppKey, 'id' | 'name' | 'revokedAt'>[];
  providers(): readonly { readonly id: string; readonly name: string }[];
  /** Those of the window; a caller of the port may name others. */
  projects(): readonly { readonly id: string; readonly name: string }[];
  models(): readonly { readonly id: string; readonly provider?: string }[];
  /** Those of the policy and of keys. */
  tags(): readonly string[];
}

/** A scope as requests are counted under it. */
export interface FoundScope {
  readonly scope: string;
  /** Set where nothing that there is goes by it. */
  readonly notice?: Said;
}

const WINDOW = 'window';

/**
 * The scope that a person means. Requests are counted under ids, and people know names, in their own spelling: a cap kept as typed
 * would be shown as set and hold nothing.
 */
export function scopeMeant(scope: string, subjects: CapSubjects): FoundScope {
  const [, kind = '', name = ''] = /^([a-z]+):(.+)$/.exec(scope) ?? [];
  const later = say`Nothing is called “${name}” yet; the cap holds once something is.`;
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
      ? { scope, notice: say`No app is called “${name}” yet: the cap holds nothing. Set it again once the app has its key.` }
      : { scope: `app:${app}` };
  }
  if (kind === 'project') {
    // An app may name projects that the window has not.
    return { scope: `project:${projectCalled(name, subjects.projects()) ?? name}` };
  }
  return kind === 'tag' && !subjects.tags().includes(name) ? { scope, notice: later } : { scope };
}

/** The id of the project that a name means. */
export const projectCalled = (name: string, projects: ReturnType<CapSubjects['projects']>): string | undefined =>
  called(
    projects,
    name,
    ({ id }) => id,
    (one) => one.name,
  )?.id;

/** The scope with the name in place of the id, as a person reads it. */
export function scopeShown(scope: string, { keys, providers, projects }: CapSubjects): string {
  const [, kind, id] = /^(app|provider|project):(.+)$/.exec(scope) ?? [];
  const all = kind === 'app' ? keys() : kind === 'provider' ? providers() : kind === 'project' ? projects() : [];
  const one = all.find((candidate) => candidate.id === id);
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
