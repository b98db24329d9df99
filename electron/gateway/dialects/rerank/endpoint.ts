import { z } from 'zod';
import type { Dialect } from '../../../../shared/routing/route.ts';
import type { Call, Endpoint } from '../../call.ts';
import { promptEndpoint } from '../../prompt-endpoint.ts';
import { parsedBy, respondWhole, workRequest } from '../work.ts';

/** As many as Cohere takes. */
const MOST_DOCUMENTS = 1000;

const fields = z.record(z.string().max(128), z.unknown());

const rerankRequest = z.object({
  model: z.string().min(1).max(256).default('auto'),
  query: z.string(),
  documents: z
    .array(z.union([z.string(), fields]))
    .min(1)
    .max(MOST_DOCUMENTS),
  top_n: z.int().min(1).nullish(),
  return_documents: z.boolean().nullish(),
  /** Fields that make up a document, where it is an object; absent: `text`, or all. */
  rank_fields: z.array(z.string().max(128)).max(64).nullish(),
});

/** Ranking as Cohere began it and Jina, vLLM and llama-server have it. Cohere's second version gives no documents back. */
export const rerankings: readonly Endpoint[] = [
  promptEndpoint('openai', '/v1/rerank', (call) => reranking(call)),
  promptEndpoint('openai', '/v2/rerank', (call) => reranking(call)),
];

function reranking({ caller, response }: Call): Dialect<Record<string, unknown>, void> {
  let given: z.output<typeof rerankRequest>;
  return {
    normalise(body) {
      given = parsedBy(rerankRequest, body);
      const { model, query } = given;
      const documents = given.documents.map((document) => textOf(document, given.rank_fields ?? undefined));
      const work = { type: 'rerank', query, documents } as const;
      return workRequest(caller, { dialect: 'rerank', model, work, texts: [query, ...documents] });
    },
    respond: (plan, events) =>
      respondWhole('rerank', 'openai', plan, events, response, ({ scores }, { requestId, target, usage }) => {
        const ranked = scores.map((score, index) => ({ index, relevance_score: score }));
        // Equal scores stay in the caller's order.
        ranked.sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
        const document = (index: number) => {
          const one = given.documents[index];
          return given.return_documents === true ? { document: typeof one === 'string' ? { text: one } : one } : {};
        };
        return {
          id: requestId,
          object: 'list',
          model: target?.targetId,
          results: ranked.slice(0, given.top_n ?? ranked.length).map((one) => ({ ...one, ...document(one.index) })),
          usage: { prompt_tokens: usage.inputTokens, total_tokens: usage.inputTokens },
          meta: { api_version: { version: '2' }, billed_units: { search_units: 1 }, tokens: { input_tokens: usage.inputTokens } },
        };
      }),
  };
}

/** A document of several fields is ranked by them as lines, as Cohere says to write them. */
function textOf(document: string | Record<string, unknown>, names: readonly string[] | undefined): string {
  if (typeof document === 'string') return document;
  if (names === undefined && typeof document.text === 'string') return document.text;
  const held = (names ?? Object.keys(document)).filter((name) => Object.hasOwn(document, name));
  return held.map((name) => `${name}: ${worded(document[name])}`).join('\n');
}

const worded = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
