import type { Reply } from '../../shared/api/contract.ts';
import type { TargetView } from '../../shared/api/views.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { ChatStore, StoredMessage } from '../ledger/chats.ts';
import type { PolicyStore } from '../ledger/policies.ts';
import type { RequestLedger } from '../ledger/requests.ts';
import type { RulingFile } from '../platform/policy-file.ts';
import type { Secret } from '../platform/secrets.ts';
import { createEgressCalls, type EgressCallOptions } from './egress.ts';
import { createFitCalls, type FitCallOptions } from './fit.ts';
import type { Handlers } from './handlers.ts';
import { createLibraryCalls, type LibraryCallOptions } from './library.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelSource } from './model-source.ts';
import { planned } from './planned.ts';
import { createPolicyCalls } from './policy.ts';
import { createPrivacyCalls } from './privacy.ts';
import { createProviderCalls, type ProviderCallOptions } from './providers.ts';
import { createRehearsalCalls } from './rehearse.ts';
import { createTelemetryCalls } from './telemetry.ts';

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
  readonly hubToken: Secret;
  readonly telemetryHeaders: Secret;
  readonly egress: EgressCallOptions;
  readonly library: LibraryCallOptions;
  readonly models: ModelCalls;
  readonly providers: ProviderCallOptions;
  readonly fit: Pick<FitCallOptions, 'catalog' | 'machine' | 'settings' | 'measured'>;
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
  hubToken,
  telemetryHeaders,
  egress,
  providers,
  fit,
  policyFile,
  state,
}: CallOptions): Handlers {
  const withRoute = (message: StoredMessage) => {
    const route = message.role === 'assistant' && message.requestId !== undefined ? requests.read(message.requestId) : undefined;
    return { ...message, ...route };
  };
  return {
    ...createModelCalls(source, hubToken),
    ...createTelemetryCalls(telemetryHeaders),
    ...createEgressCalls(egress),
    ...createProviderCalls(providers),
    ...createPrivacyCalls({ ports, chats }),
    ...createPolicyCalls({ ports, policies, policyFile }),
    ...createRehearsalCalls({ ports, requests, policies }),
    state,
    ...createLibraryCalls({ ...library, machine: fit.machine }),
    ...createFitCalls({ ...fit, library: library.library, source }),
    conversations: () => chats.list(),
    conversation: ({ id }) => ({ ...chats.conversation(id), messages: chats.messages(id).map(withRoute) }),
    changeConversation: ({ id, body: { title, tags } }) => {
      if (title !== undefined) chats.rename(id, title);
      if (tags !== undefined) chats.tag(id, tags);
      return chats.conversation(id);
    },
    deleteConversation: async ({ id }) => {
      chats.remove(id);
      // Which of the kept states hold it nobody can tell, so none stays.
      await models.forgetKept();
      return { deleted: true };
    },
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
    plan: ({ body }) => planned(body, chats, ports),
  };
}
