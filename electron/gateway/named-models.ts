import type { Zone } from '../../shared/privacy/zones.ts';
import { AUTO_NAMES } from '../../shared/routing/names.ts';
import { isNamedBy } from '../../shared/routing/rules/glob.ts';
import type { Ability, Target } from '../../shared/routing/target.ts';
import type { App } from './app.ts';
import type { Services } from './call.ts';

/** A name that a caller may use, and what answers under it. */
export interface NamedModel {
  readonly id: string;
  readonly name: string;
  readonly contextWindow: number;
  readonly abilities: readonly Ability[];
  /** Absent: that is decided prompt by prompt. */
  readonly zone?: Zone;
}

const AUTO_WORDS: Readonly<Record<(typeof AUTO_NAMES)[number], string>> = {
  auto: 'Automatic',
  'auto:private': 'Automatic, on this device only',
  'auto:fast': 'Automatic, fastest',
  'auto:cheap': 'Automatic, cheapest',
  'auto:best': 'Automatic, best answer',
};

/** `auto` and its kinds, the user's names, and every model that works and that the app's key allows. Looks for changed models first. */
export async function namedModels(
  { ports, refreshModels }: Pick<Services, 'ports' | 'refreshModels'>,
  { allowed }: App,
): Promise<NamedModel[]> {
  await refreshModels();
  const aliases = ports.aliases?.() ?? {};
  const usable = ports.fleet.targets().filter(({ id, fault }) => fault === undefined && (allowed === undefined || isNamedBy(allowed, id)));
  const byId = new Map(usable.map((target) => [target.id, target]));
  const chats = usable.filter(({ abilities }) => abilities.includes('chat'));
  /** As much as the best of the targets can. */
  const automatic = (kind: string, id: string, name: string): NamedModel => {
    const among = kind === 'auto:private' ? chats.filter(({ zone }) => zone === 'device') : chats;
    return {
      ...{ id, name },
      contextWindow: Math.max(0, ...among.map(({ contextWindow }) => contextWindow)),
      abilities: [...new Set(among.flatMap(({ abilities }) => abilities))],
    };
  };
  const real = (id: string, { name, contextWindow, abilities, zone }: Target): NamedModel => ({ id, name, contextWindow, abilities, zone });
  return [
    ...AUTO_NAMES.map((id) => automatic(id, id, AUTO_WORDS[id])),
    ...Object.entries(aliases).flatMap(([alias, meant]) => {
      const target = byId.get(meant);
      if (target !== undefined) return [real(alias, target)];
      return AUTO_NAMES.some((name) => name === meant) ? [automatic(meant, alias, `${alias} (${meant})`)] : [];
    }),
    ...usable.filter(({ id }) => !Object.hasOwn(aliases, id)).map((target) => real(target.id, target)),
  ];
}
