import type { ProviderCheckView, ProviderView } from '../../shared/api/provider-views.ts';
import { english } from '../../shared/chat/english.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { ProviderKey } from '../../shared/providers/engine.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import { isLoopbackName } from '../egress/address.ts';
import type { Neighbour } from '../egress/neighbours.ts';
import type { KindCatalog } from '../engines/remote/catalog.ts';
import { findServers } from '../engines/remote/discovery.ts';
import type { RemoteFleet } from '../engines/remote/fleet.ts';
import { type Look, type LookParts, lookAt } from '../engines/remote/look.ts';
import type { Outside } from '../engines/remote/outside.ts';
import type { ProviderStore } from '../ledger/providers.ts';
import { lastFourOf, type ProviderKeys } from '../platform/provider-keys.ts';
import type { Handlers } from './handlers.ts';
import { given, providerOf, requirePlace } from './new-provider.ts';

export interface ProviderCallOptions {
  readonly store: ProviderStore;
  readonly keys: ProviderKeys;
  readonly kinds: KindCatalog;
  readonly fleet: Pick<RemoteFleet, 'offered' | 'faultOf'>;
  readonly outside: Outside;
  /** Who announces a service in the local network. */
  neighbours(): Promise<readonly Neighbour[]>;
  /** Today, as `2026-01-31`. */
  today(): string;
  now(): number;
  elapsed(): number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Names =
  | 'providers'
  | 'providerKinds'
  | 'addProvider'
  | 'changeProvider'
  | 'removeProvider'
  | 'testProvider'
  | 'providerModels'
  | 'addProviderKey'
  | 'removeProviderKey'
  | 'importableKeys'
  | 'findServers';

/** A list this old is fetched again when somebody asks for it. */
const DAY_MS = 86_400_000;

/** The handlers of the calls about providers. */
export function createProviderCalls(options: ProviderCallOptions): Pick<Handlers, Names> {
  const { store, keys, kinds, fleet, outside, neighbours, today, now, elapsed, environment } = options;
  const looking: LookParts = { outside, kindOf: kinds.find, today, elapsed };

  function view(provider: Provider): ProviderView {
    const listedAt = store.list(provider.id)?.at;
    const notice = fleet.faultOf(provider) ?? noticeOf(provider, environment);
    return {
      ...provider,
      offered: fleet.offered(provider),
      keys: keys.list(provider),
      ...(listedAt === undefined ? {} : { listedAt }),
      ...(notice === undefined ? {} : { notice: english(notice), said: notice }),
    };
  }

  /** Asks for the list with a key, and keeps it. */
  async function fetchList(provider: Provider, key: ProviderKey | undefined): Promise<Look> {
    const look = await lookAt(provider, key, 'model-list', looking);
    // Whoever changed its address meanwhile asked another.
    const isSame = store.all().find(({ id }) => id === provider.id)?.baseUrl === provider.baseUrl;
    if (look.models !== undefined && look.models.length > 0 && isSame) store.keepList(provider.id, { at: now(), models: look.models });
    return look;
  }

  return {
    providers: () => store.all().map(view),
    providerKinds: () => kinds.all(),
    async addProvider({ body }) {
      await kinds.all();
      const provider = providerOf(body, kinds.find);
      // What is left of another of this id must not become its key.
      if (!store.has(provider.id)) await keys.forget(provider.id);
      store.add(provider);
      try {
        if (body.key !== undefined) await keys.add(provider.id, body.key);
      } catch (error) {
        store.remove(provider.id);
        throw error;
      }
      if (provider.models.length > 0 || provider.disabled === true || fleet.faultOf(provider) !== undefined) return view(provider);
      const { view: check } = await fetchList(provider, keys.of(provider)[0]);
      return { ...view(provider), check };
    },
    async changeProvider({ id, body }) {
      const before = store.find(id);
      const changed: Provider = { ...given({ ...before, ...body }), id, name: before.name, kind: before.kind };
      requirePlace(changed);
      const hasMoved = new URL(before.baseUrl).origin !== new URL(changed.baseUrl).origin;
      if (!hasMoved) return view(store.change(changed));
      // Its keys are meant for whoever it was, and not for another.
      await keys.forget(id);
      const { keyVariable: _, ...bare } = changed;
      const provider = store.change(body.keyVariable == null ? bare : changed);
      store.keepList(id, { at: 0, models: [] });
      return view(provider);
    },
    async removeProvider({ id }) {
      const removed = view(store.remove(id));
      await keys.forget(id);
      return removed;
    },
    async testProvider({ id }) {
      const provider = store.find(id);
      const shown = keys.list(provider);
      const all = keys.of(provider);
      const checks: (ProviderCheckView & { key?: (typeof shown)[number] })[] = [];
      for (const key of all.length === 0 ? [undefined] : all) {
        const { view: check } = await lookAt(provider, key, 'server-check', looking);
        const shownKey = shown.find((one) => one.id === key?.id);
        checks.push({ ...check, ...(shownKey === undefined ? {} : { key: shownKey }) });
      }
      return { ok: checks.every(({ ok }) => ok), checks };
    },
    async providerModels({ id, body }) {
      const provider = store.find(id);
      const isOld = now() - (store.list(id)?.at ?? 0) > DAY_MS;
      const isAsked = body.refresh || (isOld && provider.models.length === 0);
      const look = isAsked && provider.disabled !== true ? await fetchList(provider, keys.of(provider)[0]) : undefined;
      return {
        provider: view(store.find(id)),
        listed: store.list(id)?.models ?? [],
        ...(look === undefined ? {} : { check: look.view }),
      };
    },
    async addProviderKey({ id, body }) {
      const provider = store.find(id);
      const key = await keys.add(id, body.key);
      const { view: check } = await lookAt(
        provider,
        keys.of(provider).find((one) => one.id === key.id),
        'server-check',
        looking,
      );
      return { provider: view(provider), key, check };
    },
    async removeProviderKey({ id }) {
      return view(store.find(await keys.remove(id)));
    },
    async importableKeys() {
      const used = new Set(store.all().map(({ keyVariable }) => keyVariable));
      return (await kinds.all()).flatMap(({ id, name, key }) =>
        key.variables
          .filter((variable) => !used.has(variable) && (environment[variable]?.trim() ?? '') !== '')
          .map((variable) => ({ variable, kind: id, name, lastFour: lastFourOf(environment[variable]?.trim() ?? '') })),
      );
    },
    async findServers({ body }) {
      const servers = (await kinds.all()).filter(({ place }) => place === 'server');
      const named = body.hosts.map((name) => ({ name }));
      const announced = body.announced ? await neighbours() : [];
      const others = announced.filter(({ address }) => !body.hosts.includes(address)).map(({ address: name, ports }) => ({ name, ports }));
      const found = await findServers([...named, ...others], body.ports, { outside, kinds: servers, today, isHere: isLoopbackName });
      return found.map((server) => {
        const known = store.all().find(({ baseUrl }) => new URL(baseUrl).origin === new URL(server.baseUrl).origin);
        return known === undefined ? server : { ...server, providerId: known.id };
      });
    },
  };
}

function noticeOf(
  { zone, ground, disabled, keyVariable, name }: Provider,
  environment: ProviderCallOptions['environment'],
): Said | undefined {
  if (disabled === true) return say`${name} is switched off.`;
  if (keyVariable !== undefined && (environment[keyVariable] ?? '') === '')
    return say`${keyVariable} is not set where Lintel was started, so it has no key from there.`;
  if (zone === 'trusted' && ground === undefined) return say`Nobody recorded why it may be trusted, so it counts as the cloud.`;
  return undefined;
}
