import type { ChatRequest } from '../../chat/request.ts';
import type { Candidate, Plan } from '../plan.ts';
import { planFor } from '../plan-for.ts';
import type { Ports } from '../ports.ts';

/** What of an answer had left when its stream broke. */
export interface Said {
  readonly text: string;
  readonly tokens: number;
  /** False once anything but the text of a single answer left. */
  readonly isPlain: boolean;
}

const GO_ON = 'Your answer above was cut off. Go on from exactly where it stops, in the same words and form. Do not repeat any of it.';

/** Whether another model can go on with half an answer: of plain text, and not where that would be a call or JSON. */
export const isContinuable = ({ output, tools, choices = 1, logprobs }: ChatRequest, { text, isPlain }: Said): boolean =>
  isPlain && text !== '' && output.type === 'text' && tools.length === 0 && choices === 1 && logprobs === undefined;

/**
 * The request for the rest of an answer, as any chat model understands it. What the person let go this once was another
 * prompt, so that does not count here; the caller's own fields stay behind, since they may hold the messages.
 */
export function continued({ letGo: _, ...request }: ChatRequest, { text, tokens }: Said): ChatRequest {
  const { messages, maxOutputTokens } = request;
  return {
    ...request,
    messages: [
      ...messages,
      { role: 'assistant', content: [{ type: 'text', text }] },
      { role: 'user', content: [{ type: 'text', text: GO_ON }] },
    ],
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: Math.max(1, maxOutputTokens - tokens) }),
    wire: {},
  };
}

/**
 * Where the rest of an answer may come from: half an answer is part of the context, so it is searched and decided anew, and
 * only what both plans permit remains, masked where either says so.
 * @param rest the candidates that are left, in order
 */
export function planToContinue(rest: readonly Candidate[], request: ChatRequest, ports: Ports): Plan {
  const plan = planFor(request, ports);
  const permitted = rest.flatMap((candidate): Candidate[] => {
    const again = plan.permitted.find(({ targetId, zone }) => targetId === candidate.targetId && zone === candidate.zone);
    if (again === undefined) return [];
    return [candidate.masked === true ? { ...again, masked: true } : again];
  });
  return { ...plan, permitted };
}
