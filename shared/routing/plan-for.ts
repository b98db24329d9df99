import type { ChatRequest } from '../chat/request.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import type { Situation } from './situation.ts';
import { type Traits, traitsOf } from './traits.ts';

/** What deciding needs of what is outside. */
type DecidingPort = 'scanner' | 'policy' | 'fleet' | 'situation' | 'lastAnswered' | 'estimateTask';

/** A plan with all that it follows from. */
interface Considered {
  readonly plan: Plan;
  readonly traits: Traits;
  readonly situation: Situation;
}

/** Decides without running: scan + traits -> decide. */
export const planFor = (request: ChatRequest, ports: Pick<Ports, DecidingPort>): Plan => consider(request, ports).plan;

/** The same with what it follows from. */
export function consider(request: ChatRequest, ports: Pick<Ports, DecidingPort>): Considered {
  const fleet = ports.fleet.targets();
  const policy = ports.policy();
  const read = traitsOf(request, ports.scanner, fleet, policy.minConfidence, ports.estimateTask);
  const cachedAt = ports.lastAnswered(request, read.inputTokens);
  const traits = cachedAt === undefined ? read : { ...read, cachedAt };
  const situation = ports.situation();
  return { plan: decide(traits, policy, fleet, situation), traits, situation };
}
