import type { Ranking, RerankRequest } from '../../../../shared/chat/embed.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import { ask } from './ask.ts';
import { fieldsOf, isFields } from './fields.ts';
import type { Sender } from './sender.ts';

/**
 * `POST /rerank`, as Cohere began it and vLLM, llama-server, Jina and Together have it. Scores outside of 0 to 1 are squeezed
 * into it, their order kept. Throws `bad-output` for anything but one score for each document.
 */
export async function rerank(
  { model, provider }: RemoteModel,
  sender: Sender,
  permit: Permit,
  { query, documents }: RerankRequest,
  signal: CancelSignal,
): Promise<Ranking> {
  if (documents.length === 0) return { scores: [], inputTokens: 0 };
  const asked = { model: model.id, query, documents };
  const answer = await ask(sender, permit, '/rerank', [query, ...documents].join('\n'), asked, signal);
  const results = answer.results ?? answer.data;
  const scores: number[] = [];
  for (const { index, relevance_score: score } of Array.isArray(results) ? results.filter(isFields) : [])
    if (typeof index === 'number' && typeof score === 'number' && Number.isFinite(score)) scores[index] = score;
  const isComplete = scores.length === documents.length && documents.every((_, index) => scores[index] !== undefined);
  if (!isComplete) throw new LintelError('bad-output', `${provider.name} did not rank every document. Check that ${model.id} ranks.`);
  const isRaw = scores.some((score) => score < 0 || score > 1);
  const { total_tokens: total, prompt_tokens: tokens = total } = fieldsOf(answer.usage);
  return {
    scores: isRaw ? scores.map((score) => 1 / (1 + Math.exp(-score))) : scores,
    inputTokens: typeof tokens === 'number' && tokens >= 0 ? tokens : 0,
  };
}
