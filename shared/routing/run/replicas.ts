import type { Candidate } from '../plan.ts';
import type { Ports } from '../ports.ts';

/** One of several places of the same model. */
export interface Replica {
  /** Requests running or queued at it now. */
  readonly inFlight: number;
  /** Milliseconds within which it usually begins to answer; absent: not measured. */
  readonly latencyMs?: number;
}

/**
 * Which of the replicas to ask: the better of two taken at random, so that many callers at once do not all run to the one
 * that looks best (Mitzenmacher, “The power of two choices in randomized load balancing”, 1996). The better one has the
 * shorter expected wait: its latency times the requests at it, this one included. Without both latencies the requests decide.
 * @param random from 0 up to 1; the same number gives the same choice
 */
export function chooseReplica(replicas: readonly Replica[], random: number): number {
  const count = replicas.length;
  if (count < 2) return 0;
  const pairs = Math.floor(random * count * (count - 1));
  const one = Math.floor(pairs / (count - 1));
  const other = (one + 1 + (pairs % (count - 1))) % count;
  const [a, b] = [replicas[one], replicas[other]];
  if (a === undefined || b === undefined) return 0;
  const isMeasured = a.latencyMs !== undefined && b.latencyMs !== undefined;
  const waitAt = ({ inFlight, latencyMs = 1 }: Replica) => (inFlight + 1) * (isMeasured ? latencyMs : 1);
  return waitAt(b) < waitAt(a) ? other : one;
}

type Live = Pick<Ports, 'fleet' | 'random' | 'p95FirstTokenMs'>;

/** The candidates in order, with the replica that is to be asked at the place of the first of its pool. Only what is alike in zone and mask changes places. */
export function withChosenReplicas(candidates: readonly Candidate[], ports: Live): readonly Candidate[] {
  const pools = Map.groupBy(
    candidates.filter(({ pool }) => pool !== undefined),
    ({ pool, zone, masked }) => JSON.stringify([pool, zone, masked]),
  );
  const several = [...pools.values()].filter(({ length }) => length > 1);
  if (several.length === 0) return candidates;
  const inFlight = new Map(ports.fleet.targets().map((target) => [target.id, target.inFlight]));
  const order = [...candidates];
  for (const replicas of several) {
    const live = replicas.map(({ targetId }): Replica => {
      const latencyMs = ports.p95FirstTokenMs?.(targetId);
      return { inFlight: inFlight.get(targetId) ?? 0, ...(latencyMs === undefined ? {} : { latencyMs }) };
    });
    const chosen = replicas[chooseReplica(live, ports.random())];
    const places = replicas.map((replica) => candidates.indexOf(replica));
    const sorted = [...replicas].sort((a, b) => Number(b === chosen) - Number(a === chosen));
    for (const [index, replica] of sorted.entries()) order[places[index] ?? 0] = replica;
  }
  return order;
}
