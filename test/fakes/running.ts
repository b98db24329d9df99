import type { ChatEvent } from '../../shared/chat/event.ts';
import type { CancelSignal } from '../../shared/chat/signal.ts';
import { meter } from '../../shared/routing/meter.ts';
import type { Candidate, Plan } from '../../shared/routing/plan.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import type { AnswerEvent } from '../../shared/routing/record.ts';
import { run } from '../../shared/routing/run.ts';
import type { Target } from '../../shared/routing/target.ts';
import { type StandingClock, standingClock } from './clock.ts';
import { fakePorts, finish, request, target } from './ports.ts';

/** What an engine does: gives an event, takes so many milliseconds, never goes on, or throws. */
export type Doing = ChatEvent | number | 'hangs' | 'hangs, deaf' | 'throws';

export const cancelled: ChatEvent = { ...finish, reason: 'cancelled' } as ChatEvent;

/** An engine that does one list of things at the first call, the next at the second, and the last one from then on. It obeys its signal, but for what is deaf. */
export function doing(clock: StandingClock, ...calls: readonly (readonly Doing[])[]): Engine & { signals: CancelSignal[] } {
  const signals: CancelSignal[] = [];
  return {
    signals,
    async *chat(_permit, _request, signal) {
      signals.push(signal);
      for (const one of calls[Math.min(signals.length, calls.length) - 1] ?? []) {
        if (one === 'throws') throw new Error('It broke.');
        if (one === 'hangs, deaf') await new Promise(() => undefined);
        else if (one === 'hangs') await clock.wait(1e9, signal);
        else if (typeof one === 'number') await clock.wait(one, signal);
        else yield one;
        if (signal.aborted) {
          yield cancelled;
          return;
        }
      }
    },
  };
}

/** A run over targets in the order given, on a clock that stands. */
export function running(
  targets: Readonly<Record<string, Partial<Target>>>,
  script: (clock: StandingClock) => Record<string, readonly ChatEvent[] | Engine>,
  { plan: planned = {}, ports: given = {} }: { plan?: Partial<Plan>; ports?: Partial<Ports> } = {},
) {
  const clock = standingClock();
  const fleet = Object.entries(targets).map(([id, rest]) => target(id, rest));
  const ports = { ...fakePorts(fleet, script(clock)), clock, ...given };
  const plan: Plan = {
    requestId: 'request-1',
    policyVersion: 1,
    ceiling: { zone: 'cloud', because: [] },
    permitted: fleet.map(({ id, name, zone, pool }): Candidate => ({ targetId: id, name, zone, ...(pool === undefined ? {} : { pool }) })),
    objective: 'balanced',
    trace: [],
    refused: [],
    sentence: 'As planned.',
    ...planned,
  };
  const controller = new AbortController();
  const events: AnswerEvent[] = [];
  async function all(asked = request('Hello')): Promise<void> {
    for await (const event of meter(run(plan, asked, ports, controller.signal), plan, ports, clock.elapsed())) events.push(event);
  }
  /** Reads until so much time has passed, and then no more. */
  async function leaveAfter(ms: number): Promise<void> {
    const answer = meter(run(plan, request('Hello'), ports, controller.signal), plan, ports, clock.elapsed());
    for await (const event of answer) {
      events.push(event);
      if (clock.elapsed() >= ms) return;
    }
  }
  return {
    clock,
    ports,
    plan,
    leaveAfter,
    events,
    cancel: () => controller.abort(),
    begin: all,
    /** Runs to the end, whatever time that takes. */
    async end(asked = request('Hello')) {
      await clock.until(all(asked));
      return ports.recorded.answers[0];
    },
    text: () => events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    attempts: () =>
      ports.recorded.attempts.map(({ number, target: { targetId }, outcome, error }) =>
        [number, targetId, outcome, ...(error === undefined ? [] : [error.code])].join(' '),
      ),
  };
}
