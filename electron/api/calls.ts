import { contract, type Reply } from '../../shared/api/contract.ts';
import type { TargetView } from '../../shared/api/views.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { Door } from '../egress/door.ts';
import type { ChatStore } from '../ledger/chats.ts';
import type { PolicyStore } from '../ledger/policies.ts';
import type { RequestLedger } from '../ledger/requests.ts';
import type { RulingFile } from '../platform/policy-file.ts';
import type { Secret } from '../platform/secrets.ts';
import type { Vault } from '../platform/vault/vault.ts';
import { type ActivityCallOptions, createActivityCalls } from './activity.ts';
import { type AppCallOptions, createAppCalls } from './apps.ts';
import { benchmark } from './benchmark.ts';
import { createChatCalls } from './chat-calls.ts';
import { createEgressCalls, type EgressCallOptions } from './egress.ts';
import { createFitCalls, type FitCallOptions } from './fit.ts';
import type { Handlers } from './handlers.ts';
import { createLibraryCalls, type LibraryCallOptions } from './library.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelSource } from './model-source.ts';
import { createMoneyCalls, type MoneyCallOptions } from './money.ts';
import { planned } from './planned.ts';
import { createPolicyCalls } from './policy.ts';
import { createPortCalls, type PortCallOptions } from './port.ts';
import { createPrivacyCalls } from './privacy.ts';
import { createProgramCalls, type Program } from './program.ts';
import { createProviderCalls, type ProviderCallOptions } from './providers.ts';
import { createRehearsalCalls } from './rehearse.ts';
import { createPictureCalls } from './remote-picture.ts';
import { createSecretKeepingCalls } from './secret-keeping.ts';
import { createTelemetryCalls } from './telemetry.ts';
import { createTryApp } from './try-app.ts';

/** What the window can do with the models on this device. Each throws `unknown-model` for one that is gone. */
export interface ModelCalls {
  load(id: string, keepAliveMs: number | undefined): Promise<void>;
  unload(id: string): Promise<void>;
  release(id: string): void;
  view(id: string): TargetView;
  /** Deletes what models keep of conversations on disk. */
  forgetKept(): Promise<void>;
}

export interface CallOptions {
  readonly ports: Ports;
  readonly chats: ChatStore;
  readonly requests: RequestLedger;
  readonly policies: PolicyStore;
  readonly source: ModelSource;
  /** How a picture of an answer is fetched. */
  readonly door: Pick<Door, 'get'>;
  readonly hubToken: Secret;
  readonly telemetryHeaders: Secret;
  readonly secretVault: Vault;
  readonly port: PortCallOptions;
  readonly program: Program;
  readonly egress: EgressCallOptions;
  readonly money: MoneyCallOptions;
  readonly activity: Omit<ActivityCallOptions, keyof MoneyCallOptions>;
  readonly apps: Omit<AppCallOptions, 'budgets' | 'subjects' | 'policy'>;
  readonly library: LibraryCallOptions;
  readonly models: ModelCalls;
  readonly providers: ProviderCallOptions;
  readonly fit: Omit<FitCallOptions, 'library' | 'source'>;
  /** The file that the policy comes from; nothing where it is changed here. */
  policyFile(): RulingFile | undefined;
  /** Everything about this Lintel that the window shows, as it is now. */
  state(): Promise<Reply<'state'>>;
}

/** The handlers of the contract's calls. */
export function createCalls({
  ports,
  chats,
  requests,
  policies,
  library,
  models,
  source,
  door,
  hubToken,
  telemetryHeaders,
  secretVault,
  port,
  program,
  egress,
  money,
  activity,
  apps,
  providers,
  fit,
  policyFile,
  state,
}: CallOptions): Handlers {
  return {
    ...createChatCalls({ ports, chats, requests, forgetKept: models.forgetKept }),
    ...createModelCalls(source, hubToken),
    ...createTelemetryCalls(telemetryHeaders),
    ...createSecretKeepingCalls(secretVault),
    ...createPortCalls(port),
    ...createProgramCalls(program),
    ...createEgressCalls(egress),
    ...createMoneyCalls(money),
    ...createActivityCalls({ ...money, ...activity }),
    ...createAppCalls({ ...apps, budgets: money.budgets, subjects: money, policy: ports.policy }),
    ...createTryApp({ address: () => apps.gateway()?.address, now: apps.now }),
    ...createProviderCalls(providers),
    ...createPrivacyCalls({ ports, chats }),
    ...createPictureCalls({
      ...{ ports, door },
      howFar: (text, conversationId, after) => planned(contract.plan.body.parse({ text, conversationId, after }), chats, ports).ceiling,
    }),
    ...createPolicyCalls({ ports, policies, policyFile }),
    ...createRehearsalCalls({ ports, requests, policies }),
    state,
    ...createLibraryCalls({ ...library, machine: fit.machine, hubAddress: source.hub.address }),
    ...createFitCalls({ ...fit, library: library.library, source }),
    loadModel: async ({ id, body }) => {
      await models.load(id, body.keepAliveMs);
      return models.view(id);
    },
    unloadModel: async ({ id }) => {
      await models.unload(id);
      return models.view(id);
    },
    releaseModel: ({ id }) => {
      models.release(id);
      return models.view(id);
    },
    benchmarkModel: ({ id, signal }) => benchmark(id, ports, signal ?? new AbortController().signal),
    plan: ({ body }) => planned(body, chats, ports),
  };
}
