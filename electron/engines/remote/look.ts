import type { ProviderCheckView } from '../../../shared/api/provider-views.ts';
import { english } from '../../../shared/chat/english.ts';
import { isLintelError, LintelError, saidOf } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { ProviderKind } from '../../../shared/providers/catalog.ts';
import type { ProviderKey } from '../../../shared/providers/engine.ts';
import type { Provider, ProviderModel } from '../../../shared/providers/provider.ts';
import { readModelList } from './model-list.ts';
import { type LookedAt, type Outside, type Page, read } from './outside.ts';
import { withServerFacts } from './server-facts.ts';

/** What a look at a provider found. */
export interface Look {
  readonly view: ProviderCheckView;
  /** Absent where it lists none, or could not be reached. */
  readonly models?: readonly ProviderModel[];
}

export interface LookParts {
  readonly outside: Outside;
  kindOf(id: string): ProviderKind | undefined;
  /** Today, as `2026-01-31`. */
  today(): string;
  /** Milliseconds from an arbitrary start that never jumps. */
  elapsed(): number;
}

const PATIENCE_MS = 8_000;

/** Where a provider is, for a look at it. */
export const placeOf = ({ name, zone, ground, baseUrl }: Provider): LookedAt => ({
  name,
  zone: zone === 'trusted' && ground === undefined ? 'cloud' : zone,
  origins: [new URL(baseUrl).origin],
});

/** How a key goes along. */
export function keyHeaders(kind: ProviderKind | undefined, key: ProviderKey | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const { header = 'authorization', scheme } = kind?.key ?? { scheme: 'Bearer' };
  return { [header]: scheme === undefined ? key.secret : `${scheme} ${key.secret}` };
}

/** Asks a provider which models it has. It costs nothing, and shows whether the key is good. Never throws. */
export async function lookAt(
  provider: Provider,
  key: ProviderKey | undefined,
  purpose: 'model-list' | 'server-check',
  { outside, kindOf, today, elapsed }: LookParts,
): Promise<Look> {
  const kind = kindOf(provider.kind);
  const list = kind?.list;
  if (list === undefined)
    return {
      view: viewOf(true, say`Nothing of ${provider.name} can be asked without cost: its first answer will show whether it works.`, 0),
    };
  const { origin } = new URL(provider.baseUrl);
  const url = `${list.from === 'origin' ? origin : provider.baseUrl}${list.path}`;
  const startedAt = elapsed();
  const ms = () => Math.round(elapsed() - startedAt);
  try {
    const headers = { ...list.headers, ...keyHeaders(kind, key) };
    const page = await read(outside, purpose, placeOf(provider), url, { headers, ms: PATIENCE_MS });
    const problem = problemOf(page, provider, key);
    if (problem !== undefined) return { view: viewOf(false, problem, ms()) };
    const models = readModelList(page.text, { url, date: today() });
    if (models === undefined)
      return { view: viewOf(false, say`${provider.name} answered, but not with a list of models. Check its base address.`, ms()) };
    const said =
      models.length === 1
        ? say`${provider.name} answers and lists 1 model.`
        : say`${provider.name} answers and lists ${models.length} models.`;
    return {
      view: { ...viewOf(true, said, ms()), models: models.length },
      models: await withServerFacts(models, provider, outside, headers),
    };
  } catch (error) {
    const known = isLintelError(error) ? error : new LintelError('internal', say`${provider.name} could not be asked.`);
    return { view: viewOf(false, saidOf(known), ms()) };
  }
}

const viewOf = (ok: boolean, said: Said | string, ms: number): ProviderCheckView =>
  typeof said === 'string' ? { ok, sentence: said, ms } : { ok, sentence: english(said), said, ms };

function problemOf({ status }: Page, { name, id }: Provider, key: ProviderKey | undefined): Said | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403)
    return key === undefined
      ? say`${name} wants a key (${status}). Add one with: lintel providers key add ${id}`
      : say`${name} does not accept the key (${status}). Check it, or add another.`;
  if (status >= 300 && status < 400)
    return say`${name} wants to be asked elsewhere (${status}), which Lintel does not follow. Correct its base address.`;
  if (status === 404 || status === 405)
    return say`${name} lists no models there (${status}). Check its base address, or name the models yourself.`;
  if (status === 429) return say`${name} wants no more requests for now (429). Try again later.`;
  return status >= 500 ? say`${name} answered ${status}. Try again later.` : say`${name} answered ${status}. Check its base address.`;
}
