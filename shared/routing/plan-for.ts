import type { ChatRequest } from '../chat/request.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import { traitsOf } from './traits.ts';

/** What deciding needs of what is outside. */
type DecidingPort = 'scanner' | 'policy' | 'fleet' | 'situation' | 'lastAnswered' | 'estimateTask';

/** Decides without running: scan + traits -> decide. */
export function planFor(request: ChatRequest, ports: Pick<Ports, DecidingPort>): Plan {
  const fleet = ports.fleet.targets();
  const policy = ports.policy();
  const traits = traitsOf(request, ports.scanner, fleet, policy.minConfidence, ports.estimateTask);
  const cachedAt = ports.lastAnswered(request);
  return decide(cachedAt === undefined ? traits : { ...traits, cachedAt }, policy, fleet, ports.situation());
}
