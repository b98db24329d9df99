import type { LintelErrorShape } from '../chat/error.ts';
import type { Role } from '../chat/request.ts';
import type { Said } from '../chat/said.ts';
import type { CatalogEntry, CatalogQuantisation } from '../models/catalog.ts';
import type { Fit } from '../models/fit.ts';
import type { Residence } from '../models/residence.ts';
import type { ModelSettings } from '../models/settings.ts';
import type { Amounts, Cap } from '../money/cap.ts';
import type { SpendingBy, SpendingRow } from '../money/spending.ts';
import type { EgressEntry, EgressVerdict } from '../privacy/egress.ts';
import type { Finding } from '../privacy/finding.ts';
import type { Measure, PredictionError } from '../routing/experience-errors.ts';
import type { Candidate, Plan } from '../routing/plan.ts';
import type { Policy } from '../routing/policy.ts';
import type { PolicyTestResult } from '../routing/policy-tests.ts';
import type { Answer } from '../routing/record.ts';
import type { RehearsalSummary } from '../routing/rehearsal/summary.ts';
import type { Rehearsed, UNSEEN } from '../routing/rehearse.ts';
import type { Hardware, Situation } from '../routing/situation.ts';
import type { Target } from '../routing/target.ts';
import type { Traits } from '../routing/traits.ts';
import type { AttachmentView, ToolCallView } from './chat-views.ts';
import type { Settings } from './settings.ts';

/** What the window sees of main's truth. Nothing here holds a key. */

export type PlanView = Plan;
/** A plan, and where it was asked for all that it follows from. Holds no text of the prompt. */
export interface PlannedView extends Plan {
  readonly traits?: Traits;
  readonly situation?: Situation;
}
/** The whole policy in force. */
export type PolicyView = Policy;
export type PolicyTestView = PolicyTestResult;
/** A version of the policy in its history. */
export interface PolicyVersionView {
  readonly version: number;
  /** Milliseconds since the epoch; absent for that of a fresh installation. */
  readonly createdAt?: number;
  /** What is different from the version before; absent where that cannot be said any more. */
  readonly changes?: readonly string[];
  /** The same for a window that speaks another language. */
  readonly said?: readonly Said[];
}
export type AnswerView = Answer;
export type ErrorView = LintelErrorShape;

export interface TargetView extends Target {
  /** What the model's file says of itself. */
  readonly description?: string;
  /** Where it is now; absent for what is not on this device. */
  readonly residence?: Residence;
  /** How far what was foretold of it was off what then happened, by measure; absent measures were never compared. */
  readonly predictionErrors?: Partial<Record<Measure, PredictionError>>;
}

/** A model file on this computer, usable or not. */
export interface LibraryModelView {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Why it is not tried now, though its file is sound: it is in quarantine, or could not be loaded just now. */
  readonly refusal?: string;
  readonly refusalSaid?: Said;
  /** Who keeps the file. */
  readonly source: 'box' | 'lintel' | 'folder' | 'lm-studio' | 'jan' | 'hugging-face' | 'ollama';
  readonly kind: 'chat' | 'embedding' | 'rerank' | 'projector' | 'adapter' | 'other';
  readonly path: string;
  readonly parts?: readonly string[];
  readonly bytes: number;
  readonly architecture: string;
  readonly parameters: number;
  readonly quantisation?: string;
  /** Tokens. */
  readonly contextLength: number;
  readonly licence?: string;
  readonly hasTools: boolean;
  readonly hasReasoning: boolean;
  readonly fault?: string;
  readonly faultSaid?: Said;
  readonly loaded: boolean;
  readonly settings: ModelSettings;
}

/** Memory and speed that a model would have here: a prediction. */
export type FitView = Fit;

/** A model worth having, with the kind of file that suits this computer best. */
export interface SuggestionView extends CatalogEntry {
  /** As a download takes it. */
  readonly ref: string;
  readonly quantisation: CatalogQuantisation;
  readonly verdict: Fit['verdict'];
  /** The prediction in words, and its figures: bytes of memory, tokens per second. */
  readonly sentence: string;
  readonly said?: Said;
  readonly memoryBytes: number;
  readonly tokensPerSecond: number;
}

/** Models worth having: what fits first, then the stronger ones. */
export interface CatalogView {
  readonly models: readonly SuggestionView[];
  /** The best to chat with here; absent where none fits. */
  readonly best?: string;
}

export interface RemovalView {
  /** Paths that are deleted. */
  readonly files: readonly string[];
  /** Disk space that becomes free, in bytes. */
  readonly bytes: number;
  /** Why the model cannot be removed just so. */
  readonly refusal?: string;
  readonly said?: Said;
}

/** The settings, without those of single models, which come with the models. */
export type SettingsView = Omit<Settings, 'models'>;

export interface ConversationView {
  readonly id: string;
  readonly title: string;
  /** Privacy tags of everything said in it. */
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly projectId?: string;
  readonly presetId?: string;
}

export interface MessageView {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** `interrupted`: Lintel ended before the answer did. */
  readonly status: 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';
  readonly createdAt: number;
  /** Privacy tags of this turn; they bind the rest of the conversation, which carries it along. */
  readonly tags: readonly string[];
  readonly requestId?: string;
  /** The message before it; absent: it begins the conversation. */
  readonly parentId?: string;
  /** All messages in its place, itself included, oldest first; absent: it is the only one. */
  readonly versions?: readonly string[];
  /** What the model thought before it answered. */
  readonly reasoning?: string;
  readonly calls?: readonly ToolCallView[];
  readonly attachments?: readonly AttachmentView[];
  /** How the answer came about; on assistant messages only, once known. */
  readonly plan?: PlanView;
  readonly answer?: AnswerView;
}

/** A page of the egress log, newest first. */
export interface EgressPageView {
  readonly entries: readonly EgressEntry[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** One row of the egress log with what left. */
export interface EgressEntryView {
  readonly entry: EgressEntry;
  /** The exact text; absent where it was not kept. */
  readonly text?: string;
}

export type EgressVerdictView = EgressVerdict;

/** A charge that was an estimate, and what it is instead. */
export interface CorrectionView {
  readonly requestId: string;
  readonly attempt: number;
  readonly wasNanoDollars: number;
  readonly isNanoDollars: number;
}

/** A cap as it stands. */
export interface CapView extends Cap {
  /** Its scope with the name of the app or provider in place of the id. */
  readonly over: string;
  /** Of a cap that was just set: that nothing goes by its scope yet. */
  readonly notice?: string;
  readonly said?: Said;
  /** As in “cap of $1.00 a day”. */
  readonly words: string;
  /** In its window, without what is set aside; of a cap on single requests, nothing. */
  readonly used: Amounts;
  /** Hundredths of it that are reached, of 50, 80 and 100; else 0. */
  readonly warning: number;
}

/** All money in nano-dollars. */
export interface BudgetsView {
  readonly caps: readonly CapView[];
  readonly spentToday: number;
  readonly spentThisMonth: number;
  /** What the month will come to, if its rest is as the last two weeks were. */
  readonly forecastThisMonth: number;
}

export interface SpendingView {
  readonly by: SpendingBy;
  readonly rows: readonly SpendingRow[];
  /** Whether there are headers for the collector. They never leave for anywhere else. */
}

export interface TelemetryHeadersView {
  readonly hasHeaders: boolean;
}

export interface NoticeView {
  readonly level: 'info' | 'warning';
  readonly text: string;
  readonly said?: Said;
}

/** What the scan and a model on this device find in a text together. */
export interface OpinionView {
  /** The model that was asked. */
  readonly model: string;
  readonly findings: readonly Finding[];
}

/** What a word or pattern finds in a text; a problem in words where it cannot be searched for. */
export interface TermTrialView {
  readonly findings: readonly Finding[];
  readonly problem?: string;
  readonly said?: Said;
}

/** One message of a prompt's whole context, as it is here and as it would leave masked. */
export interface PreviewMessage {
  readonly role: Role;
  readonly text: string;
  /** What counts in `text`, by position. */
  readonly findings: readonly Finding[];
  /** Absent where the context cannot be masked. */
  readonly masked?: string;
}

/** What would leave with a prompt, shown before it goes. */
export interface PreviewView {
  readonly plan: PlanView;
  /** All that would be sent, oldest first. */
  readonly messages: readonly PreviewMessage[];
  /** Names exactly this context: `letGo.seen` takes it. SHA-256, in hex. */
  readonly seen: string;
}

/** What an edited policy would have changed. */
export interface RehearsalView {
  readonly summary: RehearsalSummary;
  /** Those that would have changed first, then the newest; a bounded number. */
  readonly rows: readonly Rehearsed[];
  /** Parts of the policy that differ and that only the texts could show, which are not kept. */
  readonly unseen: readonly (typeof UNSEEN)[number][];
}

export interface StateView {
  readonly version: string;
  readonly dataFolder: string;
  readonly modelsFolder: string;
  /** The port's address; absent while it is off. */
  readonly address?: string;
  /** The policy in force, without the user's own terms, which may be many. */
  readonly policy: Omit<PolicyView, 'ownTerms'>;
  /** “Stay on this device” is set from outside of Lintel and cannot be turned off in it. */
  readonly isStayForced: boolean;
  /** The file that the policy comes from; absent: it is changed here. */
  readonly policyFile?: string;
  readonly models: readonly TargetView[];
  /** The state of this computer as it was last seen. */
  readonly hardware: Hardware;
  readonly notices: readonly NoticeView[];
}

/**
 * One line of the chat stream. In order: `opened` once both messages are on disk, `start` with the
 * target that answers, any number of `text`, `reasoning` (what the model thinks first) and `tool-call`, then `end`; or `error` where the stream broke inside Lintel.
 */
export type ChatLine =
  | {
      readonly type: 'opened';
      readonly conversation: ConversationView;
      readonly question: MessageView;
      readonly reply: MessageView;
      readonly plan: PlanView;
    }
  /** Requests before this one at a target that answers others now; without a number: it is being read. */
  | { readonly type: 'queued'; readonly target: Candidate; readonly before?: number }
  | { readonly type: 'start'; readonly target: Candidate; readonly sentence: string; readonly said?: Said }
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  /** A piece of a call's arguments; the first one begins the call. */
  | { readonly type: 'tool-call'; readonly name: string; readonly arguments: string; readonly isFirst?: true }
  | { readonly type: 'end'; readonly answer: AnswerView }
  | { readonly type: 'error'; readonly error: ErrorView };
