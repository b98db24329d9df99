import type { Said } from '../chat/said.ts';
import type { Amounts } from '../money/cap.ts';
import type { SpendingRow } from '../money/spending.ts';
import type { Zone } from '../privacy/zones.ts';
import type { Measure, PredictionError } from '../routing/experience-errors.ts';
import type { Plan } from '../routing/plan.ts';
import type { MiddleAndMost } from '../routing/quantiles.ts';
import type { Answer } from '../routing/record.ts';
import type { Hardware } from '../routing/situation.ts';
import type { BudgetsView, CapView } from './views.ts';

/** Sums of the tries of one day in one zone. */
export interface ZoneDay extends Omit<SpendingRow, 'name'> {
  /** As `2026-01-31`. */
  readonly day: string;
  readonly zone: Zone;
}

/** Sums under one name, with what a person calls it. */
export interface NamedSpending extends SpendingRow {
  /** The name of an app, a provider or a model; else the same as `name`. */
  readonly shown: string;
}

/** What some days came to. All money in nano-dollars. */
export interface OverviewView {
  /** The user's own day, as `2026-01-31`. */
  readonly today: string;
  readonly total: Omit<SpendingRow, 'name'>;
  readonly days: readonly ZoneDay[];
  readonly by: Readonly<Record<'provider' | 'app' | 'model' | 'tag', readonly NamedSpending[]>>;
  readonly spentThisMonth: number;
  /** What the month will come to, if its rest is as the last two weeks were. */
  readonly forecastThisMonth: number;
}

/** A cap with all that a person wants to know of it. */
export interface CapOutlookView extends CapView {
  /** When it counts from nothing again, in milliseconds since the epoch; absent where it never does, or little by little. */
  readonly resetsAt?: number;
  /** What will be used by then if it goes on as so far; absent while that cannot be said. */
  readonly forecast?: Partial<Amounts>;
  /** Of the last requests in its window, those it kept from a place. A soft cap keeps none. */
  readonly heldBack: { readonly answered: number; readonly unanswered: number };
}

export interface CapOutlooksView extends Omit<BudgetsView, 'caps'> {
  readonly caps: readonly CapOutlookView[];
  /** What a cap may be over, by kind: what there is now. */
  readonly subjects: Readonly<Record<'provider' | 'model' | 'app' | 'tag' | 'project', readonly string[]>>;
}

/** One request, as it is listed. */
export interface RequestRow {
  /** Its place in the order in which requests came. */
  readonly seq: number;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly app: string;
  readonly appName?: string;
  readonly dialect: string;
  /** What was asked for. */
  readonly model: string;
  readonly status: 'open' | 'done' | 'cancelled' | 'failed' | 'interrupted';
  readonly tags: readonly string[];
  /** Who answered; absent where nobody did. */
  readonly targetId?: string;
  readonly targetName?: string;
  readonly zone?: Zone;
  /** Milliseconds; absent while it is under way. */
  readonly totalMs?: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNanoDollars: number;
}

export interface RequestPageView {
  readonly entries: readonly RequestRow[];
  /** What `before` is for older ones; absent: there are none. */
  readonly next?: number;
}

/** All that is kept of one request; no text of it. */
export interface TraceView {
  readonly request: RequestRow;
  readonly plan: Plan;
  readonly answer?: Answer;
  readonly attempts: readonly {
    readonly number: number;
    readonly targetId: string;
    readonly zone: Zone;
    /** Milliseconds since the epoch. */
    readonly startedAt: number;
    readonly finishedAt: number;
    readonly outcome: 'answered' | 'failed' | 'cancelled';
    readonly errorCode: string | null;
  }[];
  /** What was settled of each try, in nano-dollars. */
  readonly charges: readonly {
    readonly attempt: number;
    readonly targetId: string;
    readonly zone: Zone;
    readonly outcome: 'answered' | 'failed' | 'cancelled' | 'interrupted';
    /** Nobody reported it. */
    readonly estimated: boolean;
    readonly costNanoDollars: number;
    readonly expectedNanoDollars: number | null;
    readonly wouldCostNanoDollars: number | null;
    readonly energyJoules: number;
  }[];
  /** What is set aside and not settled yet. */
  readonly reserved: readonly { readonly attempt: number; readonly nanoDollars: number }[];
  /** Rows of the egress log. */
  readonly left: readonly number[];
}

/** How a target did in the last requests. */
export interface TargetFigures {
  readonly answered: number;
  readonly failed: number;
  /** Codes of errors, most frequent first. */
  readonly errors: readonly string[];
  readonly firstTokenMs?: MiddleAndMost;
  readonly tokensPerSecond?: MiddleAndMost;
}

export interface TargetFiguresView extends TargetFigures {
  readonly id: string;
  readonly name: string;
  /** Absent for one that is gone. */
  readonly zone?: Zone;
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** Why it is not asked just now, or cannot work at all. */
  readonly trouble?: string;
  readonly said?: Said;
  readonly predictionErrors: Partial<Record<Measure, PredictionError>>;
}

/** The state of this computer at a moment. */
export interface HardwareSampleView extends Hardware {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface ComputerView {
  readonly now: HardwareSampleView;
  /** The last 24 hours, oldest first; since Lintel was started. */
  readonly samples: readonly HardwareSampleView[];
  /** Models in memory, and what they hold. */
  readonly held: readonly { readonly id: string; readonly name: string; readonly bytes?: number; readonly inFlight: number }[];
}
