import type { FindingType } from '../privacy/finding.ts';
import type { MaskStyle } from '../privacy/mask/entry.ts';
import type { OwnTerm } from '../privacy/own-terms.ts';
import { BUILT_IN_TAGS, type TagRule } from '../privacy/tags.ts';
import { ZONES, type Zone } from '../privacy/zones.ts';
import type { Objective } from './objective.ts';
import type { RuleGroup } from './rules/rule.ts';

/** An example of a prompt and where it must end up. */
export interface PolicyTest {
  readonly name: string;
  readonly prompt: {
    readonly text: string;
    readonly tags?: readonly string[];
    readonly app?: string;
    readonly model?: string;
  };
  /** What replaces the state of this computer. */
  readonly hardware?: { readonly cpu?: number; readonly battery?: number };
  /** All that is given must come true. */
  readonly expect: {
    /** Where it goes; `none`: nowhere. */
    readonly zone?: Zone | 'none';
    /** It goes no further than this, whatever targets there are. */
    readonly ceiling?: Zone;
    readonly target?: string;
    readonly masked?: boolean;
    readonly denied?: boolean;
  };
}

/** What the user wants. Versioned: every decision names the version it used. */
export interface Policy {
  readonly version: number;
  /** Nothing leaves this device at all, whatever else is said. */
  readonly stayOnDevice: boolean;
  /** By name, in lower case. */
  readonly tags: Readonly<Record<string, TagRule>>;
  /** The tag that a finding adds. */
  readonly findingTags: Readonly<Record<Exclude<FindingType, 'own-term'>, string>>;
  /** The tag that a picture adds: no scan can say what it shows. */
  readonly pictureTag: string;
  /** Findings that the scanner is less sure of add no tag and are not masked; 0 to 1. */
  readonly minConfidence: number;
  /** The rule of a prompt without any tag. */
  readonly untagged: TagRule;
  /** The user's own words and patterns, each with the tag it adds. */
  readonly ownTerms: readonly OwnTerm[];
  /** What stands for a masked value; `off`: nothing is masked, so masking raises no ceiling. */
  readonly masking: 'off' | MaskStyle;
  /** Whether the exact text of what left is kept beside its hash. */
  readonly keepSentText: boolean;
  /** What is wanted most. */
  readonly objective: Objective;
  /** In order. They act on what the tags and findings leave open. */
  readonly rules: readonly RuleGroup[];
  /** Targets that are never used, as ids; `*` stands for any characters. */
  readonly excluded: readonly string[];
  /** A price or a promise that was read longer ago counts as unknown; in days. */
  readonly factsCountForDays: number;
  /** What to do when a model will not answer because of what was asked: hand that on, or ask the next permitted one. */
  readonly onContentRefused: 'return' | 'next';
  /** What to do when a stream breaks after the answer began: end it as an error, or let another permitted target go on. */
  readonly onStreamBroken: 'fail' | 'continue';
  /** Where a target beyond this device is slower to begin than it usually is, another permitted one is asked as well, and the first to begin answers. */
  readonly hedge: boolean;
  /** Examples with the outcome that they must have. */
  readonly tests: readonly PolicyTest[];
}

/** The policy of a fresh installation. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  stayOnDevice: false,
  tags: BUILT_IN_TAGS,
  findingTags: {
    secret: 'private',
    'payment-card': 'sensitive',
    iban: 'sensitive',
    bic: 'public',
    'bank-account': 'sensitive',
    'national-id': 'sensitive',
    'tax-id': 'sensitive',
    'health-id': 'sensitive',
    passport: 'sensitive',
    'driving-licence': 'sensitive',
    email: 'sensitive',
    phone: 'sensitive',
    'ip-address': 'sensitive',
    'mac-address': 'sensitive',
    'street-address': 'sensitive',
    'date-of-birth': 'sensitive',
    person: 'sensitive',
    health: 'sensitive',
    'crypto-wallet': 'sensitive',
  },
  pictureTag: 'private',
  minConfidence: 0.6,
  untagged: { ceiling: 'cloud' },
  ownTerms: [],
  masking: 'placeholders',
  keepSentText: false,
  objective: 'balanced',
  rules: [],
  excluded: [],
  factsCountForDays: 365,
  onContentRefused: 'return',
  onStreamBroken: 'fail',
  hedge: false,
  tests: [],
};

/** The user's own terms, those of the nearest ceiling first: where two overlap, the scan keeps the first. */
export function termsOf({ ownTerms, tags }: Policy): readonly OwnTerm[] {
  const reach = ({ tag }: OwnTerm) => ZONES.indexOf(tags[tag]?.ceiling ?? 'device');
  return [...ownTerms].sort((a, b) => reach(a) - reach(b));
}
