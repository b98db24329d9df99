import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { contract } from '../../shared/api/contract.ts';
import type { PlannedView } from '../../shared/api/views.ts';
import { consider } from '../../shared/routing/plan-for.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { whatIf } from '../../shared/routing/what-if.ts';
import type { ChatStore } from '../ledger/chats.ts';
import { askedBy, requestOf, withCleared } from './chat-request.ts';
import { proposed, scannerOf } from './policy.ts';

/** Decides where a prompt would go, as things are or as they are supposed to be. Nothing is sent and nothing is kept. */
export function planned(
  { app, whatIf: supposed, inputs: withInputs, ...prompt }: z.output<typeof contract.plan.body>,
  chats: ChatStore,
  ports: Ports,
): PlannedView {
  const asked = askedBy(prompt, chats);
  const request = requestOf(prompt, randomUUID(), asked, prompt.conversationId);
  const asking = app === undefined ? request : { ...request, app };
  const { plan, traits, situation } = consider(asking, withCleared(supposed === undefined ? ports : supposing(supposed, ports), asked));
  return withInputs ? { ...plan, traits, situation } : plan;
}

function supposing({ policy, ...changes }: NonNullable<z.output<typeof contract.plan.body>['whatIf']>, ports: Ports): Ports {
  const situation = () => whatIf(ports.situation(), changes);
  if (policy === undefined) return { ...ports, situation };
  const other = proposed(policy, ports.policy());
  return { ...ports, situation, policy: () => other, scanner: scannerOf(other) };
}
