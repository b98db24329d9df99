import { expect, it } from 'vitest';
import { keptPlan, planIn } from '../../electron/ledger/kept-plan.ts';
import { say } from '../../shared/chat/said.ts';
import type { Plan, Refusal } from '../../shared/routing/plan.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import { fakePorts, request, target } from '../fakes/ports.ts';

const FLEET = Array.from({ length: 300 }, (_, index) => target(`provider/model-${index}`, { zone: 'cloud' }));
const PLAN = planFor(request('Hello', { model: 'provider/model-7' }), fakePorts(FLEET));

const again = (plan: Plan) => planIn(JSON.stringify(keptPlan(plan)));

it('comes back as it was, and says once why hundreds of models were refused', () => {
  expect(PLAN.refused).toHaveLength(299);
  expect(again(PLAN)).toEqual(PLAN);
  const [kept, whole] = [keptPlan(PLAN), PLAN].map((plan) => JSON.stringify(plan));
  expect(kept?.split('You asked for another model.')).toHaveLength(3);
  expect(kept?.length).toBeLessThan((whole?.length ?? 0) / 3);
});

it('keeps the order, and apart what differs in more than the target', () => {
  const of = (name: string, rest: Partial<Refusal> = {}): Refusal => ({
    ...{ targetId: name, name, zone: 'cloud', constraint: 'health', reason: 'It rests.' },
    ...rest,
  });
  const rests = { why: 'failed', opensInMs: 5, sentence: 'It rests.', said: say`It rests.` } as const;
  const refused = [
    of('a'),
    of('b'),
    of('c', { rests }),
    of('d', { rests: { ...rests, opensInMs: 9 } }),
    of('e', { masked: true }),
    of('f', { pool: 'p' }),
    of('g', { reason: 'It is full.' }),
    of('h', { constraint: 'budget' }),
    of('i'),
  ];
  const plan = { ...PLAN, refused };
  expect(again(plan)).toEqual(plan);
});

it('reads what earlier versions kept', () => {
  const { trace: _, objective: __, ...earlier } = PLAN;
  expect(planIn(JSON.stringify(earlier))).toEqual({ ...earlier, trace: [], objective: 'private-first' });
});
