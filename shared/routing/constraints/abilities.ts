import type { Ability } from '../target.ts';
import type { Constraint } from './constraint.ts';

const ABILITY_NAMES: Record<Ability, string> = {
  chat: 'chat',
  tools: 'call tools',
  images: 'read images',
  audio: 'hear sound',
  json: 'guarantee JSON',
  logprobs: 'report log-probabilities',
  reasoning: 'think before it answers',
  choices: 'give several answers at once',
  embeddings: 'turn texts into vectors',
  rerank: 'rank documents',
};

/** A target must be able to do all that the request needs. */
export const abilities: Constraint = {
  name: 'abilities',
  check: ({ traits, target }) => {
    const missing = traits.needs.filter((need) => !target.abilities.includes(need));
    return missing.length === 0 ? undefined : `It cannot ${missing.map((ability) => ABILITY_NAMES[ability]).join(' or ')}.`;
  },
};
