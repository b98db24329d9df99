import type { Embeddings, EmbedRequest, Ranking, RerankRequest } from '../../../../shared/chat/embed.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import { estimatedTokens } from './counted.ts';
import type { AskWhole } from './whole.ts';

/** One vector for each text. Throws `bad-output` for anything else. */
export async function embed(
  ask: AskWhole,
  permit: Permit,
  { inputs: given, normalise = true, dimensions, task }: EmbedRequest,
  signal: CancelSignal,
): Promise<Embeddings> {
  const inputs = given.filter((input) => typeof input === 'string');
  if (inputs.length < given.length) throw new LintelError('bad-request', 'This provider takes texts only, not tokens.', { field: 'input' });
  if (inputs.length === 0) return { vectors: [], inputTokens: 0 };
  return ask(permit, signal, inputs.join('\n'), async (dialect, opening, abortSignal) => {
    const { name } = opening.remote.provider;
    const model = await dialect.embedder?.(opening);
    if (model === undefined) throw new LintelError('bad-request', `${name} makes no embeddings here. Choose another model.`);
    const most = (await model.maxEmbeddingsPerCall) ?? inputs.length;
    const vectors: number[][] = [];
    let told = 0;
    for (let at = 0; at < inputs.length; at += most) {
      const values = inputs.slice(at, at + most);
      const { embeddings, usage } = await model.doEmbed({
        values,
        abortSignal,
        ...(task === undefined ? {} : { providerOptions: { google: { taskType: task } } }),
      });
      if (embeddings.length !== values.length || embeddings.some((vector) => vector.length !== (vectors[0] ?? embeddings[0])?.length))
        throw new LintelError('bad-output', `${name} did not give a vector for each text. Try again.`);
      vectors.push(...embeddings);
      told += usage?.tokens ?? 0;
    }
    const kept = vectors.map((vector) => vector.slice(0, dimensions));
    return { vectors: normalise ? kept.map(ofLengthOne) : kept, inputTokens: told > 0 ? told : estimatedTokens(inputs) };
  });
}

function ofLengthOne(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((number) => number / length);
}

/** One score for each document. Throws `bad-output` for anything else. */
export async function rerank(ask: AskWhole, permit: Permit, { query, documents }: RerankRequest, signal: CancelSignal): Promise<Ranking> {
  if (documents.length === 0) return { scores: [], inputTokens: 0 };
  const all = [query, ...documents];
  return ask(permit, signal, all.join('\n'), async (dialect, opening, abortSignal) => {
    const { name } = opening.remote.provider;
    const model = await dialect.reranker?.(opening);
    if (model === undefined) throw new LintelError('bad-request', `${name} ranks nothing here. Choose another model.`);
    const { ranking } = await model.doRerank({ query, documents: { type: 'text', values: [...documents] }, abortSignal });
    const scores: (number | undefined)[] = documents.map(() => undefined);
    for (const { index, relevanceScore } of ranking) if (index in scores) scores[index] = Math.min(1, Math.max(0, relevanceScore));
    const given = scores.filter((score) => score !== undefined);
    if (given.length !== documents.length) throw new LintelError('bad-output', `${name} did not rank every document. Try again.`);
    return { scores: given, inputTokens: estimatedTokens(all) };
  });
}
