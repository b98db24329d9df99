import { z } from 'zod';
import { promptEndpoint } from '../../prompt-endpoint.ts';
import { optional } from '../optional.ts';
import { parsedBy, respondWhole, workRequest } from '../work.ts';
import { keepAliveMs } from './span.ts';
import { keepAlive, name } from './wire.ts';

const MOST_INPUTS = 2048;

/** They say how Ollama runs a model, which the model's own settings say here, or how it writes, which none does that makes vectors. */
const vectorOptions = z.looseObject({}).nullish();

const embedRequest = z.object({
  model: name,
  input: z.union([z.string(), z.array(z.string()).max(MOST_INPUTS)]),
  dimensions: z.int().min(1).max(65_536).nullish(),
  truncate: z.boolean().nullish(),
  options: vectorOptions,
  keep_alive: keepAlive,
});

const embeddingsRequest = z.object({ model: name, prompt: z.string(), options: vectorOptions, keep_alive: keepAlive });

/** As Ollama does unless it is told otherwise. */
const TRUNCATES = { truncates: true } as const;

/** `POST /api/embed`: vectors of length 1. */
export const embed = promptEndpoint('ollama', '/api/embed', ({ caller, response }) => ({
  normalise(body) {
    const { model, input, dimensions, truncate, keep_alive: keep } = parsedBy(embedRequest, body);
    const inputs = typeof input === 'string' ? [input] : input;
    const work = { type: 'embeddings', inputs, ...optional('dimensions', dimensions), ...(truncate === false ? {} : TRUNCATES) } as const;
    return workRequest(caller, { dialect: 'ollama-embed', model, work, texts: inputs, keepAliveMs: keepAliveMs(keep) });
  },
  respond: (plan, events) =>
    respondWhole('embeddings', 'ollama', plan, events, response, ({ vectors }, { target, timings, usage }) => ({
      model: target?.targetId,
      embeddings: vectors,
      total_duration: Math.round(timings.totalMs * 1e6),
      load_duration: Math.round(timings.loadMs * 1e6),
      prompt_eval_count: usage.inputTokens,
    })),
}));

/** `POST /api/embeddings`, its predecessor: one vector, of the length that the model gave it. */
export const embeddingsOfOne = promptEndpoint('ollama', '/api/embeddings', ({ caller, response }) => ({
  normalise(body) {
    const { model, prompt, keep_alive: keep } = parsedBy(embeddingsRequest, body);
    const work = { type: 'embeddings', inputs: [prompt], normalise: false, ...TRUNCATES } as const;
    return workRequest(caller, { dialect: 'ollama-embed', model, work, texts: [prompt], keepAliveMs: keepAliveMs(keep) });
  },
  respond: (plan, events) =>
    respondWhole('embeddings', 'ollama', plan, events, response, ({ vectors }) => ({ embedding: vectors[0] ?? [] })),
}));
