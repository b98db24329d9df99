import { type ChatRequest, PREFERENCES, type Preference } from '../chat/request.ts';
import type { Ports } from './ports.ts';

/** What a caller may name in place of a model: `auto`, and `auto:` with what it is to look for. */
export const AUTO_NAMES = ['auto', ...PREFERENCES.map((preference) => `auto:${preference}` as const)] as const;

/** Clients of Ollama put it behind names that have no tag of their own. */
const LATEST = ':latest';

/** What a name stands for. */
interface Meant {
  readonly model: string;
  readonly preference?: Preference;
}

/**
 * What a caller's name stands for: the user's aliases come before targets' ids, since the user said so. What nobody knows
 * stays as it is, to be refused by name.
 * @param isTarget whether there is a target of an id
 */
export function meantBy(name: string, aliases: Readonly<Record<string, string>>, isTarget: (id: string) => boolean): Meant {
  const bare = name.endsWith(LATEST) ? name.slice(0, -LATEST.length) : undefined;
  const isKnown = (each: string) => Object.hasOwn(aliases, each) || isTarget(each) || autoOf(each) !== undefined;
  const known = bare !== undefined && !isKnown(name) && isKnown(bare) ? bare : name;
  const alias = Object.hasOwn(aliases, known) ? (aliases[known] ?? known) : known;
  return autoOf(alias) ?? { model: alias };
}

function autoOf(name: string): Meant | undefined {
  if (name === 'auto') return { model: 'auto' };
  const preference = PREFERENCES.find((each) => name === `auto:${each}`);
  return preference === undefined ? undefined : { model: 'auto', preference };
}

/** The request with the model that its name stands for. Changes nothing but that, so the privacy of a prompt cannot follow from a name. */
export function named(request: ChatRequest, { aliases, fleet }: Pick<Ports, 'aliases' | 'fleet'>): ChatRequest {
  if (request.model === 'auto') return request;
  const meant = meantBy(request.model, aliases?.() ?? {}, (id) => fleet.targets().some((target) => target.id === id));
  return meant.model === request.model && meant.preference === undefined ? request : { ...request, ...meant };
}
