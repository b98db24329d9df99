import type { ChatRequest } from '../chat/request.ts';
import { vectorSpaceOf } from './constraints/vectors.ts';
import { decide } from './decide.ts';
import { named } from './names.ts';
import type { Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import type { Considered } from './rehearsal/past.ts';
import { traitsOf } from './traits.ts';

/** What deciding needs of what is outside. */
type Deciding = Pick<Ports, 'scanner' | 'policy' | 'fleet' | 'situation' | 'lastAnswered' | 'estimateTask' | 'aliases' | 'vectors'>;

/** Decides without running: scan + traits -> decide. */
export const planFor = (request: ChatRequest, ports: Deciding): Plan => consider(named(request, ports), ports).plan;

/** The same with all that it followed from. */
export function consider(request: ChatRequest, ports: Deciding): Considered & { readonly plan: Plan } {
  const fleet = ports.fleet.targets();
  const policy = ports.policy();
  const read = traitsOf(request, ports.scanner, fleet, policy.minConfidence, ports.estimateTask);
  const cachedAt = ports.lastAnswered(request, read.inputTokens);
  const situation = ports.situation();
  const from = { policy, fleet, situation };
  const known = request.model === 'auto' && request.work?.type === 'embeddings' ? ports.vectors?.of(request.app) : undefined;
  const traits = { ...read, ...(cachedAt === undefined ? {} : { cachedAt }), ...(known === undefined ? {} : { vectors: known }) };
  const plan = decide(traits, policy, fleet, situation);
  const [first] = plan.permitted;
  if (request.work?.type !== 'embeddings' || known !== undefined || first === undefined) return { plan, traits, ...from };
  // Whichever comes first makes these vectors: no other model may take its place.
  const bound = { ...traits, vectors: vectorSpaceOf(first) };
  return { plan: decide(bound, policy, fleet, situation), traits: bound, ...from };
}
