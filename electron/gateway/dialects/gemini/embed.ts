import { z } from 'zod';
import { LintelError } from '../../../../shared/chat/error.ts';
import { ask } from '../../ask.ts';
import type { Call, Services } from '../../call.ts';
import { optional } from '../optional.ts';
import { parsedBy, respondWhole, workRequest } from '../work.ts';
import { spelled } from './spelling.ts';

/** As many as Google takes. */
const MOST_REQUESTS = 100;

/** Only texts have vectors here; what else a part may hold is refused by its name. */
const content = z.strictObject({ role: z.string().max(32).optional(), parts: z.array(z.strictObject({ text: z.string() })).min(1) });

const embedRequest = z.strictObject({
  model: z.string().max(256).optional(),
  content,
  taskType: z.string().max(64).nullish(),
  outputDimensionality: z.int().min(1).max(65_536).nullish(),
});

const batchRequest = z.strictObject({
  model: z.string().max(256).optional(),
  requests: z.array(embedRequest).min(1).max(MOST_REQUESTS),
});

type EmbedRequest = z.output<typeof embedRequest>;

/** `:embedContent`: the vector of one text. */
export const embedContent = (model: string, call: Call, services: Services) =>
  embed(
    model,
    call,
    services,
    (body) => [parsedBy(embedRequest, body)],
    '',
    ([values]) => ({ embedding: { values } }),
  );

/** `:batchEmbedContents`: the vectors of several. */
export const batchEmbedContents = (model: string, call: Call, services: Services) =>
  embed(
    model,
    call,
    services,
    (body) => parsedBy(batchRequest, body).requests,
    'requests[0].',
    (vectors) => ({ embeddings: vectors.map((values) => ({ values })) }),
  );

async function embed(
  model: string,
  call: Call,
  services: Services,
  read: (body: unknown) => readonly EmbedRequest[],
  place: string,
  bodyOf: (vectors: readonly (readonly number[])[]) => object,
): Promise<void> {
  const { caller, response, signal } = call;
  const dialect = {
    normalise(body: Record<string, unknown>) {
      const requests = read(spelled(body));
      const texts = requests.map(({ content: { parts } }) => parts.map(({ text }) => text).join('\n'));
      const task = sameOf(requests, 'taskType', place);
      const work = {
        ...{ type: 'embeddings' as const, inputs: texts, normalise: false },
        ...optional('dimensions', sameOf(requests, 'outputDimensionality', place)),
        ...optional('task', task === 'TASK_TYPE_UNSPECIFIED' ? undefined : task),
      };
      return workRequest(caller, { dialect: 'gemini-embed', model, work, texts });
    },
    respond: (...[plan, events]: Parameters<Parameters<typeof ask<unknown, void>>[2]['respond']>) =>
      respondWhole('embeddings', 'gemini', plan, events, response, ({ vectors }) => bodyOf(vectors)),
  };
  await ask(caller, await call.body(), dialect, services, signal);
}

/** What all requests ask for alike. Throws `bad-request` where they do not: one model makes all vectors in one way. */
function sameOf<Name extends 'taskType' | 'outputDimensionality'>(
  requests: readonly EmbedRequest[],
  name: Name,
  place: string,
): EmbedRequest[Name] {
  const [first, ...others] = requests.map((request) => request[name] ?? undefined);
  if (others.every((other) => other === first)) return first;
  const field = place + name;
  throw new LintelError('bad-request', `“${field}” must be the same in all requests of a batch.`, { field });
}
