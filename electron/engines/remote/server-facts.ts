import type { Provider, ProviderModel } from '../../../shared/providers/provider.ts';
import type { Ability } from '../../../shared/routing/target.ts';
import { readModelList } from './model-list.ts';
import { fieldOf, jsonOf, type Outside, read } from './outside.ts';

const PATIENCE_MS = 3_000;

/** What llama-server says of the one model that it runs: the window it made, which its list does not have, and what it reads. */
export function propsOf(text: string): { readonly contextWindow: number; readonly images: boolean } | undefined {
  const props = jsonOf(text);
  const window = fieldOf(fieldOf(props, 'default_generation_settings'), 'n_ctx');
  if (typeof window !== 'number' || !Number.isSafeInteger(window) || window < 1) return undefined;
  return { contextWindow: window, images: fieldOf(fieldOf(props, 'modalities'), 'vision') === true };
}

/** Adds what a server of the user's own says of its models elsewhere than in its list. What cannot be learned is left out. */
export async function withServerFacts(
  models: readonly ProviderModel[],
  provider: Provider,
  outside: Outside,
  headers: Readonly<Record<string, string>>,
): Promise<readonly ProviderModel[]> {
  if (provider.kind === 'ollama') return withLoadedWindows(models, provider, outside, headers);
  // In router mode there are several models, and each has its own window.
  if (provider.kind !== 'llama-server' || models.length !== 1) return models;
  const { origin } = new URL(provider.baseUrl);
  const place = { name: provider.name, zone: provider.zone, origins: [origin] };
  const page = await read(outside, 'model-list', place, `${origin}/props`, { headers, ms: PATIENCE_MS }).catch(() => undefined);
  const props = page?.status === 200 ? propsOf(page.text) : undefined;
  if (props === undefined) return models;
  const abilities: readonly Ability[] = ['chat', 'tools', 'json', 'logprobs', 'reasoning', ...(props.images ? (['images'] as const) : [])];
  return models.map((model) => ({ ...model, contextWindow: props.contextWindow, abilities: model.abilities ?? abilities }));
}

/** An Ollama tells the window only of what it has in memory. */
async function withLoadedWindows(
  models: readonly ProviderModel[],
  provider: Provider,
  outside: Outside,
  headers: Readonly<Record<string, string>>,
): Promise<readonly ProviderModel[]> {
  const { origin } = new URL(provider.baseUrl);
  const place = { name: provider.name, zone: provider.zone, origins: [origin] };
  const page = await read(outside, 'model-list', place, `${origin}/api/ps`, { headers, ms: PATIENCE_MS }).catch(() => undefined);
  const running = page?.status === 200 ? readModelList(page.text, { url: `${origin}/api/ps`, date: '' }) : undefined;
  const windows = new Map(running?.map(({ id, contextWindow }) => [id, contextWindow]));
  return models.map((model) => {
    const contextWindow = windows.get(model.id);
    return contextWindow === undefined ? model : { ...model, contextWindow };
  });
}
