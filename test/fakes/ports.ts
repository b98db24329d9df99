import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { MaskEntry } from '../../shared/privacy/mask/entry.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';
import { requirePermit } from '../../shared/routing/permit.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { Engine, Ports, Vault } from '../../shared/routing/ports.ts';
import type { Answer, Attempt } from '../../shared/routing/record.ts';
import type { Situation } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import { freeBudgets } from './budgets.ts';
import { quickClock } from './clock.ts';

/** A target; one in the zone `trusted` comes with a recorded ground. */
export function target(id: string, rest: Partial<Target> = {}): Target {
  const ground = { promise: 'zero-retention', source: 'a contract', date: '2026-01-01' } as const;
  return {
    ...{ id, name: id, zone: 'device', contextWindow: 2048, abilities: ['chat'], parameters: 1e9, loaded: false, inFlight: 0 },
    ...(rest.zone === 'trusted' ? { ground } : {}),
    ...rest,
  };
}

export function request(text: string, rest: Partial<ChatRequest> = {}): ChatRequest {
  return {
    id: 'request-1',
    app: 'test',
    dialect: 'test',
    model: 'auto',
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    sampling: {},
    stop: [],
    output: { type: 'text' },
    tags: [],
    wire: {},
    ...rest,
  };
}

/** An idle computer with two cores on a Wednesday noon, and no budgets. */
export const SITUATION: Situation = {
  hardware: {
    cores: 2,
    cpu: 0,
    cpuOthers: 0,
    memoryTotalBytes: 16 * 2 ** 30,
    memoryFreeBytes: 8 * 2 ** 30,
    gpu: 0,
    vramTotalBytes: 0,
    vramFreeBytes: 0,
    onBattery: false,
    battery: 1,
    thermal: 'normal',
  },
  budget: { spentToday: 0, spentThisMonth: 0 },
  time: { date: '2026-02-04', hour: 12, weekday: 'wednesday' },
};

export const finish: ChatEvent = { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, inputTokens: 3, outputTokens: 2 } };
export const start: ChatEvent = { type: 'start', queueMs: 0, loadMs: 0 };
export const text = (piece: string): ChatEvent => ({ type: 'text', text: piece, tokens: 1 });
export const crash: ChatEvent = { type: 'error', error: { code: 'engine-crashed', message: 'It ended.', retryable: true } };

export interface Recorded {
  readonly opened: { request: ChatRequest; plan: Plan }[];
  readonly attempts: Attempt[];
  readonly answers: Answer[];
  /** Texts that reached each target. */
  readonly reached: Map<string, string[]>;
}

/** A vault in memory. */
function fakeVault(): Vault {
  const kept = new Map<string, readonly MaskEntry[]>();
  return { read: (id) => kept.get(id) ?? [], write: (id, entries) => void kept.set(id, entries) };
}

/** Ports over scripted engines: each target plays its events. Everything that happens is recorded. */
export function fakePorts(
  targets: readonly Target[],
  script: Record<string, readonly ChatEvent[] | Engine> = {},
): Ports & { recorded: Recorded } {
  const recorded: Recorded = { opened: [], attempts: [], answers: [], reached: new Map() };
  return {
    recorded,
    scanner: createScanner(),
    policy: () => DEFAULT_POLICY,
    situation: () => SITUATION,
    lastAnswered: () => undefined,
    vault: fakeVault(),
    budgets: freeBudgets(),
    clock: quickClock(),
    random: () => 0.5,
    ledger: {
      opened: (opened, plan) => void recorded.opened.push({ request: opened, plan }),
      attempted: (attempt) => void recorded.attempts.push(attempt),
      closed: (answer) => void recorded.answers.push(answer),
    },
    fleet: {
      targets: () => targets,
      engine(targetId) {
        const played = script[targetId] ?? [start, text('hello'), finish];
        return {
          ...('chat' in played ? played : {}),
          async *chat(permit, asked, signal) {
            requirePermit(permit, asked.id, targetId);
            recorded.reached.set(targetId, [...(recorded.reached.get(targetId) ?? []), JSON.stringify(asked.messages)]);
            if ('chat' in played) yield* played.chat(permit, asked, signal);
            else yield* played;
          },
        };
      },
    },
  };
}
