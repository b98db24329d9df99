import { z } from 'zod';
import type { Dialect } from '../../../../shared/routing/route.ts';
import type { Call } from '../../call.ts';
import { promptEndpoint } from '../../prompt-endpoint.ts';
import { optional } from '../optional.ts';
import { parsedBy, respondWhole, workRequest } from '../work.ts';

/** As many as OpenAI takes. */
const MOST_INPUTS = 2048;

const tokens = z.array(z.int().min(0)).min(1);

const embeddingRequest = z.object({
  model: z.string().min(1).max(256),
  input: z.union([z.string(), z.array(z.string()).min(1).max(MOST_INPUTS), tokens, z.array(tokens).min(1).max(MOST_INPUTS)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).max(65_536).nullish(),
});

/** `POST /v1/embeddings`. */
export const embeddings = promptEndpoint('openai', '/v1/embeddings', openaiEmbeddings);

function openaiEmbeddings({ caller, response }: Call): Dialect<Record<string, unknown>, void> {
  let isPacked = false;
  return {
    normalise(body) {
      const { model, input, encoding_format: format, dimensions } = parsedBy(embeddingRequest, body);
      isPacked = format === 'base64';
      const inputs = inputsIn(input);
      const work = { type: 'embeddings', inputs, ...optional('dimensions', dimensions) } as const;
      const texts = inputs.filter((each) => typeof each === 'string');
      const tokens = inputs.flatMap((ids) => (typeof ids === 'string' ? [] : [{ type: 'tokens', ids, field: 'input' } as const]));
      return workRequest(caller, { dialect: 'openai-embeddings', model, work, texts, tokens });
    },
    respond: (plan, events) =>
      respondWhole('embeddings', 'openai', plan, events, response, ({ vectors }, { target, usage }) => ({
        object: 'list',
        data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: isPacked ? packed(vector) : vector })),
        model: target?.targetId,
        usage: { prompt_tokens: usage.inputTokens, total_tokens: usage.inputTokens },
      })),
  };
}

/** One text, several, one list of tokens, or several. */
function inputsIn(input: z.output<typeof embeddingRequest>['input']): readonly (string | readonly number[])[] {
  if (typeof input === 'string') return [input];
  return typeof input[0] === 'number' ? [input as number[]] : (input as (string | number[])[]);
}

/** Numbers of 32 bits, the lowest byte first, as OpenAI packs them. */
function packed(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, number] of vector.entries()) bytes.writeFloatLE(number, index * 4);
  return bytes.toString('base64');
}
