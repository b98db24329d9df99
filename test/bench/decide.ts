// npm run bench -- decide: what deciding costs over a fleet of 20 targets under a policy of 30 rules.
import { scan } from '../../shared/privacy/scan.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import type { Rule } from '../../shared/routing/rules/rule.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';
import type { Line } from './measure.ts';

const TARGETS = 20;
const RULES = 30;
const CALLS = 20_000;
const MEDIAN_GOAL = 50;
const P99_GOAL = 150;

const CONDITIONS = [
  '"private" in tags',
  'hardware.cpu > 0.8 && !hardware.onBattery',
  'tokens > 3000 && task == "code"',
  'findings.iban > 2 || findings.secret > 0',
  'time.hour >= 22 || time.hour < 6',
  'app == "window" && difficulty > 0.7',
  'tags.exists(tag, tag.startsWith("client-"))',
  'budget.left < 1 && fleet.device > 0',
];

const rules = Array.from(
  { length: RULES },
  (_, index): Rule => ({
    id: `r${index}`,
    name: `Rule ${index}`,
    when: CONDITIONS[index % CONDITIONS.length] ?? 'true',
    // biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does
    then: index % 3 === 0 ? { prefer: { zones: ['lan'] } } : index % 3 === 1 ? { forbid: { targets: ['t1*'] } } : { maxCostUsd: 1 },
  }),
);
const policy: Policy = { ...DEFAULT_POLICY, rules: [{ id: 'g', name: 'All', match: 'all', rules }] };

const price = { input: 2.5e9, output: 10e9, source: 'a page', date: '2026-01-01' };
const ZONES = ['device', 'lan', 'trusted', 'cloud'] as const;
const fleet = Array.from({ length: TARGETS }, (_, index) =>
  target(`t${index}`, {
    zone: ZONES[index % ZONES.length] ?? 'cloud',
    quality: (index % 7) / 7,
    contextWindow: 32_768,
    loaded: index % 2 === 0,
    ...(index % ZONES.length > 1 ? { price } : {}),
  }),
);

const micro = (figure: number) => `${figure.toFixed(1)} µs`;

/** Median and 99th percentile of one decision, beside writing the plan as JSON, which the ledger does with it. */
export function measureDecide(): Line[] {
  const traits = traitsOf(request(`Please send the invoice to anna@example.org. ${'And more. '.repeat(100)}`), scan, fleet, 0.6);
  const times = { decide: [] as number[], json: [] as number[] };
  for (let call = -2000; call < CALLS; call++) {
    const began = performance.now();
    const plan = decide(traits, policy, fleet, SITUATION);
    const decided = performance.now();
    JSON.stringify(plan);
    if (call < 0) continue;
    times.decide.push((decided - began) * 1000);
    times.json.push((performance.now() - decided) * 1000);
  }
  const at = (figures: readonly number[], share: number) =>
    [...figures].sort((a, b) => a - b)[Math.floor(figures.length * share)] ?? Number.NaN;
  const [median, p99] = [at(times.decide, 0.5), at(times.decide, 0.99)];
  const json = at(times.json, 0.5);
  const line = (measure: string, figure: number, goal: number): Line => ({
    measure,
    value: micro(figure),
    against: `the plan as JSON ${micro(json)}`,
    ratio: `${(figure / json).toFixed(2)}x`,
    goal: `at most ${goal} µs`,
    reached: figure <= goal,
  });
  return [
    line(`decide, ${TARGETS} targets, ${RULES} rules: median`, median, MEDIAN_GOAL),
    line(`decide, ${TARGETS} targets, ${RULES} rules: 99th percentile`, p99, P99_GOAL),
  ];
}
