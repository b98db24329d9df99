import type { ChatRequest } from '../chat/request.ts';
import type { Scanner } from '../privacy/scanner.ts';
import { isWithin, type Zone } from '../privacy/zones.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import type { Policy, PolicyTest } from './policy.ts';
import { isNamedBy } from './rules/glob.ts';
import type { Situation } from './situation.ts';
import type { Target } from './target.ts';
import type { EstimateTask } from './task.ts';
import { traitsOf } from './traits.ts';
import { whatIf } from './what-if.ts';

/** What became of one example. */
export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** Of each expectation that did not come true: what was expected and what came, in words a person reads. */
  readonly failures: readonly string[];
  /** Why it came out so: the plan's own sentence. */
  readonly sentence: string;
}

/**
 * Decides every example of a policy and compares. Pure. “Stay on this device” counts as off: the examples are about the
 * rules beneath it, and turning it on must never fail.
 * @param scanner searches for the own terms of this very policy
 */
export function runPolicyTests(
  policy: Policy,
  fleet: readonly Target[],
  scanner: Scanner,
  situation: Situation,
  estimate?: EstimateTask,
): readonly PolicyTestResult[] {
  const beneath = policy.stayOnDevice ? { ...policy, stayOnDevice: false } : policy;
  return policy.tests.map((test, index) => {
    const traits = traitsOf(requestOf(test, index), scanner, fleet, policy.minConfidence, estimate);
    const plan = decide(traits, beneath, fleet, whatIf(situation, test.hardware ?? {}));
    const failures = failuresOf(test.expect, plan);
    return { name: test.name, passed: failures.length === 0, failures, sentence: plan.sentence };
  });
}

function requestOf({ prompt: { text, tags = [], app = 'window', model = 'auto' } }: PolicyTest, index: number): ChatRequest {
  return {
    id: `test-${index + 1}`,
    app,
    dialect: 'test',
    model,
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    sampling: {},
    stop: [],
    output: { type: 'text' },
    tags,
    wire: {},
  };
}

function failuresOf({ zone, ceiling, target, masked, denied }: PolicyTest['expect'], plan: Plan): string[] {
  const [best] = plan.permitted;
  const failures: string[] = [];
  const miss = (what: string, expected: string, came: string) => void failures.push(`${what}: expected ${expected}, came ${came}`);
  if (zone !== undefined && zone !== (best?.zone ?? 'none')) miss('zone', zone, best?.zone ?? 'none');
  const reach = reachOf(plan);
  if (ceiling !== undefined && !isWithin(reach, ceiling)) miss('ceiling', `no further than ${ceiling}`, reach);
  if (target !== undefined && (best === undefined || !isNamedBy([target], best.targetId))) miss('target', target, best?.targetId ?? 'none');
  const isMasked = best?.masked === true;
  if (masked !== undefined && masked !== isMasked) miss('masked', yes(masked), yes(isMasked));
  const isDenied = plan.denied !== undefined;
  if (denied !== undefined && denied !== isDenied) miss('denied', yes(denied), yes(isDenied));
  return failures;
}

/** The outermost zone that any form of the prompt may reach. */
const reachOf = ({ ceiling: { zone, masked } }: Plan): Zone => masked ?? zone;

const yes = (value: boolean): string => (value ? 'yes' : 'no');

/** What failed, in a few sentences; nothing where all passed. */
export function failingTests(results: readonly PolicyTestResult[]): string | undefined {
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return undefined;
  const shown = failed.slice(0, MOST_SHOWN).map(({ name, failures, sentence }) => `“${name}”: ${failures.join('; ')}. ${sentence}`);
  const more = failed.length > MOST_SHOWN ? ` And ${failed.length - MOST_SHOWN} more.` : '';
  return `${failed.length} of the policy’s ${results.length} tests failed. ${shown.join(' ')}${more}`;
}

const MOST_SHOWN = 5;
