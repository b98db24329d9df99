import type { FindingType } from '../privacy/finding.ts';
import type { Zone } from '../privacy/zones.ts';

/** What the user wants. Versioned: every decision names the version it used. */
export interface Policy {
  readonly version: number;
  /** The outermost zone that a prompt with this tag may reach. */
  readonly tags: Readonly<Record<string, Zone>>;
  /** The tag that a finding adds. */
  readonly findingTags: Readonly<Record<FindingType, string>>;
  /** The ceiling of a prompt without any tag. */
  readonly untagged: Zone;
}

/** The policy of a fresh installation. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  tags: { private: 'device', internal: 'lan', sensitive: 'trusted', public: 'cloud' },
  findingTags: {
    secret: 'private',
    'payment-card': 'sensitive',
    iban: 'sensitive',
    bic: 'sensitive',
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
    'own-term': 'private',
  },
  untagged: 'cloud',
};
