import type { Said } from '../../../shared/chat/said.ts';

/** What a person is told of without asking. */
export const ALERT_KINDS = ['budget', 'breaker-open', 'model-quarantined', 'price-stale', 'model-ending', 'egress-tampered'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Something happened that a person should know. */
export interface Alert {
  readonly kind: AlertKind;
  /** For the person at this computer, in a sentence or two. */
  readonly text: string;
  readonly said?: Said;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The target it is about; absent: none. */
  readonly target?: string;
}

/** How much each matters. */
export const LEVELS = {
  budget: 'warning',
  'breaker-open': 'warning',
  'model-quarantined': 'warning',
  'price-stale': 'info',
  'model-ending': 'warning',
  'egress-tampered': 'warning',
} as const satisfies Record<AlertKind, 'info' | 'warning'>;

export const TITLES: Record<AlertKind, string> = {
  budget: 'A budget was reached',
  'breaker-open': 'A target is failing',
  'model-quarantined': 'A model is in quarantine',
  'price-stale': 'Prices are out of date',
  'model-ending': 'A provider ends a model',
  'egress-tampered': 'The egress log was changed',
};
