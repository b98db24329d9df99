import type { ChatRequest } from '../chat/request.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import type { Considered } from './rehearsal/past.ts';
import { traitsOf } from './traits.ts';

/** What deciding needs of what is outside. */
type Deciding = Pick<Ports, 'scanner' | 'policy' | 'fleet' | 'situation' | 'lastAnswered' | 'estimateTask'>;

/** Decides without running: scan + traits -> decide. */
export const planFor = (request: ChatRequest, ports: Deciding): Plan => consider(request, ports).plan;

/** The same with all that it followed from. */
export function consider(request: ChatRequest, ports: Deciding): Considered & { readonly plan: Plan } {
  const fleet = ports.fleet.targets();
  const policy = ports.policy();
  const read = traitsOf(request, ports.scanner, fleet, policy.minConfidence, ports.estimateTask);
  const cachedAt = ports.lastAnswered(request, read.inputTokens);
  const traits = cachedAt === undefined ? read : { ...read, cachedAt };
  const situation = ports.situation();
  return { plan: decide(traits, policy, fleet, situation), traits, policy, fleet, situation };
}
