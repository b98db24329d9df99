import { isWhole, proposal } from '../../shared/api/policy-proposal.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { createScan } from '../../shared/privacy/scan.ts';
import type { Scanner } from '../../shared/privacy/scanner.ts';
import { type Policy, termsOf } from '../../shared/routing/policy.ts';
import { policyDiff } from '../../shared/routing/policy-diff.ts';
import { failingTests, type PolicyTestResult, runPolicyTests } from '../../shared/routing/policy-tests.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { PolicyStore } from '../ledger/policies.ts';
import type { RulingFile } from '../platform/policy-file.ts';
import type { Handlers } from './handlers.ts';

/** What tests of a policy are decided with. */
type TestPorts = Pick<Ports, 'fleet' | 'situation' | 'estimateTask'>;

export interface PolicyCallOptions {
  readonly ports: TestPorts;
  readonly policies: PolicyStore;
  /** The file that the policy comes from; nothing where it is changed here. */
  policyFile(): RulingFile | undefined;
}

type Calls = 'policy' | 'changePolicy' | 'replacePolicy' | 'policyHistory' | 'policyDiff' | 'rollbackPolicy' | 'testPolicy';

/** The calls about the policy as a whole: its changes, its versions, its tests. */
export function createPolicyCalls({ ports, policies, policyFile }: PolicyCallOptions): Pick<Handlers, Calls> {
  /** Before a policy comes into force. */
  const examine = (policy: Policy, isForced: boolean) => {
    const failure = isForced ? undefined : failingTests(testsOf(policy, ports));
    if (failure !== undefined) throw new LintelError('policy-tests-failed', failure);
  };
  const refuseWhereFileRules = () => {
    const file = policyFile();
    if (file !== undefined) throw new LintelError('forbidden', say`Your policy comes from the file ${file.path}. Make the change there.`);
  };
  const versionAt = (version: number): Policy => {
    const policy = policies.at(version);
    if (policy === undefined)
      throw new LintelError('not-found', say`There is no policy ${version}. See those there are with: lintel policy history`);
    return policy;
  };
  return {
    policy: () => policies.current(),
    changePolicy({ body: { force, ...patch } }) {
      const isSwitch = Object.keys(patch).every((field) => field === 'stayOnDevice');
      // What was turned on here can be turned off here, but not what the file says.
      if (!isSwitch || (patch.stayOnDevice !== true && policyFile()?.stays !== false)) refuseWhereFileRules();
      // The switch alone needs no proof: turned on, it must always work; turned off, all is as it was before.
      if (!isSwitch) examine(proposed(patch, policies.current()), force);
      return policies.change(patch);
    },
    replacePolicy({ body: { policy, force } }) {
      refuseWhereFileRules();
      if (!isWhole(policy))
        throw new LintelError(
          'bad-request',
          say`The policy is not whole, so it could only change the one in force. See a whole one with: lintel policy export`,
        );
      const next = proposed(policy, policies.current());
      examine(next, force);
      return policies.replace(next);
    },
    policyHistory: ({ body: { limit } }) => policies.history(limit),
    policyDiff: ({ body: { from, to } }) => {
      const said = policyDiff(versionAt(from), versionAt(to));
      return { changes: said.map(english), said };
    },
    rollbackPolicy({ body: { version, force } }) {
      refuseWhereFileRules();
      examine(versionAt(version), force);
      return policies.rollback(version);
    },
    testPolicy: ({ body: { policy } }) => testsOf(policy === undefined ? policies.current() : proposed(policy, policies.current()), ports),
  };
}

/** Runs a policy's tests against the models that are here now. */
export const testsOf = (policy: Policy, { fleet, situation, estimateTask }: TestPorts): readonly PolicyTestResult[] =>
  policy.tests.length === 0 ? [] : runPolicyTests(policy, fleet.targets(), scannerOf(policy), situation(), estimateTask);

/** Searches for the own terms of a policy that may not be in force. */
export const scannerOf = (policy: Policy): Scanner => createScan(termsOf(policy));

/** The policy that a change or a whole policy comes to. Throws `bad-request` naming the field that cannot be so. */
export function proposed(value: unknown, base: Policy): Policy {
  const outcome = proposal(value, base);
  if ('policy' in outcome) return outcome.policy;
  const [fault] = outcome.faults;
  throw new LintelError(
    'bad-request',
    fault?.said ?? fault?.message ?? say`The policy is malformed.`,
    fault === undefined ? {} : { field: fault.field },
  );
}
