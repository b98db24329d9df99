import type { Usage } from '../chat/usage.ts';
import type { Payee, Spender } from '../money/cap.ts';
import type { Zone } from '../privacy/zones.ts';
import type { Attempt } from './record.ts';

/** One try of one target, before it is paid for. */
export interface Spending extends Spender {
  readonly requestId: string;
  /** 1 for the first try of the request. */
  readonly number: number;
  readonly target: Payee & { readonly zone: Zone };
  /** The most that it can use. Without `nanoDollars` it costs what nobody recorded. */
  readonly most: { readonly nanoDollars?: number; readonly inputTokens: number; readonly outputTokens: number };
  /** It has the provider run something of whose price nobody knows. */
  readonly unpricedTools?: true;
  /** What the plan expects of it, in nano-dollars. */
  readonly expectedNanoDollars?: number;
  /** The most that the whole request may cost by a rule, in nano-dollars. */
  readonly requestMostNanoDollars?: number;
}

/** What a try came to. */
export interface Spent {
  readonly outcome: Attempt['outcome'];
  /** With its cost. */
  readonly usage: Usage;
  /** Of this computer, estimated from the time it took. */
  readonly energyJoules: number;
  /** For an answer of this device: what the cheapest permitted place would have charged; absent: there was none. */
  readonly wouldCostNanoDollars?: number;
}

/** What was set aside for a try. */
export interface Reservation {
  /** A hard cap or a rule is over it. */
  readonly isCapped: boolean;
  /** Gives back what was not used and writes down what was, in one step. Once only. Throws `storage-full` or `storage-failed`. */
  settle(spent: Spent): void;
}

/** Money and all else that caps are over. */
export interface Budgets {
  /**
   * Sets aside the most that a try can use, in one step with the look at every hard cap; it is on disk then.
   * Throws `budget-exceeded` where a cap leaves less, and `storage-full` or `storage-failed`.
   */
  reserve(spending: Spending): Reservation;
  /** A request is over: what all its tries cost together, in nano-dollars. */
  closed(requestId: string): number;
}
