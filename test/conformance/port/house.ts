import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPortModels } from '../../../electron/api/port-models.ts';
import type { DoorOptions } from '../../../electron/egress/options.ts';
import { createLocalEngine } from '../../../electron/engines/local/engine.ts';
import { createLocalFleet } from '../../../electron/engines/local/fleet.ts';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import type { LaunchWorker } from '../../../electron/engines/local/launch.ts';
import { openGateway } from '../../../electron/gateway/server.ts';
import { createSession } from '../../../electron/gateway/session.ts';
import { createBudgets } from '../../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../../electron/ledger/database.ts';
import { createKeyStore } from '../../../electron/ledger/keys.ts';
import { createRequestLedger } from '../../../electron/ledger/requests.ts';
import { createResponseStore } from '../../../electron/ledger/responses.ts';
import { createVectorSpaces } from '../../../electron/ledger/vector-spaces.ts';
import { createRemoval } from '../../../electron/models/removal.ts';
import { createClock } from '../../../electron/platform/clock.ts';
import { openProviderKeys } from '../../../electron/platform/provider-keys.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { createScanner } from '../../../shared/privacy/scanner.ts';
import type { ProviderDialect, ProviderModel } from '../../../shared/providers/provider.ts';
import { createBreakers } from '../../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../../shared/routing/breaker/guarded-fleet.ts';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import type { Fleet, Ports } from '../../../shared/routing/ports.ts';
import { doorForTests } from '../../fakes/door.ts';
import { libraryOf } from '../../fakes/library.ts';
import { SITUATION } from '../../fakes/ports.ts';
import { providersIn } from '../../fakes/providers.ts';

/** How the stub cloud is spoken to, and what a key for it may look like. */
const WAYS = {
  openai: { kind: 'openai-compatible', dialect: 'openai', secret: 'sk-canary' },
  anthropic: { kind: 'anthropic', dialect: 'anthropic', secret: 'sk-ant-canary' },
  // Where models fail: a provider that asks to wait is left alone with all of its models.
  shaky: { kind: 'openai-compatible', dialect: 'openai', secret: 'sk-shaky' },
  shaken: { kind: 'anthropic', dialect: 'anthropic', secret: 'sk-ant-shaken' },
} as const satisfies Record<string, { kind: string; dialect: ProviderDialect; secret: string }>;

interface HouseParts {
  /** Of the stub cloud. */
  readonly cloud: string;
  /** Its models, by the way in which they are asked; each becomes the target `way/id`. */
  readonly remotes: Readonly<Partial<Record<keyof typeof WAYS, readonly ProviderModel[]>>>;
  /** Model files of this device, by the ids that they get. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly aliases?: Readonly<Record<string, string>>;
  /** What is written down of what leaves; absent: it is kept in memory. */
  record?(database: Database): DoorOptions['record'];
  /** Targets that fail too often are left out for a while. */
  readonly hasBreakers?: boolean;
}

const MOST_WAIT_MS = 50;

const WORKER_ENTRY = fileURLToPath(new URL('../../../electron/engines/local/worker.ts', import.meta.url));

const nowhere = async (): Promise<never> => {
  throw new LintelError('not-found', 'Nothing can be fetched from here.');
};

/** The port before all that is behind it, real but for the cloud: library, workers, providers, door, keys and ledger. */
export async function openHouse({ cloud, remotes, files, aliases = {}, record, hasBreakers = false }: HouseParts) {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-house-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  const real = createClock();
  // Whoever is told to wait for seconds waits in name only.
  const clock = { ...real, wait: (ms: number, signal: CancelSignal) => real.wait(Math.min(ms, MOST_WAIT_MS), signal) };

  for (const [id, bytes] of Object.entries(files)) writeFileSync(join(folder, `${id}.gguf`), bytes);
  const library = libraryOf(folder);
  await library.rescan();
  const pids: number[] = [];
  const launch: LaunchWorker = (entry) => {
    const worker = forkWorker(entry);
    if (worker.pid !== undefined) pids.push(worker.pid);
    return worker;
  };
  const engine = createLocalEngine({ launch, workerEntry: WORKER_ENTRY });
  const local = createLocalFleet(library, engine);

  let place: (targetId: string) => ReturnType<typeof remote.fleet.placeOf> = () => undefined;
  const kept = record === undefined ? {} : { record: record(database) };
  const door = doorForTests({ placeOf: (targetId) => place(targetId), ...kept });
  const secrets = await openProviderKeys(join(folder, 'secrets'), clock.now, {});
  const remote = providersIn(database, { door, keys: secrets });
  place = remote.fleet.placeOf;
  for (const [id, { kind, dialect, secret }] of Object.entries(WAYS)) {
    await secrets.add(id, secret);
    const models = remotes[id as keyof typeof WAYS] ?? [];
    remote.providers.store.add({ id, name: id, kind, dialect, baseUrl: `${cloud}/v1`, zone: 'cloud', models });
  }

  const bare: Fleet = {
    targets: () => [...local.targets(), ...remote.fleet.targets()],
    engine: (id) => (remote.fleet.has(id) ? remote.fleet.engine(id) : local.engine(id)),
  };
  const requests = createRequestLedger(database, clock.now);
  const budgets = createBudgets(database, { now: clock.now, offsetAt: () => 0 });
  const ports: Ports = {
    scanner: createScanner(),
    fleet: hasBreakers ? withBreakers(bare, createBreakers(clock.elapsed), clock) : bare,
    ...{ clock, budgets, ledger: requests },
    random: Math.random,
    vault: { read: () => [], write: () => undefined },
    vectors: createVectorSpaces(database),
    situation: () => SITUATION,
    lastAnswered: () => undefined,
    // Nobody says what a picture shows, so by default it stays here.
    policy: () => ({ ...DEFAULT_POLICY, pictureTag: 'public' }),
    aliases: () => aliases,
  };
  const keys = createKeyStore(database, clock.now);
  const faults: unknown[] = [];
  const gateway = await openGateway(
    {
      ports,
      session: createSession('instance-token'),
      version: '0.0.0',
      bodyLimit: 8 * 2 ** 20,
      findApp: keys.find,
      isLive: (id) => keys.live(id) !== undefined,
      responses: createResponseStore(database, clock.now),
      refreshModels: async () => undefined,
      settings: () => ({ allowedOrigins: ['app://obsidian.md'] }),
      models: createPortModels({
        ...{ library, fleet: local, removal: createRemoval({ library, isLoaded: (id) => engine.state(id).loaded }) },
        downloads: {
          list: () => [],
          pause: nowhere,
          start: nowhere,
        },
        settings: () => undefined,
        forgetSettings: () => undefined,
        catalog: async () => [],
      }),
      window: async () => new Response('window'),
      onFault: (error) => void faults.push(error),
    },
    0,
  );
  return {
    address: gateway.address,
    ...{ keys, requests, database, faults, door },
    key: keys.create({ name: 'app', tags: [] }).key,
    /** The workers' processes, those that ended among them. */
    pids,
    async close() {
      await gateway.close();
      await engine.dispose();
      await library.close();
      door.close();
      budgets.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
