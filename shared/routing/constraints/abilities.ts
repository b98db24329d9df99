import { listed, type Said, say } from '../../chat/said.ts';
import type { Ability } from '../target.ts';
import type { Constraint } from './constraint.ts';

const ABILITY_NAMES: Record<Ability, Said> = {
  chat: say`chat`,
  tools: say`call tools`,
  images: say`read images`,
  audio: say`hear sound`,
  documents: say`read documents`,
  json: say`guarantee JSON`,
  logprobs: say`report log-probabilities`,
  reasoning: say`think before it answers`,
  choices: say`give several answers at once`,
  embeddings: say`turn texts into vectors`,
  rerank: say`rank documents`,
  moderation: say`judge texts`,
  speech: say`speak`,
  transcription: say`write down what is said`,
  'image-generation': say`make pictures`,
};

/** A target must be able to do all that the request needs. */
export const abilities: Constraint = {
  name: 'abilities',
  check: ({ traits, target }) => {
    const missing = traits.needs.filter((need) => !target.abilities.includes(need));
    return missing.length === 0
      ? undefined
      : say`It cannot ${listed(
          missing.map((ability) => ABILITY_NAMES[ability]),
          ' or ',
        )}.`;
  },
};
