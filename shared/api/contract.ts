import { z } from 'zod';
import type { DownloadView } from '../models/download.ts';
import type { HubFilesView, HubModelView, HubTokenView } from '../models/hub.ts';
import type { ModelSettings } from '../models/settings.ts';
import type { Cap } from '../money/cap.ts';
import { LONGEST_TAG, MOST_TAGS } from '../privacy/tags.ts';
import { ZONES } from '../privacy/zones.ts';
import { budgetsQuery, cap, spendingQuery } from './budget.ts';
import { CALLS } from './calls.ts';
import { ownTerm, policyPatch } from './policy.ts';
import type {
  AddedKeyView,
  AddedProviderView,
  FoundServerView,
  ImportableKeyView,
  ProviderKindView,
  ProviderModelsView,
  ProviderTestView,
  ProviderView,
} from './provider-views.ts';
import { keyInput, providerInput, providerPatch, searchInput } from './providers.ts';
import { modelSettingsPatch, settingsPatch } from './settings.ts';
import type {
  BudgetsView,
  CapView,
  CatalogView,
  ConversationView,
  EgressEntryView,
  EgressPageView,
  EgressVerdictView,
  FitView,
  LibraryModelView,
  MessageView,
  OpinionView,
  PlannedView,
  PolicyTestView,
  PolicyVersionView,
  PolicyView,
  PreviewView,
  RehearsalView,
  RemovalView,
  SettingsView,
  SpendingView,
  StateView,
  TargetView,
  TelemetryHeadersView,
  TermTrialView,
} from './views.ts';

/**
 * Every call the window can make: where it goes (`CALLS`), what goes in, what comes out.
 * `/ui` is the prefix in both boots; main validates what goes in, the window trusts what comes out.
 */
export interface Call<Body extends z.ZodType = z.ZodType, Reply = unknown> {
  readonly method: (typeof CALLS)[keyof typeof CALLS]['method'];
  readonly path: string;
  readonly body: Body;
  /** Only a type: never set. */
  readonly reply?: Reply;
}

const nothing = z.undefined();

const call =
  <Reply>() =>
  <Body extends z.ZodType>(where: Pick<Call, 'method' | 'path'>, body: Body): Call<Body, Reply> => ({ ...where, body });

const tags = z.array(z.string().trim().toLowerCase().min(1).max(LONGEST_TAG)).max(MOST_TAGS);

/** A prompt typed in the window or the terminal. */
export const prompt = z.strictObject({
  /** The conversation to continue; absent: a new one. */
  conversationId: z.string().max(64).optional(),
  text: z.string().min(1).max(8_000_000),
  model: z.string().min(1).max(256).default('auto'),
  tags: tags.default([]),
  /**
   * Lets this one prompt go further than its tags and findings allow. `seen` is what `preview` showed: where anything
   * has changed since, nothing is sent.
   */
  letGo: z.strictObject({ zone: z.enum(['lan', 'trusted', 'cloud']), seen: z.string().length(64) }).optional(),
});

/** A policy in a call: its fields are checked against the policy in force, where the faults are named. */
const policyContent = z.record(z.string(), z.unknown());
const version = z.coerce.number().int().min(1);
const force = z.boolean().default(false);

/** What a decision is to suppose instead of what was measured. */
const supposed = z.strictObject({
  cpu: z.number().min(0).max(1).optional(),
  battery: z.number().min(0).max(1).optional(),
  budgetUsd: z.number().min(0).max(1_000_000).optional(),
  /** A whole policy, or a change to the one in force. */
  policy: policyContent.optional(),
});

export const contract = {
  state: call<StateView>()(CALLS.state, nothing),
  conversations: call<readonly ConversationView[]>()(CALLS.conversations, nothing),
  conversation: call<ConversationView & { readonly messages: readonly MessageView[] }>()(CALLS.conversation, nothing),
  /** Absent stays as it is. The tags are the conversation's own: those of its turns stay. */
  changeConversation: call<ConversationView>()(
    CALLS.changeConversation,
    z.strictObject({ title: z.string().trim().min(1).max(200).optional(), tags: tags.optional() }),
  ),
  deleteConversation: call<{ readonly deleted: true }>()(CALLS.deleteConversation, nothing),
  models: call<readonly LibraryModelView[]>()(CALLS.models, nothing),
  /** What removing a model would delete and free. */
  modelRemoval: call<RemovalView>()(CALLS.modelRemoval, nothing),
  /** Removes a model that is loaded or that another app keeps; `deleteModel` removes any other. */
  removeModel: call<RemovalView>()(
    CALLS.removeModel,
    z.strictObject({ unload: z.boolean().default(false), fromOtherApp: z.boolean().default(false) }),
  ),
  deleteModel: call<RemovalView>()(CALLS.deleteModel, nothing),
  setModel: call<ModelSettings>()(CALLS.setModel, modelSettingsPatch),
  settings: call<SettingsView>()(CALLS.settings, nothing),
  changeSettings: call<SettingsView>()(CALLS.changeSettings, settingsPatch),
  modelFit: call<FitView>()(CALLS.modelFit, nothing),
  catalog: call<CatalogView>()(CALLS.catalog, nothing),
  /** The same for a model before its download. */
  refFit: call<FitView & { readonly bytes: number }>()(
    CALLS.refFit,
    z.strictObject({ ref: z.string().trim().min(1).max(2000), contextWindow: z.int().min(1).max(100_000_000).optional() }),
  ),
  /** Answers once the model is loaded. */
  loadModel: call<TargetView>()(
    CALLS.loadModel,
    /** Milliseconds to keep it without work; -1: until Lintel ends. Absent: the model's setting. */
    z.strictObject({ keepAliveMs: z.int().min(-1).max(2_147_483_647).optional() }),
  ),
  /** Answers once the model's memory is free. */
  unloadModel: call<TargetView>()(CALLS.unloadModel, z.strictObject({})),
  /** Lets a model out of quarantine. */
  releaseModel: call<TargetView>()(CALLS.releaseModel, z.strictObject({})),
  /** Decides without running: the prediction beside the send button, and `lintel route`. */
  plan: call<PlannedView>()(
    CALLS.plan,
    /** `inputs`: with the traits and the situation that it follows from. */
    prompt.extend({ app: z.string().min(1).max(200).optional(), whatIf: supposed.optional(), inputs: z.boolean().default(false) }),
  ),
  /** What would leave, as it is and masked, before it goes. */
  preview: call<PreviewView>()(CALLS.preview, prompt),
  policy: call<PolicyView>()(CALLS.policy, nothing),
  /** Makes a new version of the policy. Where its tests fail: `policy-tests-failed`, unless forced. */
  changePolicy: call<PolicyView>()(CALLS.changePolicy, policyPatch.extend({ force })),
  /** The same with a whole policy in place of all that was. */
  replacePolicy: call<PolicyView>()(CALLS.replacePolicy, z.strictObject({ policy: policyContent, force })),
  policyHistory: call<readonly PolicyVersionView[]>()(
    CALLS.policyHistory,
    z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  ),
  /** What is different between two versions, a line each. */
  policyDiff: call<{ readonly changes: readonly string[] }>()(CALLS.policyDiff, z.strictObject({ from: version, to: version })),
  /** Makes a new version with the content of an earlier one. */
  rollbackPolicy: call<PolicyView>()(CALLS.rollbackPolicy, z.strictObject({ version, force })),
  /** Runs the tests of the policy in force, or of a whole policy or a change to it. */
  testPolicy: call<readonly PolicyTestView[]>()(CALLS.testPolicy, z.strictObject({ policy: policyContent.optional() })),
  /** What a change of the policy would have changed of the last requests. Nothing is kept of it. */
  rehearse: call<RehearsalView>()(
    CALLS.rehearse,
    z.strictObject({
      /** A whole policy, or a change to the one in force. */
      policy: policyContent,
      last: z.int().min(1).max(10_000).default(1_000),
      /** The targets of each request's time, or those of now. */
      fleet: z.enum(['then', 'now']).default('then'),
    }),
  ),
  /** What a model on this device sees in a text beside the scan: a help for the person, never needed to decide. */
  secondOpinion: call<OpinionView>()(CALLS.secondOpinion, z.strictObject({ text: z.string().min(1).max(100_000) })),
  /** Tries a word or pattern on a text. */
  testTerm: call<TermTrialView>()(CALLS.testTerm, z.strictObject({ term: ownTerm, sample: z.string().max(100_000) })),
  searchHub: call<readonly HubModelView[]>()(CALLS.searchHub, z.strictObject({ q: z.string().trim().min(1).max(200) })),
  hubFiles: call<HubFilesView>()(CALLS.hubFiles, z.strictObject({ repo: z.string().min(3).max(200) })),
  /** Only whether there is one: a token goes in and never out. */
  hubToken: call<HubTokenView>()(CALLS.hubToken, nothing),
  setHubToken: call<HubTokenView>()(CALLS.setHubToken, z.strictObject({ token: z.string().trim().min(1).max(4096) })),
  removeHubToken: call<HubTokenView>()(CALLS.removeHubToken, nothing),
  /** Only whether there are any: headers for the collector go in and never out. */
  telemetryHeaders: call<TelemetryHeadersView>()(CALLS.telemetryHeaders, nothing),
  setTelemetryHeaders: call<TelemetryHeadersView>()(
    CALLS.setTelemetryHeaders,
    z.strictObject({ headers: z.string().trim().min(1).max(4096) }),
  ),
  removeTelemetryHeaders: call<TelemetryHeadersView>()(CALLS.removeTelemetryHeaders, nothing),
  downloads: call<readonly DownloadView[]>()(CALLS.downloads, nothing),
  startDownload: call<DownloadView>()(CALLS.startDownload, z.strictObject({ ref: z.string().trim().min(1).max(2000) })),
  pauseDownload: call<DownloadView>()(CALLS.pauseDownload, z.strictObject({})),
  resumeDownload: call<DownloadView>()(CALLS.resumeDownload, z.strictObject({})),
  /** What left this computer, or wanted to, newest first. */
  egressLog: call<EgressPageView>()(
    CALLS.egressLog,
    z.strictObject({
      /** Only rows before this one: the last row's `seq` gives the next page. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      zone: z.enum(ZONES).optional(),
      targetId: z.string().max(256).optional(),
    }),
  ),
  /** One row by its `seq`, with the exact text where it was kept. */
  egressEntry: call<EgressEntryView>()(CALLS.egressEntry, nothing),
  /** Follows the chain through the whole log. */
  egressVerify: call<EgressVerdictView>()(CALLS.egressVerify, z.strictObject({})),
  /** Deletes the kept texts of what left before a time (milliseconds since the epoch), or all. The rows stay, and the chain holds. */
  egressClearTexts: call<{ readonly cleared: number }>()(CALLS.egressClearTexts, z.strictObject({ before: z.int().min(0).optional() })),
  /** The caps, what is used under them, and what was spent. */
  budgets: call<BudgetsView>()(CALLS.budgets, budgetsQuery),
  /** Makes a cap, or changes the one over the same scope and window. */
  setBudget: call<CapView>()(CALLS.setBudget, cap),
  removeBudget: call<Cap>()(CALLS.removeBudget, nothing),
  /** What was used, summed up. */
  spending: call<SpendingView>()(CALLS.spending, spendingQuery),
  providers: call<readonly ProviderView[]>()(CALLS.providers, nothing),
  providerKinds: call<readonly ProviderKindView[]>()(CALLS.providerKinds, nothing),
  /** Keeps it, and asks it for its models where none are named. It stays even if it does not answer: `check` says so. */
  addProvider: call<AddedProviderView>()(CALLS.addProvider, providerInput),
  /** At another address it needs its keys anew. */
  changeProvider: call<ProviderView>()(CALLS.changeProvider, providerPatch),
  /** Its keys are deleted. */
  removeProvider: call<ProviderView>()(CALLS.removeProvider, nothing),
  /** Asks what is free to ask, once with each key. */
  testProvider: call<ProviderTestView>()(CALLS.testProvider, z.strictObject({})),
  /** Its models; fetched anew if asked for, or if the list is older than a day and no models were chosen. */
  providerModels: call<ProviderModelsView>()(CALLS.providerModels, z.strictObject({ refresh: z.boolean().default(false) })),
  addProviderKey: call<AddedKeyView>()(CALLS.addProviderKey, keyInput),
  removeProviderKey: call<ProviderView>()(CALLS.removeProviderKey, nothing),
  /** Variables of the environment that hold keys. */
  importableKeys: call<readonly ImportableKeyView[]>()(CALLS.importableKeys, nothing),
  /** Looks for servers at hosts that the user names, and nowhere else. */
  findServers: call<readonly FoundServerView[]>()(CALLS.findServers, searchInput),
  cancelDownload: call<{ readonly cancelled: true }>()(CALLS.cancelDownload, nothing),
} satisfies Record<keyof typeof CALLS, Call>;

export type Contract = typeof contract;
export type Reply<Name extends keyof Contract> = NonNullable<Contract[Name]['reply']>;
export type Body<Name extends keyof Contract> = z.input<Contract[Name]['body']>;

export type Prompt = z.input<typeof prompt>;
