import { changedPolicy, keptPolicy, type PolicyPatch, schemaOf } from '../../shared/api/policy.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import type { Database } from './database.ts';

/** Every policy that ever was in force. The newest one decides. */
export interface PolicyStore {
  current(): Policy;
  /** Makes a new version. Throws `bad-request` naming the field that cannot be so. */
  change(patch: PolicyPatch): Policy;
  /** The policy that a past decision names; nothing where it cannot be read any more. */
  at(version: number): Policy | undefined;
  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: (policy: Policy) => void): () => void;
  /** “Stay on this device” is on whatever is chosen. */
  readonly isForced: boolean;
  /** Sentences for the person. */
  readonly notices: readonly string[];
}

/**
 * Keeps the policy. A newest version that cannot be read is never replaced by a laxer one: until the
 * person decides anew, nothing leaves this device.
 * @param forced whether “Stay on this device” is on whatever the policy says
 */
export function createPolicyStore(
  { handle, guard, transaction, isNewAfterDamage }: Database,
  now: () => number,
  forced = false,
): PolicyStore {
  const selectNewest = handle.prepare('SELECT version, policy FROM policies ORDER BY version DESC LIMIT 1');
  const selectOne = handle.prepare('SELECT version, policy FROM policies WHERE version = ?');
  const insert = handle.prepare('INSERT INTO policies (version, policy, created_at) VALUES (?, ?, ?)');
  const listeners = new Set<(policy: Policy) => void>();
  const notices: string[] = [];
  if (isNewAfterDamage) {
    // On disk, since the next start finds a sound database that never held a rule.
    keep({ ...DEFAULT_POLICY, version: 2, stayOnDevice: true });
    notices.push('Your privacy rules were lost with the damaged database, so nothing leaves this device. Set them again in the settings.');
  }
  let stored = newest();

  function keep(policy: Policy): void {
    transaction(() => void insert.run(policy.version, JSON.stringify(policy), now()));
  }

  function newest(): Policy {
    const row = guard(() => selectNewest.get());
    if (row === undefined) return DEFAULT_POLICY;
    const policy = read(row);
    if (policy !== undefined) return policy;
    notices.push('Your privacy rules could not be read, so nothing leaves this device. Set them again in the settings.');
    return { ...DEFAULT_POLICY, version: Number(row.version), stayOnDevice: true };
  }

  const inForce = () => (forced && !stored.stayOnDevice ? { ...stored, stayOnDevice: true } : stored);
  let effective = inForce();

  return {
    notices,
    isForced: forced,
    current: () => effective,
    change(patch) {
      const parsed = schemaOf(patch).safeParse(changedPolicy(stored, patch), { reportInput: true });
      if (!parsed.success) throw wrongField(parsed.error);
      keep(parsed.data);
      stored = parsed.data;
      effective = inForce();
      for (const listener of listeners) listener(effective);
      return effective;
    },
    at(version) {
      const row = guard(() => selectOne.get(version));
      if (row !== undefined) return read(row);
      return version === DEFAULT_POLICY.version ? DEFAULT_POLICY : undefined;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What policies of earlier versions do not say. */
const { pictureTag, objective, rules, excluded, factsCountForDays, onContentRefused, onStreamBroken, hedge, tests } = DEFAULT_POLICY;
const LATER = { pictureTag, objective, rules, excluded, factsCountForDays, onContentRefused, onStreamBroken, hedge, tests };

/** A stored policy; a type of finding that it does not know yet has the tag of a fresh installation. */
function read(row: Record<string, unknown>): Policy | undefined {
  let json: unknown;
  try {
    json = JSON.parse(String(row.policy));
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { findingTags, ...rest } = json as Partial<Policy>;
  const parsed = keptPolicy.safeParse({ ...LATER, ...rest, findingTags: { ...DEFAULT_POLICY.findingTags, ...findingTags } });
  return parsed.success ? parsed.data : undefined;
}
