import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import type { CancelSignal } from '../../shared/chat/signal.ts';
import { tokenizerOf } from '../../shared/providers/tokenizer.ts';
import { issuePermit } from '../../shared/routing/permit.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { sizesOf } from '../../shared/routing/tokens/size.ts';

/** Tokens of a prompt, and the header that says whether they were counted or estimated. */
interface Counted {
  readonly tokens: number;
  readonly headers: { readonly 'x-lintel-count': 'exact' | 'estimate' };
}

/**
 * What a prompt comes to where it would go: by the model's own template and tokenizer where that is of this device, which is
 * loaded for it as for an answer; an estimate by its kind of tokenizer elsewhere. Nothing is sent anywhere, and nothing
 * is generated. Rejects with `cancelled` once the caller has left.
 */
export async function countedFor(plan: Plan, request: ChatRequest, { fleet }: Ports, signal: CancelSignal): Promise<Counted> {
  const [first] = plan.permitted;
  const named = fleet.targets().find(({ id }) => id === (first?.targetId ?? request.model));
  const estimate = sizesOf(request)[named?.tokenizer ?? tokenizerOf(request.model)];
  if (first !== undefined && first.zone === 'device' && first.masked !== true) {
    try {
      const engine = fleet.engine(first.targetId);
      const tokens = await engine.count?.(issuePermit(plan, first, false), request, signal);
      if (tokens !== undefined) return { tokens, headers: { 'x-lintel-count': 'exact' } };
    } catch (error) {
      if (signal.aborted) throw new LintelError('cancelled', 'The caller has left.');
      // What its template refuses is as wrong here as in a request for an answer.
      const { code } = toErrorShape(error);
      if (code === 'bad-request') throw error;
    }
  }
  return { tokens: estimate, headers: { 'x-lintel-count': 'estimate' } };
}
