import { createWitness, type SeenRequest } from '../../electron/telemetry/witness.ts';
import type { Clock } from '../../shared/routing/ports.ts';
import { route } from '../../shared/routing/route.ts';
import { type fakePorts, request } from '../fakes/ports.ts';

/** Runs requests through the real path with a witness at its ledger; answers with what it saw. */
export async function seenOf(
  ports: ReturnType<typeof fakePorts>,
  asked: readonly ReturnType<typeof request>[] = [request('hello')],
  clock: Pick<Clock, 'now'> = ports.clock,
): Promise<SeenRequest[]> {
  const seen: SeenRequest[] = [];
  const witness = createWitness(ports.ledger, clock, (one) => void seen.push(one));
  for (const one of asked) {
    const dialect = {
      normalise: () => one,
      respond: async (_plan: unknown, events: AsyncIterable<unknown>) => {
        for await (const _ of events);
      },
    };
    await route(undefined, dialect, { ...ports, ledger: witness.ledger }, new AbortController().signal);
  }
  return seen;
}

export const A_SEEN: SeenRequest = {
  requestId: 'request-1',
  dialect: 'openai-chat',
  startedAt: 1_000,
  endedAt: 3_500,
  outcome: 'done',
  target: { id: 'far/one', zone: 'cloud' },
  finishReason: 'tool-calls',
  usage: { inputTokens: 100, cachedInputTokens: 40, outputTokens: 7, costNanoDollars: 1_234 },
  timings: { queueMs: 5, loadMs: 0, firstTokenMs: 300, totalMs: 2_500 },
  attempts: [
    { number: 1, target: { id: 'near/two', zone: 'lan' }, startedAt: 1_000, endedAt: 1_250, outcome: 'failed', error: 'timeout' },
    { number: 2, target: { id: 'far/one', zone: 'cloud' }, startedAt: 1_250, endedAt: 3_500, outcome: 'answered' },
  ],
};
