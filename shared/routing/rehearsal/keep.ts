import type { Plan } from '../plan.ts';
import { hashOf } from '../rules/split.ts';
import type { Situation } from '../situation.ts';
import { bandOf, LOAD_BANDS, type Speed, speedAt } from '../speed.ts';
import type { Target } from '../target.ts';
import type { Traits } from '../traits.ts';
import type { Basis, Considered, Planned } from './past.ts';

/** A tag that the policy did not know: its name may be anything that a caller wrote. No policy can have this one, for it holds a comma. */
export const UNKNOWN_TAG = 'unknown,';

/** What changes from one request to the next: loaded or not, requests in flight, milliseconds of loading, and its speed at that load. */
type Live = readonly [loaded: 0 | 1, inFlight: number, loadMs: number | null, ...speed: readonly number[]];

/** What seldom changes of a target. */
export type KeptTarget = Omit<Target, 'loaded' | 'inFlight' | 'loadMs' | 'speed'>;

/** A basis as it is kept: what seldom changes of the fleet apart, so that it is kept once. */
export interface KeptBasis {
  readonly traits: Omit<Traits, 'requestId'>;
  readonly situation: Situation;
  readonly live: readonly Live[];
  readonly planned?: Planned;
}

/** Parts of one that figures are kept to: far finer than they are sure of, so that the same rules decide the same. */
const FINEST = 10_000;
const rounded = (value: number): number => Math.round(value * FINEST) / FINEST;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A conversation's id as it may be kept: one that Lintel did not give may be the caller's own words. */
export const conversationName = (id: string): string => (UUID.test(id) ? id : `~${hashOf(id)}`);

/**
 * What a rehearsal needs of a decision. Words that may be the caller's own stay out: names of models that are no target's,
 * tags that the policy does not know, and ids of conversations that Lintel did not give.
 */
export function keep({ traits, situation, fleet, policy }: Considered, plan: Plan): KeptBasis {
  const { requestId: _, model, tags, findings, conversationId, task, ...rest } = traits;
  const tagOf = (tag: string) => (Object.hasOwn(policy.tags, tag) ? tag : UNKNOWN_TAG);
  const [first] = plan.permitted;
  return {
    traits: {
      ...rest,
      model: model === 'auto' || fleet.some(({ id }) => id === model) ? model : 'unknown',
      tags: [...new Set(tags.map(tagOf))],
      ...(findings === undefined ? {} : { findings: findings.map((found) => withTag(found, tagOf)) }),
      ...(conversationId === undefined ? {} : { conversationId: conversationName(conversationId) }),
      task: { ...task, difficulty: rounded(task.difficulty), outputTokens: rounded(task.outputTokens) },
    },
    situation: roundedIn(situation),
    live: fleet.map((target) => liveOf(target, situation)),
    ...(first?.expected === undefined ? {} : { planned: plannedOf(first, first.expected) }),
  };
}

export const keepTarget = ({ loaded: _loaded, inFlight: _inFlight, loadMs: _loadMs, speed: _speed, ...target }: Target): KeptTarget =>
  target;

const withTag = (found: NonNullable<Traits['findings']>[number], tagOf: (tag: string) => string) =>
  found.tag === undefined ? found : { ...found, tag: tagOf(found.tag) };

function plannedOf({ targetId, name, zone, masked }: Planned | Plan['permitted'][number], expected: Planned['expected']): Planned {
  const { costNanoDollars, firstTokenMs, totalMs } = expected;
  return {
    ...{ targetId, name, zone },
    ...(masked === undefined ? {} : { masked }),
    expected: { costNanoDollars, firstTokenMs: Math.round(firstTokenMs), totalMs: Math.round(totalMs) },
  };
}

function liveOf({ loaded, inFlight, loadMs, speed, threads = 0 }: Target, { hardware }: Situation): Live {
  const known = speed && speedAt(speed, hardware.cpuOthers, hardware.cores, threads);
  const figures = known === undefined ? [] : [known.speed.promptTokensPerSecond, known.speed.tokensPerSecond, known.speed.overheadMs];
  return [loaded ? 1 : 0, inFlight, loadMs === undefined ? null : rounded(loadMs), ...figures.map(rounded)];
}

function roundedIn({ hardware, budget, time }: Situation): Situation {
  const { cpu, cpuOthers, gpu, battery } = hardware;
  return {
    hardware: { ...hardware, cpu: rounded(cpu), cpuOthers: rounded(cpuOthers), gpu: rounded(gpu), battery: rounded(battery) },
    budget,
    time: { ...time, hour: rounded(time.hour) },
  };
}

/** The basis again: what was kept of each target's speed is what it was at that load. */
export function restore({ traits, situation, live }: KeptBasis, fleet: readonly KeptTarget[], requestId: string): Basis {
  return {
    traits: { ...traits, requestId },
    situation,
    fleet: fleet.map((target, index): Target => {
      const [loaded = 0, inFlight = 0, loadMs = null, ...figures] = live[index] ?? [];
      return {
        ...target,
        loaded: loaded === 1,
        inFlight,
        ...(loadMs === null ? {} : { loadMs }),
        ...speedOf(figures, situation.hardware.cpuOthers),
      };
    }),
  };
}

function speedOf([promptTokensPerSecond, tokensPerSecond, overheadMs]: readonly number[], load: number): Pick<Target, 'speed'> {
  if (promptTokensPerSecond === undefined || tokensPerSecond === undefined || overheadMs === undefined) return {};
  const bands: (Speed | undefined)[] = new Array(LOAD_BANDS).fill(undefined);
  bands[bandOf(load)] = { promptTokensPerSecond, tokensPerSecond, overheadMs };
  return { speed: { bands } };
}
