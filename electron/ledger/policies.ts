import { changedPolicy, keptPolicy, type PolicyPatch, schemaOf } from '../../shared/api/policy.ts';
import type { PolicyVersionView } from '../../shared/api/views.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { policyDiff } from '../../shared/routing/policy-diff.ts';
import type { Database } from './database.ts';

/** Every policy that ever was in force. The newest one decides. */
export interface PolicyStore {
  current(): Policy;
  /** Makes a new version. Throws `bad-request` naming the field that cannot be so. */
  change(patch: PolicyPatch): Policy;
  /** Makes a new version with this content, whatever its number. Throws `bad-request` naming the field that cannot be so. */
  replace(policy: Policy): Policy;
  /**
   * Makes a new version with the content of an earlier one; “Stay on this device” stays on where it is on. Throws
   * `not-found` for a version that is not there or cannot be read.
   */
  rollback(version: number): Policy;
  /** The newest versions, newest first. @param limit how many at most */
  history(limit: number): readonly PolicyVersionView[];
  /** The newest version as it was kept: “Stay on this device” is as the person chose it, whatever is forced. */
  chosen(): Policy;
  /** Whether any version was kept: a fresh installation has none. */
  hasKept(): boolean;
  /** Keeps everything on this device for as long as it holds, whatever the policy says. */
  hold(isHeld: boolean): void;
  /** The policy that a past decision names; nothing where it cannot be read any more. */
  at(version: number): Policy | undefined;
  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: (policy: Policy) => void): () => void;
  /** “Stay on this device” is on whatever is chosen. */
  readonly isForced: boolean;
  /** Sentences for the person. */
  readonly notices: readonly Said[];
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
  const selectSome = handle.prepare('SELECT version, policy, created_at FROM policies ORDER BY version DESC LIMIT ?');
  const selectOne = handle.prepare('SELECT version, policy FROM policies WHERE version = ?');
  const insert = handle.prepare('INSERT INTO policies (version, policy, created_at) VALUES (?, ?, ?)');
  const listeners = new Set<(policy: Policy) => void>();
  const notices: Said[] = [];
  if (isNewAfterDamage) {
    // On disk, since the next start finds a sound database that never held a rule.
    keep({ ...DEFAULT_POLICY, version: 2, stayOnDevice: true });
    notices.push(
      say`Your privacy rules were lost with the damaged database, so nothing leaves this device. Set them again in the settings.`,
    );
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
    notices.push(say`Your privacy rules could not be read, so nothing leaves this device. Set them again in the settings.`);
    return { ...DEFAULT_POLICY, version: Number(row.version), stayOnDevice: true };
  }

  let isHeld = false;
  const inForce = () => ((forced || isHeld) && !stored.stayOnDevice ? { ...stored, stayOnDevice: true } : stored);
  let effective = inForce();

  function renew(): Policy {
    effective = inForce();
    for (const listener of listeners) listener(effective);
    return effective;
  }

  function enact(policy: Policy): Policy {
    keep(policy);
    stored = policy;
    return renew();
  }

  function at(version: number): Policy | undefined {
    const row = guard(() => selectOne.get(version));
    if (row !== undefined) return read(row);
    return version === DEFAULT_POLICY.version ? DEFAULT_POLICY : undefined;
  }

  return {
    notices,
    isForced: forced,
    current: () => effective,
    change(patch) {
      const parsed = schemaOf(patch).safeParse(changedPolicy(stored, patch), { reportInput: true });
      if (!parsed.success) throw wrongField(parsed.error);
      return enact(parsed.data);
    },
    replace(policy) {
      const parsed = keptPolicy.safeParse({ ...policy, version: stored.version + 1 }, { reportInput: true });
      if (!parsed.success) throw wrongField(parsed.error);
      return enact(parsed.data);
    },
    rollback(version) {
      const policy = at(version);
      if (policy === undefined)
        throw new LintelError(
          'not-found',
          say`There is no policy ${version} to go back to. See those there are with: lintel policy history`,
        );
      return enact({ ...policy, version: stored.version + 1, stayOnDevice: policy.stayOnDevice || stored.stayOnDevice });
    },
    history(limit) {
      const rows = guard(() => selectSome.all(limit + 1));
      const versions = rows.map((row) => ({ version: Number(row.version), createdAt: Number(row.created_at), policy: read(row) }));
      const isAll = rows.length <= limit;
      const first = { version: DEFAULT_POLICY.version, policy: DEFAULT_POLICY };
      const known = isAll && !versions.some(({ version }) => version === first.version) ? [...versions, first] : versions;
      return known.slice(0, limit).map(({ policy, ...rest }, index) => {
        const before = known[index + 1];
        if (before === undefined) return { ...rest, changes: [] };
        if (policy === undefined || before.policy === undefined) return rest;
        const said = policyDiff(before.policy, policy);
        return { ...rest, changes: said.map(english), said };
      });
    },
    chosen: () => stored,
    hasKept: () => guard(() => selectNewest.get()) !== undefined,
    hold(wanted) {
      if (wanted === isHeld) return;
      isHeld = wanted;
      renew();
    },
    at,
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
