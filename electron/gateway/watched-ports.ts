import type { Ports } from '../../shared/routing/ports.ts';
import type { App } from './app.ts';
import type { Connections } from './connections.ts';
import { setRateHeaders } from './rate-headers.ts';
import type { RateLimits } from './rate-limit.ts';

/** Tokens that an answer of no stated length is set down for until it is known. */
const USUAL_ANSWER = 1_024;

/**
 * The path's ports, with an eye on what apps' requests do: what was decided of them, what answers, how many tokens came.
 * Tokens a minute are set aside once the prompt's size is known and before anything is written down.
 */
export function watchedPorts(ports: Ports, connections: Connections, limits: RateLimits): Ports {
  /** Tokens set aside, by request, with those of its prompt. */
  const reserved = new Map<string, { readonly app: App; readonly tokens: number; readonly input: number }>();
  return {
    ...ports,
    ledger: {
      ...ports.ledger,
      opened(request, plan, considered) {
        const connection = connections.get(request.id);
        if (connection !== undefined) {
          connection.sentence = plan.sentence;
          connection.said = plan.said;
          const { app, response, speech } = connection;
          if (app.tokensPerMinute !== undefined) {
            const input = considered.traits.inputTokens;
            const tokens = input + (request.maxOutputTokens ?? USUAL_ANSWER) * (request.choices ?? 1);
            setRateHeaders(response, speech, 'tokens', limits.reserve(app, tokens), ports.clock.now());
            reserved.set(request.id, { app, tokens, input });
            // A caller that leaves half-way has used its prompt and what had come.
            response.once('close', () => {
              // One that has its answer and is made on with is settled once it is over.
              if (response.writableFinished || !reserved.delete(request.id)) return;
              limits.settle(app, tokens, connection.target === undefined ? 0 : input + connection.tokens);
            });
          }
        }
        ports.ledger.opened(request, plan, considered);
      },
      closed(answer) {
        const connection = connections.get(answer.requestId);
        const held = reserved.get(answer.requestId);
        if (connection !== undefined) {
          const told = answer.error === undefined ? answer : { sentence: answer.error.message, said: answer.error.said };
          if (told.sentence !== undefined) {
            connection.sentence = told.sentence;
            connection.said = told.said;
          }
          if (answer.target !== undefined) connection.target = answer.target;
          connection.tokens = answer.usage.outputTokens;
        }
        if (held !== undefined && reserved.delete(answer.requestId))
          limits.settle(held.app, held.tokens, answer.usage.inputTokens + answer.usage.outputTokens);
        ports.ledger.closed(answer);
      },
    },
    progress(requestId, target, tokens) {
      const connection = connections.get(requestId);
      if (connection === undefined) return;
      connection.target = target;
      connection.tokens = tokens;
    },
  };
}
