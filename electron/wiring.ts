import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isLintelError, LintelError } from '../shared/chat/error.ts';
import { predictNeed } from '../shared/models/fit.ts';
import { createScan } from '../shared/privacy/scan.ts';
import { createScanner } from '../shared/privacy/scanner.ts';
import { createAffinity } from '../shared/routing/affinity.ts';
import { withAppVault } from '../shared/routing/app-vault.ts';
import { createBreakers } from '../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../shared/routing/breaker/guarded-fleet.ts';
import { daysBetween } from '../shared/routing/days.ts';
import { createExperience } from '../shared/routing/experience.ts';
import { learnFrom } from '../shared/routing/experience-answer.ts';
import { type Policy, termsOf } from '../shared/routing/policy.ts';
import { failingTests } from '../shared/routing/policy-tests.ts';
import type { Fleet, Ledger, Ports } from '../shared/routing/ports.ts';
import { asOf } from '../shared/routing/target.ts';
import { createAssets } from './api/assets.ts';
import { bindSecret } from './api/bound-secret.ts';
import { createCalls } from './api/calls.ts';
import { chat } from './api/chat.ts';
import { exportResponse } from './api/egress-export.ts';
import { createWindowApi } from './api/handlers.ts';
import { createModelSource } from './api/model-source.ts';
import { createObservers } from './api/observers.ts';
import { testsOf } from './api/policy.ts';
import { createProviderOutside } from './api/provider-outside.ts';
import { openDoor } from './egress/door.ts';
import { createNeighbours } from './egress/neighbours.ts';
import { createLocalEngine } from './engines/local/engine.ts';
import { createLocalFleet } from './engines/local/fleet.ts';
import { findGraphics } from './engines/local/graphics.ts';
import type { LaunchWorker } from './engines/local/launch.ts';
import { openKindCatalog } from './engines/remote/catalog.ts';
import { DIALECTS } from './engines/remote/dialects.ts';
import { createRemoteFleet } from './engines/remote/fleet.ts';
import { createLoadWatch } from './engines/remote/load-watch.ts';
import { type Gateway, openGateway } from './gateway/server.ts';
import { createSession } from './gateway/session.ts';
import { createBudgets } from './ledger/budgets.ts';
import { createChatStore } from './ledger/chats.ts';
import { type Database, openDatabase } from './ledger/database.ts';
import { createEgressLog } from './ledger/egress-log.ts';
import { createEgressReading } from './ledger/egress-reading.ts';
import { keepExperience } from './ledger/experience.ts';
import { createChangeWatch } from './ledger/experience-changes.ts';
import { createKeyStore } from './ledger/keys.ts';
import { createPolicyStore } from './ledger/policies.ts';
import { createProviderStore } from './ledger/providers.ts';
import { createRequestLedger } from './ledger/requests.ts';
import { keepFor } from './ledger/retention.ts';
import { createSpendingReading } from './ledger/spending.ts';
import { adapterFault } from './models/adapter.ts';
import { openCatalog } from './models/catalog.ts';
import type { LocalModel } from './models/local-model.ts';
import { openLibrary } from './models/open-library.ts';
import { createRemoval } from './models/removal.ts';
import { sourcesOf } from './models/sources/sources.ts';
import { createClock } from './platform/clock.ts';
import { prepareDataFolder } from './platform/data-folder.ts';
import { createHardwareSampler } from './platform/hardware.ts';
import { type Holder, takeInstance } from './platform/instance.ts';
import { createLoadSampler } from './platform/load.ts';
import type { Log } from './platform/log.ts';
import { createMachine } from './platform/machine.ts';
import { createMemorySampler } from './platform/memory.ts';
import { momentOf, offsetAt } from './platform/moment.ts';
import { pathsIn } from './platform/paths.ts';
import { openPolicyFile } from './platform/policy-file.ts';
import { openProviderKeys } from './platform/provider-keys.ts';
import { openSecret } from './platform/secrets.ts';
import { openSettings } from './platform/settings.ts';
import { type Notify, openTelemetry } from './telemetry/telemetry.ts';

export interface WiringOptions {
  readonly dataFolder: string;
  /** Holds `models/` with the model in the box. */
  readonly resourcesFolder: string;
  /** The window's built files. */
  readonly rendererFolder: string;
  /** The program that a worker process runs. */
  readonly workerEntry: string;
  /** Program of the thread that looks into model files. */
  readonly inspectionEntry: string;
  readonly version: string;
  /** Whether this Lintel stays or ends by itself. */
  readonly holder: Holder;
  readonly log: Log;
  /** The file that the policy comes from; absent: one in the data folder, if there is one. */
  readonly policyFile?: string | undefined;
  /** How to start a worker process in this runtime. */
  readonly launch: LaunchWorker;
  /** Shows alerts on the desktop; absent: there is none. */
  readonly notify?: Notify;
}

/** A whole Lintel, running. */
export interface Lintel {
  /** The window's files and `/ui/*`: one handler for the desktop's scheme and for HTTP. */
  window(request: Request): Promise<Response>;
  /** Opens the port, at `port` or the next free one; returns its address. */
  listen(port: number): Promise<string>;
  /** Ends the workers, closes the port and the ledger. */
  close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 32 * 2 ** 20;

/** Milliseconds that a start waits for models that were never looked into. */
const START_PATIENCE_MS = 400;

/** Milliseconds that a command waits for its first look at this computer. */
const HARDWARE_PATIENCE_MS = 400;

const clock = createClock();

const withoutTerms = ({ ownTerms: _, ...policy }: Policy) => policy;

/** What only helps another model answers nothing itself. A faulty file is listed, so that its fault is seen. */
const isTarget = ({ kind, fault }: LocalModel) => kind === 'chat' || kind === 'embedding' || kind === 'rerank' || fault !== undefined;

/** Puts the house together. Throws a LintelError whose sentence says what to do. */
export async function wire(options: WiringOptions): Promise<Lintel> {
  const { dataFolder, log, version } = options;
  prepareDataFolder(dataFolder);
  const instance = await takeInstance(dataFolder, options.holder);
  const paths = pathsIn(dataFolder);
  let database: Database;
  try {
    database = openDatabase(paths.database, { repair: true });
  } catch (error) {
    instance.release();
    throw error;
  }
  const requests = createRequestLedger(database, clock.now);
  const experience = createExperience();
  const experienceStore = keepExperience(database, experience, {
    now: clock.now,
    onFault: (error) => log.error('what was learned of models could not be kept', error),
  });
  const budgets = createBudgets(database, {
    now: clock.now,
    offsetAt,
    onFault: (error) => log.error('what was used could not be written yet', error),
  });
  const spending = createSpendingReading(database);
  const chats = createChatStore(database, clock.now);
  const keys = createKeyStore(database, clock.now);
  const policies = createPolicyStore(database, clock.now, process.env.LINTEL_STAY_ON_DEVICE === '1');
  const settings = openSettings(dataFolder);
  const stopForgetting = keepFor(
    spending,
    () => settings.get().ledgerDays,
    clock.now,
    (error) => log.error('old requests could not be deleted', error),
  );
  const memory = createMemorySampler();
  const engine = createLocalEngine({
    launch: options.launch,
    workerEntry: options.workerEntry,
    cacheRoot: paths.kvCache,
    memory,
    load: createLoadSampler(),
    adapterFault: async (path) => adapterFault(await library.look(path)),
    memoryHeadroomBytes: () => settings.get().memoryHeadroomBytes,
  });
  const hardware = createHardwareSampler({ memory, workersMs: engine.computedMs, vram: engine.graphics });
  const places = () => {
    const { modelFolders: folders, otherApps, downloads } = settings.get();
    const own = downloads.folder === undefined ? [paths.models] : [paths.models, downloads.folder];
    return { box: join(options.resourcesFolder, 'models'), own, folders, otherApps };
  };
  const library = await openLibrary(places(), options.inspectionEntry, paths.inspections);
  let looksAt = JSON.stringify(places());
  settings.onChange(() => {
    if (looksAt === JSON.stringify(places())) return;
    looksAt = JSON.stringify(places());
    void sourcesOf(places()).then(library.use);
  });
  // A command needs every model at once; an app starts with those it knew when reading the others takes longer than a moment.
  const listed = library.rescan();
  const moment = library.first().then(() => wait(START_PATIENCE_MS, undefined, { ref: false }));
  await (options.holder === 'command' ? Promise.all([listed, hardware.first(HARDWARE_PATIENCE_MS)]) : Promise.race([listed, moment]));
  if (options.holder === 'app') void library.watch();
  const egressLog = createEgressLog(database, {
    now: clock.now,
    keepsText: () => policies.current().keepSentText,
    onFault: (error) => log.error('what left could not be put down to its end', error),
  });
  const egress = createEgressReading(database);
  const affinity = createAffinity(clock.elapsed);
  const breakers = createBreakers(clock.elapsed);
  const kept: Ledger = {
    ...requests,
    opened(request, plan, considered) {
      requests.opened(request, plan, considered);
      affinity.opened(request);
    },
    closed(answer) {
      requests.closed(answer);
      affinity.closed(answer);
      learnFrom(experience, answer, hardware.latest().cpuOthers);
    },
  };
  const collector = () => settings.get().telemetry.endpoint ?? process.env.LINTEL_OTLP_ENDPOINT;
  const { LINTEL_OTLP_ENDPOINT: endpoint, LINTEL_OTLP_HEADERS: givenHeaders } = process.env;
  const headersSecret = await openSecret(paths.telemetryHeaders, givenHeaders);
  const telemetryHeaders = bindSecret(headersSecret, collector, givenHeaders === undefined ? undefined : { address: endpoint });
  settings.onChange(
    () =>
      void telemetryHeaders
        .addressChanged()
        .catch((error: unknown) => log.error('headers of another collector could not be deleted', error)),
  );
  const telemetry = openTelemetry({
    ...createObservers({
      ...{ settings, endpoint, headers: telemetryHeaders },
      stayOnDevice: () => policies.current().stayOnDevice,
      door: () => door,
    }),
    ...{ ledger: kept, clock, version, random: Math.random },
    targets: () => ports.fleet.targets(),
    breaker(targetId) {
      const { phase } = breakers.state(targetId);
      return phase === 'closed' ? undefined : phase;
    },
    quarantined() {
      const phases = fleet.residences().map(({ phase }) => phase);
      return new Set(fleet.targets().flatMap(({ id }, index) => (phases[index] === 'quarantined' ? [id] : [])));
    },
    downloads: () => source.downloads.list(),
    hardware: hardware.latest,
    isPriceStale: ({ price }) =>
      price !== undefined && daysBetween(price.date, momentOf(clock.now()).date) > policies.current().factsCountForDays,
    verifyEgress: egress.verify,
    notify(title, text) {
      if (settings.get().alerts.desktop !== false) options.notify?.(title, text);
    },
    onFault: (event, error) => log.error(event, error),
    onDropped: (event, fields) => log.warn(event, fields),
  });
  budgets.onWarning(({ sentence }) => telemetry.raise({ kind: 'budget', text: sentence, at: clock.now() }));
  const door = openDoor({
    proxy: () => settings.get().downloads.proxy,
    // What is on this device is reached by its own process and not by a connection.
    placeOf: (targetId) => remote.placeOf(targetId),
    stayOnDevice: () => policies.current().stayOnDevice,
    onStay: (listener) => policies.onChange(({ stayOnDevice }) => void (stayOnDevice && listener())),
    record: egressLog,
    onRefused(event, fields) {
      log.warn(event, fields);
      telemetry.refusedToLeave(event);
    },
  });
  const hubAddress = () => settings.get().downloads.hubEndpoint ?? process.env.HF_ENDPOINT;
  const hubSecret = await openSecret(paths.hubToken, process.env.HF_TOKEN);
  const hubToken = bindSecret(hubSecret, hubAddress, process.env.HF_TOKEN === undefined ? undefined : { address: process.env.HF_ENDPOINT });
  settings.onChange(
    () => void hubToken.addressChanged().catch((error: unknown) => log.error('the token of another hub could not be deleted', error)),
  );
  const source = createModelSource({
    settings: () => {
      const { downloads } = settings.get();
      const endpoint = hubAddress();
      return { downloads: endpoint === undefined ? downloads : { ...downloads, hubEndpoint: endpoint } };
    },
    modelsFolder: paths.models,
    hubToken,
    door,
    onInstalled: () => library.rescan(),
    log,
  });
  const settingsOf = (id: string) => {
    const { models } = settings.get();
    return Object.hasOwn(models, id) ? models[id] : undefined;
  };
  const machine = createMachine({
    memory,
    headroomBytes: () => settings.get().memoryHeadroomBytes,
    findGraphics: () => findGraphics(options.launch, options.workerEntry),
    takenBytes: () => fleet.residences().reduce((sum, { bytes = 0, inFlight }) => sum + (inFlight === 0 ? bytes : 0), 0),
  });
  const fleet = createLocalFleet({ models: () => library.models().filter(isTarget) }, engine, {
    settings: settingsOf,
    predictedBytes(id, set) {
      const model = library.models().find((each) => each.id === id);
      return model === undefined ? undefined : predictNeed(model, set).cpuBytes;
    },
    speed: experience.curveOf,
    loadMs: experience.loadMsOf,
  });
  settings.onChange(() => fleet.settingsChanged());
  library.onChange(() => fleet.libraryChanged());
  const watchSpeeds = createChangeWatch(experience);
  const lookAtSpeeds = () => watchSpeeds(library.models().map((model) => ({ ...model, settings: settingsOf(model.id) })));
  lookAtSpeeds();
  settings.onChange(lookAtSpeeds);
  library.onChange(lookAtSpeeds);
  // Before all places were looked at, a model that is missing may only not have been found yet.
  void listed.then(() => {
    void fleet.forgetOthers();
    library.onChange(() => void fleet.forgetOthers());
  });
  const providers = createProviderStore(database, clock.now);
  const providerKeys = await openProviderKeys(paths.secrets, clock.now);
  const kinds = openKindCatalog(join(options.resourcesFolder, 'providers.json'));
  if (providers.all().length > 0) await kinds.all();
  const outside = createProviderOutside(door);
  const neighbours = createNeighbours({ stayOnDevice: () => policies.current().stayOnDevice, record: egressLog, onRefused: log.warn });
  const loads = createLoadWatch({ outside, keyOf: (provider) => providerKeys.of(provider)[0], kindOf: kinds.find, elapsed: clock.elapsed });
  const remote = createRemoteFleet({
    providers,
    keysOf: providerKeys.of,
    kindOf: kinds.find,
    dialects: DIALECTS,
    door,
    clock,
    loads,
    today: (target) => asOf(target, momentOf(clock.now()).date, policies.current().factsCountForDays),
    speed: experience.curveOf,
  });
  const everywhere: Fleet = {
    targets: () => [...fleet.targets(), ...remote.targets()],
    engine: (targetId) => (remote.has(targetId) ? remote : fleet).engine(targetId),
  };
  const situation = () => ({ hardware: hardware.latest(), budget: budgets.state(), time: momentOf(clock.now()) });
  // Before anything may leave.
  const policyFile = await openPolicyFile({
    dataFolder,
    named: options.policyFile ?? process.env.LINTEL_POLICY,
    policies,
    failing: (policy) => failingTests(testsOf(policy, { fleet, situation })),
    onNotice: (notice) => log.warn(notice),
  });
  if (options.holder === 'app') await policyFile.watch();
  await source.downloads.restore();
  let scanner = createScanner(createScan(termsOf(policies.current())));
  policies.onChange((policy) => {
    scanner = createScanner(createScan(termsOf(policy)));
  });
  const ports: Ports = {
    scanner: (text) => scanner(text),
    fleet: withBreakers(everywhere, breakers, clock),
    ledger: telemetry.ledger,
    vault: withAppVault(chats.masks),
    budgets,
    clock,
    random: Math.random,
    deadlines: () => settings.get().deadlines,
    p95FirstTokenMs: experience.p95FirstTokenMs,
    policy: policies.current,
    lastAnswered: affinity.lastOf,
    situation,
  };
  const isLoaded = (id: string) => engine.state(id).loaded;
  const removal = createRemoval({ library, isLoaded, unload: fleet.unload });
  for (const notice of [...database.notices, ...policies.notices, ...providers.notices, ...settings.notices]) log.warn(notice);
  let gateway: Gateway | undefined;
  const onFault = (error: unknown) => log.error('request failed', isLintelError(error) ? (error.cause ?? error) : error);

  const views = () => {
    const residences = fleet.residences();
    return fleet.targets().map((target, index) => {
      const residence = residences[index];
      const predictionErrors = experience.errorsOf(target.id);
      return { ...target, ...fleet.description(target.id), ...(residence === undefined ? {} : { residence }), predictionErrors };
    });
  };
  const viewOf = (id: string) => {
    const view = views().find((one) => one.id === id);
    if (view === undefined) throw new LintelError('unknown-model', `The model ${id} is gone. Choose another.`);
    return view;
  };
  const state = async () => {
    await library.rescan();
    const ruling = policyFile.ruling();
    return {
      version,
      dataFolder,
      modelsFolder: paths.models,
      ...(gateway === undefined ? {} : { address: gateway.address }),
      policy: withoutTerms(policies.current()),
      isStayForced: policies.isForced,
      ...(ruling === undefined ? {} : { policyFile: ruling.path }),
      models: [...views(), ...ports.fleet.targets().filter(({ id }) => remote.has(id))],
      hardware: hardware.latest(),
      notices: [
        ...telemetry.notices(),
        ...[
          ...database.notices,
          ...policies.notices,
          ...policyFile.notices(),
          ...providers.notices,
          ...settings.notices,
          ...library.notices(),
          ...budgets.notices(),
        ].map((text) => ({
          level: 'warning' as const,
          text,
        })),
      ],
    };
  };
  if (options.holder === 'app') telemetry.start();
  const app = createWindowApi({
    handlers: createCalls({
      ports,
      chats,
      requests,
      policies,
      policyFile: policyFile.ruling,
      egress: { reading: egress, clearTexts: egressLog.clearTexts },
      money: {
        budgets,
        spending,
        keys: keys.list,
        providers: providers.all,
        models: everywhere.targets,
        tags: () => [...Object.keys(policies.current().tags), ...keys.list().flatMap(({ tags }) => tags)],
      },
      library: { library, settings, removal, isLoaded, refusal: fleet.refusal },
      models: { ...fleet, view: viewOf, forgetKept: () => engine.forgetKept() },
      source,
      hubToken,
      providers: {
        store: providers,
        keys: providerKeys,
        kinds,
        fleet: remote,
        outside,
        neighbours,
        today: () => momentOf(clock.now()).date,
        now: clock.now,
        elapsed: clock.elapsed,
        environment: process.env,
      },
      telemetryHeaders,
      fit: {
        catalog: openCatalog(join(options.resourcesFolder, 'catalog.json')),
        machine,
        settings: settingsOf,
        measured: (id) => experience.curveOf(id)?.bands.find((speed) => speed !== undefined)?.tokensPerSecond,
      },
      state,
    }),
    chat: (prompt, signal) => chat(prompt, randomUUID(), chats, ports, signal, onFault),
    exportEgress: (format) => exportResponse(egress, format),
    asset: createAssets(options.rendererFolder),
    bodyLimit: BODY_LIMIT_BYTES,
    onFault,
  });

  return {
    window: async (request) => app.fetch(request),
    async listen(port) {
      if (gateway !== undefined) throw new LintelError('internal', `The port is open already at ${gateway.address}.`);
      gateway = await openGateway(
        {
          ports,
          session: createSession(instance.token),
          version,
          bodyLimit: BODY_LIMIT_BYTES,
          findApp: (key) => keys.find(key),
          refreshModels: () => library.rescan(),
          metrics: telemetry.prometheus,
          window: async (request) => app.fetch(request),
          onFault,
        },
        port,
      );
      instance.announce(gateway.address);
      return gateway.address;
    },
    async close() {
      await gateway?.close();
      await telemetry.close();
      await policyFile.close();
      await source.close();
      loads.close();
      door.close();
      await library.close();
      await engine.dispose();
      hardware.stop();
      stopForgetting();
      budgets.close();
      experienceStore.close();
      database.close();
      instance.release();
    },
  };
}
