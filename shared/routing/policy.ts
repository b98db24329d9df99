import type { FindingType } from '../privacy/finding.ts';
import type { MaskStyle } from '../privacy/mask/entry.ts';
import type { OwnTerm } from '../privacy/own-terms.ts';
import { BUILT_IN_TAGS, type TagRule } from '../privacy/tags.ts';
import { ZONES } from '../privacy/zones.ts';

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
};

/** The user's own terms, those of the nearest ceiling first: where two overlap, the scan keeps the first. */
export function termsOf({ ownTerms, tags }: Policy): readonly OwnTerm[] {
  const reach = ({ tag }: OwnTerm) => ZONES.indexOf(tags[tag]?.ceiling ?? 'device');
  return [...ownTerms].sort((a, b) => reach(a) - reach(b));
}
