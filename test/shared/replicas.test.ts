import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseReplica, type Replica, withChosenReplicas } from '../../shared/routing/run/replicas.ts';
import { fakePorts, target } from '../fakes/ports.ts';

/** How often each is chosen over evenly spread chances. */
function shares(replicas: readonly Replica[], draws = 12_000): number[] {
  const counts = replicas.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const chosen = chooseReplica(replicas, (draw + 0.5) / draws);
    counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  return counts.map((count) => count / draws);
}

describe('the choice among replicas', () => {
  it('is the same for the same number, and always one of them', () => {
    const replica = fc.record({ inFlight: fc.nat(50), latencyMs: fc.double({ min: 1, max: 60_000, noNaN: true }) });
    fc.assert(
      fc.property(
        fc.array(replica, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (replicas, random) => {
          const chosen = chooseReplica(replicas, random);
          expect(replicas[chosen]).toBeDefined();
          expect(chooseReplica(replicas, random)).toBe(chosen);
        },
      ),
    );
  });

  it('is fair among equals, and never the worst of several', () => {
    for (const share of shares([1, 1, 1].map((inFlight) => ({ inFlight })))) expect(share).toBeCloseTo(1 / 3, 2);
    expect(shares([{ inFlight: 0 }, { inFlight: 3 }, { inFlight: 9 }])).toEqual([expect.closeTo(2 / 3, 2), expect.closeTo(1 / 3, 2), 0]);
  });

  it('weighs requests by the measured latency, where both are measured', () => {
    expect(
      chooseReplica(
        [
          { inFlight: 0, latencyMs: 900 },
          { inFlight: 1, latencyMs: 100 },
        ],
        0.2,
      ),
    ).toBe(1);
    expect(chooseReplica([{ inFlight: 0 }, { inFlight: 1, latencyMs: 100 }], 0.2)).toBe(0);
  });

  it('spreads a burst better than chance alone', () => {
    const load = Array.from({ length: 10 }, () => 0);
    const single = Array.from({ length: 10 }, () => 0);
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let request = 0; request < 1_000; request++) {
      const chosen = chooseReplica(
        load.map((inFlight) => ({ inFlight })),
        random(),
      );
      load[chosen] = (load[chosen] ?? 0) + 1;
      const any = Math.floor(random() * 10);
      single[any] = (single[any] ?? 0) + 1;
    }
    expect(Math.max(...load) - 100).toBeLessThan((Math.max(...single) - 100) / 2);
  });
});

describe('the order of a plan with replicas', () => {
  const lan = { zone: 'lan', pool: 'river' } as const;
  const candidate = (targetId: string, rest: object = {}) => ({ targetId, name: targetId, zone: 'lan' as const, ...rest });

  it('changes only within a pool, and only among what is alike', () => {
    const order = [
      candidate('x'),
      candidate('a', { pool: 'river' }),
      candidate('y'),
      candidate('b', { pool: 'river' }),
      candidate('far', { pool: 'river', zone: 'cloud' }),
      candidate('masked', { pool: 'river', masked: true }),
    ];
    const busy = fakePorts([target('a', { ...lan, inFlight: 5 }), target('b', lan)]);
    const ids = withChosenReplicas(order, busy).map(({ targetId }) => targetId);
    expect(ids).toEqual(['x', 'b', 'y', 'a', 'far', 'masked']);
    const slow = {
      ...fakePorts([target('a', { ...lan, inFlight: 5 }), target('b', lan)]),
      p95FirstTokenMs: (id: string) => (id === 'a' ? 10 : 900),
    };
    expect(withChosenReplicas(order, slow)).toEqual(order);
  });

  it('stays as it is, the fleet unread, where nothing has a replica', () => {
    const order = [candidate('a', { pool: 'river' }), candidate('b')];
    const ports = { ...fakePorts([]), fleet: { targets: () => expect.unreachable(), engine: () => expect.unreachable() } };
    expect(withChosenReplicas(order, ports)).toBe(order);
  });
});
