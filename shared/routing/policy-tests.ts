import { english } from '../chat/english.ts';
import type { ChatRequest } from '../chat/request.ts';
import { listed, type Said, type SaidValue, say, together } from '../chat/said.ts';
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
  /** The same for a window that speaks another language. */
  readonly said?: { readonly failures: readonly Said[]; readonly sentence?: Said };
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
    const { sentence, said } = plan;
    return {
      name: test.name,
      passed: failures.length === 0,
      failures: failures.map(english),
      sentence,
      said: { failures, ...(said === undefined ? {} : { sentence: said }) },
    };
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

function failuresOf({ zone, ceiling, target, masked, denied }: PolicyTest['expect'], plan: Plan): Said[] {
  const [best] = plan.permitted;
  const failures: Said[] = [];
  const miss = (what: Said, expected: SaidValue, came: SaidValue) => void failures.push(say`${what}: expected ${expected}, came ${came}`);
  if (zone !== undefined && zone !== (best?.zone ?? 'none')) miss(say`zone`, zone, best?.zone ?? say`none`);
  const reach = reachOf(plan);
  if (ceiling !== undefined && !isWithin(reach, ceiling)) miss(say`ceiling`, say`no further than ${ceiling}`, reach);
  if (target !== undefined && (best === undefined || !isNamedBy([target], best.targetId)))
    miss(say`target`, target, best?.targetId ?? say`none`);
  const isMasked = best?.masked === true;
  if (masked !== undefined && masked !== isMasked) miss(say`masked`, yes(masked), yes(isMasked));
  const isDenied = plan.denied !== undefined;
  if (denied !== undefined && denied !== isDenied) miss(say`denied`, yes(denied), yes(isDenied));
  return failures;
}

/** The outermost zone that any form of the prompt may reach. */
const reachOf = ({ ceiling: { zone, masked } }: Plan): Zone => masked ?? zone;

const yes = (value: boolean): Said => (value ? say`yes` : say`no`);

/** What failed, in a few sentences; nothing where all passed. */
export function failingTests(results: readonly PolicyTestResult[]): Said | undefined {
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return undefined;
  const shown = failed
    .slice(0, MOST_SHOWN)
    .map(
      ({ name, failures, sentence, said }) => say`“${name}”: ${listed(said?.failures ?? failures, '; ')}. ${said?.sentence ?? sentence}`,
    );
  return together(
    say`${failed.length} of the policy’s ${results.length} tests failed.`,
    ...shown,
    failed.length > MOST_SHOWN ? say`And ${failed.length - MOST_SHOWN} more.` : undefined,
  );
}

const MOST_SHOWN = 5;
