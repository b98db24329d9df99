import type { ChatRequest } from '../chat/request.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import { traitsOf } from './traits.ts';

/** Decides without running: scan + traits -> decide. */
export function planFor(request: ChatRequest, ports: Pick<Ports, 'scanner' | 'policy' | 'fleet' | 'situation'>): Plan {
  const fleet = ports.fleet.targets();
  const policy = ports.policy();
  const traits = traitsOf(request, ports.scanner, fleet, policy.minConfidence);
  return decide(traits, policy, fleet, ports.situation());
}
