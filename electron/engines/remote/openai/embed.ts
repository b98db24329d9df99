import type { Embeddings, EmbedRequest } from '../../../../shared/chat/embed.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import { ask } from './ask.ts';
import { fieldsOf, isFields } from './fields.ts';
import type { Sender } from './sender.ts';

/** `POST /embeddings`. Throws `bad-output` for anything but one vector for each text, all of one length. */
export async function embed(
  { model, provider }: RemoteModel,
  sender: Sender,
  permit: Permit,
  { inputs, normalise = true, dimensions }: EmbedRequest,
  signal: CancelSignal,
): Promise<Embeddings> {
  if (inputs.length === 0) return { vectors: [], inputTokens: 0 };
  const asked = { model: model.id, input: inputs, encoding_format: 'float', ...(dimensions === undefined ? {} : { dimensions }) };
  const { data, usage } = await ask(sender, permit, '/embeddings', inputs.join('\n'), asked, signal);
  const vectors: number[][] = [];
  for (const [place, item] of (Array.isArray(data) ? data.filter(isFields) : []).entries()) {
    const { index = place, embedding } = item;
    if (typeof index === 'number' && Array.isArray(embedding) && embedding.length > 0 && embedding.every(Number.isFinite))
      vectors[index] = normalise ? ofLengthOne(embedding) : embedding;
  }
  const isComplete = vectors.length === inputs.length && inputs.every((_, index) => vectors[index]?.length === vectors[0]?.length);
  if (!isComplete)
    throw new LintelError('bad-output', `${provider.name} did not give a vector for each text. Check that ${model.id} makes embeddings.`);
  const { prompt_tokens: tokens } = fieldsOf(usage);
  return { vectors, inputTokens: typeof tokens === 'number' && tokens >= 0 ? tokens : 0 };
}

function ofLengthOne(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((number) => number / length);
}
