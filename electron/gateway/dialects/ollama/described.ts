import { createHash } from 'node:crypto';
import type { Ability, Target } from '../../../../shared/routing/target.ts';
import type { ModelFacts } from '../../models.ts';

/** Ollama's names have a tag. */
export const tagged = (id: string): string => (/:[^/]*$/.test(id) ? id : `${id}:latest`);

/** A name for the very content, as far as it is known without reading it. */
export const digestOf = (id: string, facts: ModelFacts | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([id, facts?.bytes, facts?.modifiedAt]))
    .digest('hex');

/** The words that Ollama's clients know for what a model can do. */
const CAPABILITIES: Partial<Record<Ability, string>> = {
  chat: 'completion',
  tools: 'tools',
  images: 'vision',
  audio: 'audio',
  reasoning: 'thinking',
  embeddings: 'embedding',
};

export const capabilitiesOf = (abilities: readonly Ability[]): readonly string[] =>
  abilities.flatMap((ability) => CAPABILITIES[ability] ?? []);

export function detailsOf(target: Pick<Target, 'parameters'> | undefined, facts: ModelFacts | undefined) {
  const family = facts?.architecture ?? '';
  return {
    parent_model: '',
    format: facts === undefined ? '' : 'gguf',
    family,
    families: family === '' ? null : [family],
    parameter_size: sizeWords(facts?.parameters ?? target?.parameters ?? 0),
    quantization_level: facts?.quantisation ?? '',
  };
}

/** `7.6B`, `135M`; nothing where nobody knows. */
function sizeWords(parameters: number): string {
  if (parameters <= 0) return '';
  return parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)}B` : `${Math.round(parameters / 1e6)}M`;
}
