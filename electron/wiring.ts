import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isLiveKey } from '../shared/api/app-keys.ts';
import type { PortSettings } from '../shared/api/settings.ts';
import { english } from '../shared/chat/english.ts';
import { isLintelError, LintelError } from '../shared/chat/error.ts';
import { type Said, say } from '../shared/chat/said.ts';
import { predictNeed } from '../shared/models/fit.ts';
import type { Residence } from '../shared/models/residence.ts';
import { createScan } from '../shared/privacy/scan.ts';
import { createScanner } from '../shared/privacy/scanner.ts';
import { createAffinity } from '../shared/routing/affinity.ts';
import { withAppVault } from '../shared/routing/app-vault.ts';
import { createBreakers } from '../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../shared/routing/breaker/guarded-fleet.ts';
import { daysBetween, TOLD_BEFORE_DAYS } from '../shared/routing/days.ts';
import { createExperience } from '../shared/routing/experience.ts';
import { learnFrom } from '../shared/routing/experience-answer.ts';
import { type Policy, termsOf } from '../shared/routing/policy.ts';
import { failingTests } from '../shared/routing/policy-tests.ts';
import type { Fleet, Ledger, Ports } from '../shared/routing/ports.ts';
import { asOf } from '../shared/routing/target.ts';
import { createAssets } from './api/assets.ts';
import { bindSecret } from './api/bound-secret.ts';
import { createCalls } from './api/calls.ts';
import { projectCalled } from './api/cap-scope.ts';
import { chat } from './api/chat.ts';
import { exportedChats } from './api/chat-export.ts';
import { exportResponse } from './api/egress-export.ts';
import { createWindowApi } from './api/handlers.ts';
import { createModelSource } from './api/model-source.ts';
import { networkMeaning } from './api/network-meaning.ts';
import { createObservers } from './api/observers.ts';
import { testsOf } from './api/policy.ts';
import { createPortModels } from './api/port-models.ts';
import { createProviderOutside } from './api/provider-outside.ts';
import { createSafekeeping } from './api/safekeeping.ts';
import { createTopics } from './api/topics.ts';
import { type Door, openDoor } from './egress/door.ts';
import { errandTo } from './egress/errand.ts';
import { createNeighbours } from './egress/neighbours.ts';
import { createLocalEngine } from './engines/local/engine.ts';
import { createLocalFleet } from './engines/local/fleet.ts';
import { findGraphics } from './engines/local/graphics.ts';
import type { LaunchWorker } from './engines/local/launch.ts';
import { openKindCatalog } from './engines/remote/catalog.ts';
import { DIALECTS } from './engines/remote/dialects.ts';
import { createRemoteFleet } from './engines/remote/fleet.ts';
import { createLoadWatch } from './engines/remote/load-watch.ts';
import { createDocumentReader } from './gateway/documents/reader.ts';
import { KEYLESS } from './gateway/keyless.ts';
import { type Gateway, openGateway } from './gateway/server.ts';
import { createSession } from './gateway/session.ts';
import { createPortSwitch } from './gateway/switch.ts';
import { createBudgets } from './ledger/budgets.ts';
import { createChatStore } from './ledger/chats.ts';
import { type Database, openDatabase } from './ledger/database.ts';
import { createEgressLog } from './ledger/egress-log.ts';
import { createEgressReading } from './ledger/egress-reading.ts';
import { keepExperience } from './ledger/experience.ts';
import { createChangeWatch } from './ledger/experience-changes.ts';
import { createHeldBack } from './ledger/held-back.ts';
import { createKeyStore } from './ledger/keys.ts';
import { createPolicyStore } from './ledger/policies.ts';
import { createProviderStore } from './ledger/providers.ts';
import { createRequestLog } from './ledger/request-log.ts';
import { createRequestLedger } from './ledger/requests.ts';
import { createResponseStore, keepTidy } from './ledger/responses.ts';
import { keepFor } from './ledger/retention.ts';
import { createSpendingReading } from './ledger/spending.ts';
import { createTargetFigures } from './ledger/target-figures.ts';
import { createVectorSpaces } from './ledger/vector-spaces.ts';
import { adapterFault } from './models/adapter.ts';
import { openCatalog } from './models/catalog.ts';
import type { LocalModel } from './models/local-model.ts';
import { openLibrary } from './models/open-library.ts';
import { createRemoval } from './models/removal.ts';
import { sourcesOf } from './models/sources/sources.ts';
import { ownCertificate, readCertificate } from './platform/certificate.ts';
import { createClock } from './platform/clock.ts';
import { prepareDataFolder } from './platform/data-folder.ts';
import { eraseData } from './platform/erase.ts';
import { createHardwareSampler } from './platform/hardware.ts';
import { keepHardwareHistory } from './platform/hardware-history.ts';
import { type Holder, takeInstance } from './platform/instance.ts';
import { createLoadSampler } from './platform/load.ts';
import type { Log } from './platform/log.ts';
import { createMachine, headroomIn } from './platform/machine.ts';
import { createMemorySampler } from './platform/memory.ts';
import { momentOf, offsetAt } from './platform/moment.ts';
import { pathsIn } from './platform/paths.ts';
import { openPolicyFile } from './platform/policy-file.ts';
import { openProviderKeys } from './platform/provider-keys.ts';
import { putRestored } from './platform/restored.ts';
import { openSecret } from './platform/secrets.ts';
import { openSettings } from './platform/settings.ts';
import type { KeyringHere } from './platform/vault/keyring.ts';
import { openVault } from './platform/vault/vault.ts';
import { type Notify, openTelemetry } from './telemetry/telemetry.ts';

export interface WiringOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** Holds the model in the box. */
  readonly boxFolder: string;
  /** The window's built files. */
  readonly rendererFolder: string;
  /** The program that a worker process runs. */
  readonly workerEntry: string;
  /** Program of the thread that looks into model files. */
  readonly inspectionEntry: string;
  /** Program of the thread that reads documents. */
  readonly documentsEntry: string;
  readonly version: string;
  /** Whether this Lintel stays or ends by itself. */
  readonly holder: Holder;
  readonly log: Log;
  /** The file that the policy comes from; absent: one in the data folder, if there is one. */
  readonly policyFile?: string | undefined;
  /** How to start a worker process in this runtime. */
  readonly launch: LaunchWorker;
  /** Ends the program, as the person's closing it does. */
  quit?(): void;
  /** Shows alerts on the desktop; absent: there is none. */
  readonly notify?: Notify;
  /** What secrets are sealed with; absent: they lie in files of their own. */
  readonly keyring?: KeyringHere;
  /** Whether the window comes in otherwise than through the port, which may then be opened and closed. */
  readonly hasOwnWindow?: boolean;
}

/** A whole Lintel, running. */
export interface Lintel {
  /** The window's files and `/ui/*`: one handler for the desktop's scheme and for HTTP. */
  window(request: Request): Promise<Response>;
  /**
   * Opens the port, at `port` or the next free one; returns its address. @param network how other computers are let in, in
   * place of what the settings say; throws `bad-request` where they cannot be
   */
  listen(port: number, network?: Pick<PortSettings, 'host' | 'tls'>): Promise<string>;
  /** Where other computers can reach it, and what that means, in sentences. */
  network(): readonly string[];
  /** Calls the listener once the policy, the settings or the port have changed. */
  onChange(listener: () => void): void;
  /** How the program fetches what is newer than itself, from a place that its maker set. */
  goForUpdate(feed: string): (url: string) => ReturnType<Door['get']>;
  /** The computer woke, or its power changed: what was seen of it may hold no more. */
  lookAgain(): void;
  /** Ends the workers, closes the port and the ledger. */
  close(): Promise<void>;
}

/** Milliseconds between the answer that Lintel ends and its end. */
const QUIT_AFTER_MS = 200;

const BODY_LIMIT_BYTES = 32 * 2 ** 20;

/** Milliseconds that a start waits for models that were never looked into. */
const START_PATIENCE_MS = 400;

/** Milliseconds that a command waits for its first look at this computer. */
const HARDWARE_PATIENCE_MS = 400;

const clock = createClock();

/** How often it is put down when keys were used last, in milliseconds. */
const KEYS_USED_EVERY_MS = 60_000;

/** The end of a model is told where it was used within so long. */
const TRIED_LATELY_MS = 30 * 86_400_000;

/** What of the port's settings opens another entrance. */
const exposureOf = ({ host, tls }: PortSettings) => JSON.stringify([host, tls]);

const withoutTerms = ({ ownTerms: _, ...policy }: Policy) => policy;

/** What only helps another model answers nothing itself. A faulty file is listed, so that its fault is seen. */
const isTarget = ({ kind, fault }: LocalModel) => kind === 'chat' || kind === 'embedding' || kind === 'rerank' || fault !== undefined;

/** Models with what they take; a model without a size is not in memory. */
const inMemory = (models: readonly LocalModel[], residences: readonly Residence[]) =>
  models.flatMap(({ bytes: fileBytes }, index) => {
    const residentBytes = residences[index]?.bytes;
    return residentBytes === undefined ? [] : [{ residentBytes, fileBytes }];
  });

/** Puts the house together. Throws a LintelError whose sentence says what to do. */
export async function wire(options: WiringOptions): Promise<Lintel> {
  const { dataFolder, log, version } = options;
  prepareDataFolder(dataFolder);
  const instance = await takeInstance(dataFolder, options.holder);
  const paths = pathsIn(dataFolder);
  let database: Database;
  let restored: Said | undefined;
  try {
    restored = putRestored(dataFolder, paths.database);
    database = openDatabase(paths.database, { repair: true });
  } catch (error) {
    instance.release();
    throw error;
  }
  const requests = createRequestLedger(database, clock.now, (error) => log.error('how a request ended could not be put down', error));
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
  const responses = createResponseStore(database, clock.now);
  const usedKeys = setInterval(() => {
    try {
      keys.flush();
    } catch (error) {
      log.error('when keys were used last could not be put down', error);
    }
  }, KEYS_USED_EVERY_MS).unref();
  const policies = createPolicyStore(database, clock.now, process.env.LINTEL_STAY_ON_DEVICE === '1');
  const settings = openSettings(dataFolder);
  const vault = await openVault(paths.vault, options.keyring, process.env.LINTEL_PASSPHRASE);
  const stopForgetting = keepFor(
    spending,
    () => settings.get().ledgerDays,
    clock.now,
    (error) => log.error('old requests could not be deleted', error),
  );
  const stopTidying = keepTidy(responses, (error) => log.error('old responses could not be deleted', error));
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
  const history = keepHardwareHistory(hardware.latest, clock.now);
  const places = () => {
    const { modelFolders: folders, otherApps, downloads } = settings.get();
    const own = downloads.folder === undefined ? [paths.models] : [paths.models, downloads.folder];
    return { box: options.boxFolder, own, folders, otherApps };
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
  const topics = createTopics();
  /** Requests that belong to a conversation of the window or the terminal. */
  const fromPeople = new Set<string>();
  settings.onChange(() => topics.changed('settings'));
  library.onChange(() => topics.changed('models'));
  policies.onChange(() => topics.changed('policy'));
  const kept: Ledger = {
    ...requests,
    opened(request, plan, considered) {
      requests.opened(request, plan, considered);
      affinity.opened(request);
      topics.changed('requests');
      if (request.app === 'window' || request.app === 'cli') {
        fromPeople.add(request.id);
        topics.changed('chats');
      }
    },
    closed(answer) {
      requests.closed(answer);
      affinity.closed(answer);
      topics.changed('requests');
      if (fromPeople.delete(answer.requestId)) topics.changed('chats');
      learnFrom(experience, answer, hardware.latest().cpuOthers);
    },
  };
  const collector = () => settings.get().telemetry.endpoint ?? process.env.LINTEL_OTLP_ENDPOINT;
  const { LINTEL_OTLP_ENDPOINT: endpoint, LINTEL_OTLP_HEADERS: givenHeaders } = process.env;
  const headersSecret = await openSecret(paths.telemetryHeaders, givenHeaders, undefined, vault);
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
    isEnding: ({ id, endsOn }) => {
      if (endsOn === undefined) return false;
      const now = clock.now();
      return daysBetween(momentOf(now).date, endsOn) <= TOLD_BEFORE_DAYS && spending.wasTried(id, momentOf(now - TRIED_LATELY_MS).date);
    },
    verifyEgress: egress.verify,
    notify(title, text) {
      if (settings.get().alerts.desktop !== false) options.notify?.(title, text);
    },
    onFault: (event, error) => log.error(event, error),
    onDropped: (event, fields) => log.warn(event, fields),
  });
  budgets.onWarning(() => topics.changed('state'));
  budgets.onWarning(({ said }) => telemetry.raise({ kind: 'budget', text: english(said), said, at: clock.now() }));
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
  const hubSecret = await openSecret(paths.hubToken, process.env.HF_TOKEN, undefined, vault);
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
  const providerKeys = await openProviderKeys(paths.secrets, clock.now, process.env, vault);
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
    onNotice: (notice) => log.warn(english(notice)),
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
    aliases: () => settings.get().aliases ?? {},
    vectors: createVectorSpaces(database),
    p95FirstTokenMs: experience.p95FirstTokenMs,
    policy: policies.current,
    lastAnswered: affinity.lastOf,
    situation,
  };
  const isLoaded = (id: string) => engine.state(id).loaded;
  const removal = createRemoval({ library, isLoaded, unload: fleet.unload });
  const beginnings = [...(restored === undefined ? [] : [restored]), ...database.notices];
  for (const notice of [...beginnings, ...policies.notices, ...providers.notices, ...settings.notices]) log.warn(english(notice));
  let fingerprint: string | undefined;
  let exposing: Promise<void> = Promise.resolve();
  const certificateOf = async ({ tls, names = [] }: PortSettings) => {
    if (tls === undefined) return undefined;
    return tls === 'generated' ? ownCertificate(paths.certificate, names, clock.now()) : readCertificate(tls);
  };
  /** Lets other computers in as the settings say. */
  const expose = async (gateway: Gateway, wanted: PortSettings) => {
    const certificate = wanted.host === undefined ? undefined : await certificateOf(wanted);
    fingerprint = certificate?.fingerprint;
    await gateway.expose(
      wanted.host === undefined ? undefined : { host: wanted.host, ...(certificate === undefined ? {} : { certificate }) },
    );
  };
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
    if (view === undefined) throw new LintelError('unknown-model', say`The model ${id} is gone. Choose another.`);
    return view;
  };
  const state = async () => {
    await library.rescan();
    const ruling = policyFile.ruling();
    const address = port.address();
    return {
      version,
      dataFolder,
      modelsFolder: paths.models,
      ...(address === undefined ? {} : { address }),
      policy: withoutTerms(policies.current()),
      isStayForced: policies.isForced,
      ...(ruling === undefined ? {} : { policyFile: ruling.path }),
      models: [...views(), ...ports.fleet.targets().filter(({ id }) => remote.has(id))],
      hardware: hardware.latest(),
      notices: [
        ...telemetry.notices(),
        ...[
          ...beginnings,
          ...policies.notices,
          ...policyFile.notices(),
          ...providers.notices,
          ...settings.notices,
          ...library.notices(),
          ...budgets.notices(),
          ...vault.notices(),
        ].map((said) => ({ level: 'warning' as const, text: english(said), said })),
      ],
    };
  };
  const catalog = openCatalog(join(options.resourcesFolder, 'catalog.json'));
  const portModels = createPortModels({
    ...{ library, fleet, removal, catalog },
    downloads: source.downloads,
    settings: settingsOf,
    forgetSettings: settings.forgetModel,
  });
  const documents = createDocumentReader({ entry: options.documentsEntry });
  if (options.holder === 'app') telemetry.start();
  const changed = new Set<() => void>();
  let given: Pick<PortSettings, 'host' | 'tls'> | undefined;
  const port = createPortSwitch(
    async (number) => {
      const gateway = await openGateway(
        {
          ports,
          session: createSession(instance.token),
          version,
          bodyLimit: BODY_LIMIT_BYTES,
          responses,
          findApp: keys.find,
          projectCalled: (name) => projectCalled(name, chats.projects.list()),
          isLive: (id) => keys.live(id) !== undefined,
          hasKeys: () => keys.list().some((key) => isLiveKey(key, clock.now())),
          settings: () => settings.get().port,
          refreshModels: () => library.rescan(),
          models: portModels,
          readDocument: documents.read,
          metrics: telemetry.prometheus,
          window: async (request) => app.fetch(request),
          onFault,
        },
        number,
      );
      const exposed = expose(gateway, { ...settings.get().port, ...given });
      try {
        await (given === undefined ? exposed.catch((error: unknown) => log.warn(String(error))) : exposed);
      } catch (error) {
        await gateway.close();
        throw error;
      }
      return gateway;
    },
    (address) => {
      try {
        instance.announce(address);
      } catch (error) {
        // Closing must go on where the disk is full: nobody answers there any more, which a caller finds out by itself.
        if (address !== undefined) throw error;
        log.error('the closed port could not be noted', error);
      }
      for (const listener of changed) listener();
    },
  );
  let exposed = exposureOf(settings.get().port);
  settings.onChange(({ port: wanted }) => {
    if (exposureOf(wanted) === exposed) return;
    exposed = exposureOf(wanted);
    const gateway = port.gateway();
    // What went wrong is shown with the port.
    if (gateway !== undefined) exposing = expose(gateway, wanted).catch((error: unknown) => log.warn(String(error)));
  });
  const safekeeping = createSafekeeping({ dataFolder, database, settings, version, now: clock.now });
  let erasing: { readonly models: boolean } | undefined;
  // The answer goes out first.
  const quitSoon = () => void setTimeout(() => options.quit?.(), QUIT_AFTER_MS);
  const app = createWindowApi({
    handlers: createCalls({
      ports,
      chats,
      requests,
      policies,
      policyFile: policyFile.ruling,
      egress: { reading: egress, clearTexts: egressLog.clearTexts },
      apps: {
        keys,
        gateway: port.gateway,
        isFixed: options.hasOwnWindow !== true,
        settled: () => exposing,
        fingerprint: () => fingerprint,
        isKeyless: () => settings.get().port.keylessApps !== undefined,
        now: clock.now,
      },
      money: {
        budgets,
        spending,
        keys: () => [...keys.list(), KEYLESS],
        providers: providers.all,
        models: everywhere.targets,
        projects: chats.projects.list,
        tags: () => [...Object.keys(policies.current().tags), ...keys.list().flatMap(({ tags }) => tags)],
      },
      library: { library, settings, removal, isLoaded, places, refusal: fleet.refusal },
      activity: {
        today: () => momentOf(clock.now()).date,
        now: clock.now,
        heldBack: createHeldBack(database),
        requestLog: createRequestLog(database),
        figures: createTargetFigures(database),
        targets: () => ports.fleet.targets(),
        breaker: (targetId) => breakers.state(targetId).phase,
        predictionErrors: experience.errorsOf,
        samples: history.samples,
        held: () => views().flatMap(({ id, name, residence }) => (residence?.phase === 'loaded' ? [{ id, name, ...residence }] : [])),
      },
      models: { ...fleet, view: viewOf, forgetKept: () => engine.forgetKept() },
      source,
      door,
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
      secretVault: vault,
      port: { port, settings, isWindowBehindPort: options.hasOwnWindow !== true },
      program: {
        erase(wishes) {
          erasing = wishes;
          quitSoon();
        },
        quit: quitSoon,
      },
      fit: {
        catalog,
        machine,
        seenMemory: async () => {
          const seen = await memory.refresh();
          return { ...seen, headroomBytes: headroomIn(seen.totalBytes, settings.get().memoryHeadroomBytes) };
        },
        loaded: () => inMemory(library.models().filter(isTarget), fleet.residences()),
        settings: settingsOf,
        measured: (id) => experience.curveOf(id)?.bands.find((speed) => speed !== undefined)?.tokensPerSecond,
      },
      state,
    }),
    chat: (prompt, signal) => chat(prompt, randomUUID(), chats, ports, signal, onFault),
    ...safekeeping,
    events: topics.stream,
    exportEgress: (format) => exportResponse(egress, format),
    exportChats: (format, id) => exportedChats(chats, format, id),
    asset: createAssets(options.rendererFolder),
    bodyLimit: BODY_LIMIT_BYTES,
    onFault,
  });

  return {
    window: async (request) => app.fetch(request),
    network: () => networkMeaning(port.gateway()?.network().addresses ?? [], fingerprint).map(english),
    listen(number, network) {
      given = network;
      return port.open(number);
    },
    onChange(listener) {
      changed.add(listener);
      settings.onChange(listener);
      policies.onChange(listener);
    },
    goForUpdate: (feed) => (url) => door.get(errandTo('update', [feed]), url),
    lookAgain: hardware.lookAgain,
    async close() {
      topics.close();
      await port.close();
      await telemetry.close();
      await policyFile.close();
      await source.close();
      loads.close();
      door.close();
      await Promise.all([library.close(), documents.close()]);
      await engine.dispose();
      hardware.stop();
      history.stop();
      clearInterval(usedKeys);
      keys.flush();
      stopForgetting();
      stopTidying();
      budgets.close();
      experienceStore.close();
      database.close();
      const left = erasing === undefined ? [] : eraseData(dataFolder, erasing.models);
      if (left.length > 0) log.warn(`Could not be deleted: ${left.join(', ')}`);
      instance.release();
    },
  };
}
