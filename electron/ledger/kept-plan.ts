import type { Plan, Refusal } from '../../shared/routing/plan.ts';

/** Refused targets that stand one after another for the same reason, named under it once. */
interface KeptRefusals extends Omit<Refusal, 'targetId' | 'name' | 'zone'> {
  readonly targets: readonly (readonly [Refusal['targetId'], Refusal['name'], Refusal['zone']])[];
}

/** A plan as it is kept. A provider offers hundreds of models, nearly all of which are refused for one of a few reasons. */
interface KeptPlan extends Omit<Plan, 'refused'> {
  readonly refused: readonly KeptRefusals[];
}

/** What earlier versions kept may lack these, and has each refused target by itself. */
type EarlierPlan = Omit<Plan, 'trace' | 'objective'> & Partial<Pick<Plan, 'trace' | 'objective'>>;

/** Whether nothing but the target tells the two apart. What rests says until when, and is kept by itself. */
const isSame = (one: KeptRefusals, other: Refusal) =>
  one.constraint === other.constraint &&
  one.reason === other.reason &&
  one.masked === other.masked &&
  one.pool === other.pool &&
  one.rests === undefined &&
  other.rests === undefined;

/** What is kept of a plan. */
export function keptPlan({ refused, ...plan }: Plan): KeptPlan {
  const kept: KeptRefusals[] = [];
  let targets: [string, string, Refusal['zone']][] = [];
  for (const refusal of refused) {
    const { targetId, name, zone, ...why } = refusal;
    const last = kept.at(-1);
    if (last === undefined || !isSame(last, refusal)) {
      targets = [];
      kept.push({ ...why, targets });
    }
    targets.push([targetId, name, zone]);
  }
  return { ...plan, refused: kept };
}

/** The plan of a row, of earlier versions too. */
export function planIn(row: unknown): Plan {
  const { refused, trace = [], objective = 'private-first', ...plan } = JSON.parse(String(row)) as KeptPlan | EarlierPlan;
  return { ...plan, objective, trace, refused: refused.flatMap(eachOf) };
}

function eachOf(kept: KeptRefusals | Refusal): readonly Refusal[] {
  if (!('targets' in kept)) return [kept];
  const { targets, ...why } = kept;
  return targets.map(([targetId, name, zone]) => ({ targetId, name, zone, ...why }));
}
