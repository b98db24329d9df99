import { type AppKey, isLiveKey } from '../../shared/api/app-keys.ts';
import type { AppKeyView, ConnectionView, InspectedView, PortView } from '../../shared/api/app-views.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { listed, say } from '../../shared/chat/said.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import type { Connection } from '../gateway/connections.ts';
import type { Gateway } from '../gateway/server.ts';
import type { BudgetStore } from '../ledger/budgets.ts';
import type { KeyStore } from '../ledger/keys.ts';
import type { CapSubjects } from './cap-scope.ts';
import type { Handlers } from './handlers.ts';
import { capView } from './money.ts';
import { networkMeaning } from './network-meaning.ts';

export interface AppCallOptions {
  readonly keys: KeyStore;
  readonly budgets: Pick<BudgetStore, 'standings'>;
  readonly subjects: CapSubjects;
  /** Nothing while the port is off. */
  gateway(): Pick<Gateway, 'address' | 'connections' | 'inspector' | 'network'> | undefined;
  /** Resolves once the entrances are as the settings say. */
  settled(): Promise<void>;
  /** Of the certificate in use. */
  fingerprint(): string | undefined;
  isKeyless(): boolean;
  /** Whether the window itself comes through the port. */
  readonly isFixed: boolean;
  policy(): Policy;
  now(): number;
}

type Names = 'keys' | 'createKey' | 'changeKey' | 'revokeKey' | 'connections' | 'cutConnection' | 'inspector' | 'clearInspector' | 'port';

/** The handlers of the calls about apps: their keys, what they do now, and what they did. */
export function createAppCalls(options: AppCallOptions): Pick<Handlers, Names> {
  const { keys, budgets, subjects, gateway, settled, fingerprint, isKeyless, isFixed, policy, now } = options;
  const view = (key: AppKey, standings = budgets.standings()): AppKeyView => ({
    ...key,
    isLive: isLiveKey(key, now()),
    caps: standings.filter(({ scope }) => scope === `app:${key.id}`).map((standing) => capView(standing, subjects)),
  });
  const cut = (id: string, error: LintelError) => gateway()?.connections.cut(id, error) ?? false;
  return {
    keys() {
      const standings = budgets.standings();
      return keys.list().map((key) => view(key, standings));
    },
    createKey({ body }) {
      const { key, ...created } = keys.create(body);
      const unknown = created.tags.filter((tag) => !Object.hasOwn(policy().tags, tag));
      if (unknown.length === 0) return { ...view(created), key };
      const tags = listed(
        unknown.map((tag) => say`“${tag}”`),
        ' and ',
      );
      const said = say`No rule says what ${tags} may reach, so all that comes with this key stays here.`;
      return { ...view(created), key, notice: english(said), said };
    },
    changeKey: ({ id, body }) => view(keys.change(id, body)),
    revokeKey({ id }) {
      const revoked = keys.revoke(id);
      for (const connection of gateway()?.connections.list() ?? [])
        if (connection.app.id === id) cut(connection.id, new LintelError('unauthorised', say`The key of this app was revoked.`));
      return view(revoked);
    },
    connections: () => (gateway()?.connections.list() ?? []).map(connectionView),
    cutConnection({ id }) {
      if (!cut(id, new LintelError('cancelled', say`The user of this Lintel ended this request.`)))
        throw new LintelError('not-found', say`This request is over already.`);
      return { cut: true };
    },
    inspector({ body: { app } }): InspectedView[] {
      const names = new Map(subjects.keys().map(({ id, name }) => [id, name]));
      return (gateway()?.inspector.list(app) ?? []).map((one) => {
        const appName = names.get(one.app ?? '');
        return { ...one, ...(appName === undefined ? {} : { appName }) };
      });
    },
    clearInspector() {
      gateway()?.inspector.clear();
      return { cleared: true };
    },
    async port(): Promise<PortView> {
      await settled();
      const open = gateway();
      const { addresses, fault, faultSaid } = open?.network() ?? { addresses: [] };
      const print = addresses.length === 0 ? undefined : fingerprint();
      const meaning = networkMeaning(addresses, print);
      return {
        ...(open === undefined ? {} : { address: open.address }),
        network: addresses,
        ...(fault === undefined ? {} : { fault }),
        ...(faultSaid === undefined ? {} : { faultSaid }),
        ...(print === undefined ? {} : { fingerprint: print }),
        meaning: meaning.map(english),
        said: meaning,
        isKeyless: isKeyless(),
        isFixed,
      };
    },
  };
}

function connectionView({ id, app, method, path, since, target, tokens }: Connection): ConnectionView {
  return {
    ...{ id, app: app.id, method, path, since, tokens },
    ...(app.name === undefined ? {} : { appName: app.name }),
    ...(target === undefined ? {} : { target: { id: target.targetId, name: target.name, zone: target.zone } }),
  };
}
