import { z } from 'zod';
import type { Said } from '../chat/said.ts';
import type { DownloadView } from '../models/download.ts';
import type { HubFilesView, HubModelView, HubTokenView } from '../models/hub.ts';
import type { MemoryShare } from '../models/memory-share.ts';
import type { ModelSettings } from '../models/settings.ts';
import type { Cap } from '../money/cap.ts';
import type { Finding } from '../privacy/finding.ts';
import { ZONES } from '../privacy/zones.ts';
import { overviewQuery, requestsQuery } from './activity.ts';
import type { CapOutlooksView, ComputerView, OverviewView, RequestPageView, TargetFiguresView, TraceView } from './activity-views.ts';
import { keyInput as appKeyInput, keyPatch } from './app-keys.ts';
import {
  APP_SPEECHES,
  type AppKeyView,
  type ConnectionView,
  type CreatedKeyView,
  type InspectedView,
  type PortView,
  type TriedView,
} from './app-views.ts';
import { budgetsQuery, cap, spendingQuery } from './budget.ts';
import { CALLS } from './calls.ts';
import type {
  AddedAttachmentView,
  AttachmentContentView,
  HitView,
  MaskView,
  PictureView,
  PresetView,
  ProjectView,
  SavedPromptView,
} from './chat-views.ts';
import {
  attachmentInput,
  conversationPatch,
  conversationsQuery,
  draft,
  exportedConversation,
  id,
  preset,
  projectInput,
  projectPatch,
  prompt,
  savedPrompt,
} from './chats.ts';
import type { BenchmarkView, HubVariantsView, ModelPlacesView, SupposedFitView } from './model-views.ts';
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
import { KEPT_BY, type SecretKeepingView } from './secret-keeping.ts';
import { modelSettings, modelSettingsPatch, settingsPatch } from './settings.ts';
import type {
  AnswerView,
  BudgetsView,
  CapView,
  CatalogView,
  ConversationView,
  CorrectionView,
  EgressEntryView,
  EgressPageView,
  EgressVerdictView,
  FitView,
  LibraryModelView,
  MessageView,
  OpinionView,
  PlannedView,
  PlanView,
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

/** A policy in a call: its fields are checked against the policy in force, where the faults are named. */
const policyContent = z.record(z.string(), z.unknown());
const version = z.coerce.number().int().min(1);
const force = z.boolean().default(false);

/** What a decision is to suppose instead of what was measured. */
const supposed = z.strictObject({
  cpu: z.number().min(0).max(1).optional(),
  battery: z.number().min(0).max(1).optional(),
  /** Memory that is free, in GiB. */
  memoryFreeGib: z.number().min(0).max(1_000_000).optional(),
  budgetUsd: z.number().min(0).max(1_000_000).optional(),
  /** A whole policy, or a change to the one in force. */
  policy: policyContent.optional(),
});

export const contract = {
  state: call<StateView>()(CALLS.state, nothing),
  /** A page of a section, newest first. */
  conversations: call<readonly ConversationView[]>()(CALLS.conversations, conversationsQuery),
  /** With the branch on show. Older answers come without the plan they followed from: `messageRoute` has it. */
  conversation: call<ConversationView & { readonly messages: readonly MessageView[] }>()(CALLS.conversation, nothing),
  changeConversation: call<ConversationView>()(CALLS.changeConversation, conversationPatch),
  /** Takes it from the list; a moment later, or when Lintel ends, it is gone for good. */
  deleteConversation: call<{ readonly deleted: true }>()(CALLS.deleteConversation, nothing),
  /** Throws `not-found` once it is gone for good. */
  undeleteConversation: call<ConversationView>()(CALLS.undeleteConversation, z.strictObject({})),
  /** Deletes a conversation for good that was taken from the list: nothing of it is on the disk any more. */
  purgeConversation: call<{ readonly purged: boolean }>()(CALLS.purgeConversation, nothing),
  /** Adds conversations that were exported; none of them replaces one that is here. */
  importConversations: call<{ readonly imported: number }>()(
    CALLS.importConversations,
    z.strictObject({ conversations: z.array(exportedConversation).max(10_000) }),
  ),
  /** What stood for what in whatever of it left masked. */
  conversationMasks: call<readonly MaskView[]>()(CALLS.conversationMasks, nothing),
  /** Titles first, then messages, the newest first. */
  searchChats: call<readonly HitView[]>()(
    CALLS.searchChats,
    z.strictObject({ q: z.string().max(500), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  ),
  /** The plan and the account of an answer, by its request's id. */
  messageRoute: call<{ readonly plan?: PlanView; readonly answer?: AnswerView }>()(CALLS.messageRoute, nothing),
  /** Keeps a file for a question; what was never sent is deleted after two weeks. */
  addAttachment: call<AddedAttachmentView>()(CALLS.addAttachment, attachmentInput),
  attachment: call<AttachmentContentView>()(CALLS.attachment, nothing),
  /** Deletes one that was not sent; what was sent stays with its message. */
  removeAttachment: call<{ readonly removed: true }>()(CALLS.removeAttachment, nothing),
  /** Fetches one picture that an answer names. Throws `forbidden` where it may not be fetched, `bad-output` where it is none. */
  loadPicture: call<PictureView>()(
    CALLS.loadPicture,
    z.strictObject({ url: z.string().min(1).max(4096), conversationId: id, answerId: id }),
  ),
  projects: call<readonly ProjectView[]>()(CALLS.projects, nothing),
  addProject: call<ProjectView>()(CALLS.addProject, projectInput),
  changeProject: call<ProjectView>()(CALLS.changeProject, projectPatch),
  /** Its chats stay, without it. */
  removeProject: call<{ readonly removed: true }>()(CALLS.removeProject, nothing),
  prompts: call<readonly SavedPromptView[]>()(CALLS.prompts, nothing),
  savePrompt: call<SavedPromptView>()(CALLS.savePrompt, savedPrompt),
  removePrompt: call<{ readonly removed: true }>()(CALLS.removePrompt, nothing),
  presets: call<readonly PresetView[]>()(CALLS.presets, nothing),
  savePreset: call<PresetView>()(CALLS.savePreset, preset),
  removePreset: call<{ readonly removed: true }>()(CALLS.removePreset, nothing),
  /** What stands in the message boxes, by conversation; `new` is that of a new one. */
  drafts: call<Readonly<Record<string, z.output<typeof draft>>>>()(CALLS.drafts, nothing),
  keepDraft: call<{ readonly kept: boolean }>()(CALLS.keepDraft, draft),
  /** What counts in a text that is being typed, by position. */
  scanText: call<readonly Finding[]>()(CALLS.scanText, z.strictObject({ text: z.string().max(200_000) })),
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
  /** Deletes all that Lintel keeps, and ends it. */
  eraseEverything: call<{ readonly erased: true }>()(CALLS.eraseEverything, z.strictObject({ models: z.boolean() })),
  /** Ends Lintel, as closing it does. */
  stopLintel: call<{ readonly stopping: true }>()(CALLS.stopLintel, z.strictObject({})),
  changeSettings: call<SettingsView>()(CALLS.changeSettings, settingsPatch),
  /** Opens or closes the port for other apps. `isKept`: it is so at the next start, too. */
  setPort: call<Pick<PortView, 'address' | 'isFixed'>>()(
    CALLS.setPort,
    z.strictObject({ isOpen: z.boolean(), port: z.int().min(0).max(65_535).optional(), isKept: z.boolean().default(true) }),
  ),
  secretKeeping: call<SecretKeepingView>()(CALLS.secretKeeping, nothing),
  /** Keeps all secrets in another way from now on; each is there once, before and after. */
  keepSecrets: call<SecretKeepingView>()(
    CALLS.keepSecrets,
    z.strictObject({ by: z.enum(KEPT_BY), passphrase: z.string().min(1).max(1024).optional() }),
  ),
  unlockSecrets: call<SecretKeepingView>()(CALLS.unlockSecrets, z.strictObject({ passphrase: z.string().min(1).max(1024) })),
  modelFit: call<FitView>()(CALLS.modelFit, nothing),
  /** The same with other settings, none of which is kept; `refusal` says why they could not be. */
  supposeFit: call<SupposedFitView>()(CALLS.supposeFit, modelSettings),
  /** One round: a prompt that is new to the model and an answer to it, as fast as the model is here. Loads it. */
  benchmarkModel: call<BenchmarkView>()(CALLS.benchmarkModel, z.strictObject({})),
  /** Who has which part of the memory. */
  memory: call<MemoryShare>()(CALLS.memory, nothing),
  /** Where models lie, and how much of the disk they take. */
  modelPlaces: call<ModelPlacesView>()(CALLS.modelPlaces, nothing),
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
  policyDiff: call<{ readonly changes: readonly string[]; readonly said?: readonly Said[] }>()(
    CALLS.policyDiff,
    z.strictObject({ from: version, to: version }),
  ),
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
  /** The models of a repository, and whether they fit here, as far as one of them tells. */
  hubVariants: call<HubVariantsView>()(CALLS.hubVariants, z.strictObject({ repo: z.string().min(3).max(200) })),
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
  /** Puts what a provider billed in place of an estimate of one request. */
  correctCharge: call<CorrectionView>()(
    CALLS.correctCharge,
    z.strictObject({ nanoDollars: z.int().min(0).max(1e15), attempt: z.int().min(1).max(1_000).optional() }),
  ),
  setBudget: call<CapView>()(CALLS.setBudget, cap),
  removeBudget: call<Cap>()(CALLS.removeBudget, nothing),
  /** What was used, summed up. */
  spending: call<SpendingView>()(CALLS.spending, spendingQuery),
  /** The caps with when they begin anew, what they will come to and what they did. */
  capOutlooks: call<CapOutlooksView>()(CALLS.capOutlooks, nothing),
  /** Requests, newest first. Holds no text of any. */
  requests: call<RequestPageView>()(CALLS.requests, requestsQuery),
  /** All that is kept of one request. */
  trace: call<TraceView>()(CALLS.trace, nothing),
  /** How fast and how reliable targets were in the last requests. */
  targetFigures: call<readonly TargetFiguresView[]>()(CALLS.targetFigures, nothing),
  /** This computer now and over the day. */
  computer: call<ComputerView>()(CALLS.computer, nothing),
  /** What some days came to, by day, zone and name. */
  overview: call<OverviewView>()(CALLS.overview, overviewQuery),
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
  /** The keys of apps, with the caps over each. */
  keys: call<readonly AppKeyView[]>()(CALLS.keys, nothing),
  /** The key itself is in this reply and nowhere else. */
  createKey: call<CreatedKeyView>()(CALLS.createKey, appKeyInput),
  changeKey: call<AppKeyView>()(CALLS.changeKey, keyPatch),
  /** Ends the key, and what is being answered to its app. */
  revokeKey: call<AppKeyView>()(CALLS.revokeKey, nothing),
  /** Requests of apps that are being answered now. */
  connections: call<readonly ConnectionView[]>()(CALLS.connections, nothing),
  /** Ends one of them. */
  cutConnection: call<{ readonly cut: true }>()(CALLS.cutConnection, nothing),
  /** The last requests of an app by its id, or of all, newest first. */
  inspector: call<readonly InspectedView[]>()(CALLS.inspector, z.strictObject({ app: z.string().min(1).max(64).optional() })),
  clearInspector: call<{ readonly cleared: true }>()(CALLS.clearInspector, nothing),
  /** Where apps reach the port; `changeSettings` changes that. */
  port: call<PortView>()(CALLS.port, nothing),
  /** Sends a tiny request through the port as an app would. */
  tryApp: call<TriedView>()(CALLS.tryApp, z.strictObject({ key: z.string().min(1).max(256), speech: z.enum(APP_SPEECHES) })),
  cancelDownload: call<{ readonly cancelled: true }>()(CALLS.cancelDownload, nothing),
} satisfies Record<keyof typeof CALLS, Call>;

export type Contract = typeof contract;
export type Reply<Name extends keyof Contract> = NonNullable<Contract[Name]['reply']>;
export type Body<Name extends keyof Contract> = z.input<Contract[Name]['body']>;

export { prompt } from './chats.ts';
export type Prompt = z.input<typeof prompt>;
