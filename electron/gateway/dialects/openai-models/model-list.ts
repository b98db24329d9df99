import type { Ability } from '../../../../shared/routing/target.ts';
import type { NamedModel } from '../../named-models.ts';

/** A model as OpenAI lists it, with all that clients look for. @param startedAt milliseconds since the epoch */
export const modelOf = ({ id, name, zone, ...facts }: NamedModel, startedAt: number) => ({
  id,
  object: 'model' as const,
  created: Math.floor(startedAt / 1000),
  owned_by: 'lintel',
  name,
  ...(zone === undefined ? {} : { zone }),
  ...factsOf(facts),
});

type Facts = Pick<NamedModel, 'contextWindow' | 'abilities'>;

/** Fields of a chat request, by the ability that takes them: the list that OpenRouter began and others read. */
const PARAMETERS: Partial<Record<Ability, readonly string[]>> = {
  chat: ['temperature', 'top_p', 'top_k', 'max_tokens', 'stop', 'seed', 'frequency_penalty', 'presence_penalty'],
  tools: ['tools', 'tool_choice'],
  json: ['response_format', 'structured_outputs'],
  logprobs: ['logprobs', 'top_logprobs'],
  reasoning: ['reasoning', 'include_reasoning', 'reasoning_effort'],
};

/** What LM Studio calls kinds of models. */
const typeOf = (has: (ability: Ability) => boolean) =>
  has('embeddings') ? 'embeddings' : has('rerank') ? 'rerank' : has('images') && has('chat') ? 'vlm' : 'llm';

/** Window and abilities under the names by which clients look for them. */
function factsOf({ contextWindow, abilities }: Facts) {
  const has = (ability: Ability) => abilities.includes(ability);
  const inputs = ['text', ...(has('images') ? ['image'] : []), ...(has('audio') || has('transcription') ? ['audio'] : [])];
  const output = has('speech') ? 'audio' : has('image-generation') ? 'image' : has('embeddings') ? 'embeddings' : 'text';
  return {
    type: typeOf(has),
    context_window: contextWindow,
    context_length: contextWindow,
    max_context_length: contextWindow,
    max_model_len: contextWindow,
    abilities,
    // Zed asks for these by name, others for the list.
    capabilities: { tools: has('tools'), images: has('images'), parallel_tool_calls: has('tools'), prompt_cache_key: false },
    supports_tools: has('tools'),
    supports_images: has('images'),
    supports_vision: has('images'),
    supports_function_calling: has('tools'),
    supports_reasoning: has('reasoning'),
    supported_parameters: abilities.flatMap((ability) => PARAMETERS[ability] ?? []),
    architecture: { modality: `${inputs.join('+')}->${output}`, input_modalities: inputs, output_modalities: [output] },
  };
}
