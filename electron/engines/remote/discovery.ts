import type { FoundServerView } from '../../../shared/api/provider-views.ts';
import type { Zone } from '../../../shared/privacy/zones.ts';
import type { ProviderKind } from '../../../shared/providers/catalog.ts';
import { readModelList } from './model-list.ts';
import { fieldOf, jsonOf, type LookedAt, type Outside, type Page, read } from './outside.ts';
import { loadOf, runningAtOllama } from './published-load.ts';
import { propsOf } from './server-facts.ts';

export interface DiscoveryParts {
  readonly outside: Outside;
  /** The kinds of servers that there are. */
  readonly kinds: readonly ProviderKind[];
  /** Today, as `2026-01-31`. */
  today(): string;
  /** Whether a host's name means this computer. */
  isHere(host: string): boolean;
}

/** A computer to look at. */
export interface Host {
  /** Its name or address. */
  readonly name: string;
  /** Ports to look at beside the usual ones. */
  readonly ports?: readonly number[];
}

/** Ports beside those of the known kinds. */
const OTHER_PORTS = [80, 3000, 4000, 5000, 5001, 8001, 8081];
const AT_ONCE = 12;
const PATIENCE_MS = 2_500;
const MOST_BYTES = 2 ** 20;
/** A whole search takes no longer. */
const SEARCH_MS = 60_000;
const MOST_SHOWN = 200;

/**
 * Looks for servers that run models at these hosts, and nowhere else. Each is asked only for what is free to
 * read: lists, versions, metrics. Those in the local network or on this computer; the way out lets no other be reached.
 * @param ports absent: those that such servers usually listen at
 */
export async function findServers(
  hosts: readonly Host[],
  ports: readonly number[] | undefined,
  { outside, kinds, today, isHere }: DiscoveryParts,
): Promise<readonly FoundServerView[]> {
  const usual = [...new Set([...kinds.flatMap(({ port }) => (port === undefined ? [] : [port])), ...OTHER_PORTS])];
  const doors = hosts.flatMap(({ name, ports: own = [] }) =>
    [...new Set([...(ports ?? usual), ...own])].map((port) => ({ host: bracketed(name), port })),
  );
  const found: (FoundServerView | undefined)[] = [];
  const endsAt = performance.now() + SEARCH_MS;
  let next = 0;
  const searcher = async () => {
    while (next < doors.length && performance.now() < endsAt) {
      const index = next++;
      const door = doors[index];
      if (door === undefined) return;
      const zone: Zone = isHere(door.host) ? 'device' : 'lan';
      const origin = `http://${door.host}:${door.port}`;
      const place = { name: `${door.host}:${door.port}`, zone, origins: [origin] };
      found[index] = await examine(place, origin, { outside, kinds, date: today() });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, doors.length) }, searcher));
  return found.filter((server) => server !== undefined);
}

/** An IPv6 address as URLs have it. */
const bracketed = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

async function examine(
  place: LookedAt,
  origin: string,
  { outside, kinds, date }: { outside: Outside; kinds: readonly ProviderKind[]; date: string },
): Promise<FoundServerView | undefined> {
  const page = (path: string) =>
    read(outside, 'server-search', place, origin + path, { ms: PATIENCE_MS, mostBytes: MOST_BYTES }).catch(() => undefined);
  const list = await page('/v1/models');
  if (list === undefined) return undefined;
  const [version, tags, props, metrics, info, ownVersion] = await Promise.all(
    ['/api/version', '/api/tags', '/props', '/metrics', '/info', '/version'].map(page),
  );
  const source = { url: `${origin}/v1/models`, date };
  const models = readModelList(okText(list), source) ?? readModelList(okText(tags), source);
  const needsKey = list.status === 401 || list.status === 403;
  const ollama = fieldOf(jsonOf(okText(version)), 'version');
  const isOllama = typeof ollama === 'string' && readModelList(okText(tags), source) !== undefined;
  const published = loadOf(okText(metrics));
  if (models === undefined && !needsKey && !isOllama && published === undefined) return undefined;
  const kind = isOllama
    ? 'ollama'
    : (published?.kind ??
      kindByAnswers({ list, props, info }) ??
      kindByPort(Number(new URL(origin).port || 80), kinds) ??
      'openai-compatible');
  const said = [ollama, fieldOf(jsonOf(okText(ownVersion)), 'version'), fieldOf(jsonOf(okText(info)), 'version')].find(isVersion);
  const inMemory = isOllama ? runningAtOllama(okText(await page('/api/ps'))) : undefined;
  return {
    kind,
    name: kinds.find(({ id }) => id === kind)?.name ?? 'OpenAI-compatible',
    baseUrl: `${origin}/v1`,
    ...(said === undefined ? {} : { version: said }),
    models: (models ?? []).slice(0, MOST_SHOWN).map(({ id }) => id),
    ...(published?.load === undefined ? {} : { load: published.load }),
    ...(inMemory === undefined ? {} : { inMemory }),
    ...(needsKey ? { needsKey: true as const } : {}),
  };
}

const okText = (page: Page | undefined): string => (page?.status === 200 ? page.text : '');
const isVersion = (value: unknown): value is string => typeof value === 'string' && /^[\w.+-]{1,60}$/.test(value);

/** Who owns the models, in the words of each server’s list. */
const OWNERS: Readonly<Record<string, string>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  llamacpp: 'llama-server',
  library: 'ollama',
  organization_owner: 'lm-studio',
};

function kindByAnswers({ list, props, info }: { list: Page; props: Page | undefined; info: Page | undefined }): string | undefined {
  if (propsOf(okText(props)) !== undefined) return 'llama-server';
  if (fieldOf(jsonOf(okText(info)), 'model_id') !== undefined) return 'tgi';
  const data = fieldOf(jsonOf(okText(list)), 'data');
  const [first] = Array.isArray(data) ? (data as unknown[]) : [];
  if (fieldOf(first, 'rayllm_metadata') !== undefined) return 'ray-serve';
  const owner = fieldOf(first, 'owned_by');
  return typeof owner === 'string' && Object.hasOwn(OWNERS, owner) ? OWNERS[owner] : undefined;
}

/** Ports that only one kind uses. */
function kindByPort(port: number, kinds: readonly ProviderKind[]): string | undefined {
  const users = kinds.filter((kind) => kind.port === port);
  return users.length === 1 ? users[0]?.id : undefined;
}
