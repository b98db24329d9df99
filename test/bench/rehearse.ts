import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRehearsalCalls } from '../../electron/api/rehearse.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { consider } from '../../shared/routing/plan-for.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { rehearse } from '../../shared/routing/rehearse.ts';
import { fakePorts, request, target } from '../fakes/ports.ts';
import { interleave, type Line } from './measure.ts';

const DECISIONS = 1_000;
const TARGETS = 20;
const RULES = 30;
const ROUNDS = 9;
const GOAL_MS = 200;
const GOAL_BYTES = 2_048;

const fleet = Array.from({ length: TARGETS }, (_, index) =>
  target(`t${index}`, {
    zone: ZONES[index % ZONES.length] ?? 'device',
    quality: index / TARGETS,
    price: { input: 2.5e9, output: 1e10, source: 'a page', date: '2026-01-31' },
    speed: { bands: [{ promptTokensPerSecond: 512.12, tokensPerSecond: 31.4, overheadMs: 12.5 }] },
  }),
);

const policy = {
  ...DEFAULT_POLICY,
  objective: 'cheapest' as const,
  rules: [
    {
      ...{ id: 'g', name: 'Rules', match: 'all' as const },
      rules: Array.from({ length: RULES }, (_, index) => ruleThat(index, `tokens > ${index * 100} && "internal" in tags`)),
    },
  ],
};

function ruleThat(index: number, when: string, then = { ceiling: 'lan' as const }) {
  return { id: `r${index}`, name: `Rule ${index}`, when, then };
}

/** A rehearsal of a thousand decisions, with and without reading them from disk, beside deciding as often. */
export async function measureRehearsal(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-rehearsal-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  const requests = createRequestLedger(database, Date.now);
  const ports = fakePorts(fleet);
  const write = (id: string) => {
    const asked = request('Write to anna@example.org', { id });
    const { plan, ...considered } = consider(asked, ports);
    requests.opened(asked, plan, considered);
  };
  for (let index = 0; index < DECISIONS; index++) write(`r${index}`);
  const decisions = requests.past(DECISIONS);
  const { rehearse: call } = createRehearsalCalls({ ports, requests, policies: { current: () => DEFAULT_POLICY } });
  const timed = (work: () => unknown) => async () => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const times = await interleave(ROUNDS, {
    pure: timed(() => rehearse(decisions, { policy, inForce: DEFAULT_POLICY })),
    whole: timed(() => call({ body: { policy: { objective: 'cheapest', rules: policy.rules }, last: DECISIONS, fleet: 'then' }, id: '' })),
    json: timed(() => JSON.parse(JSON.stringify(decisions))),
  });
  const bytes = Number(database.handle.prepare('SELECT avg(length(basis)) AS bytes FROM bases').get()?.bytes);
  database.close();
  rmSync(folder, { recursive: true, force: true });
  const line = (measure: string, figure: number): Line => ({
    measure,
    value: `${figure.toFixed(0)} ms`,
    against: `JSON of them, there and back ${times.json.toFixed(0)} ms`,
    ratio: `${(figure / times.json).toFixed(1)}x`,
    goal: `at most ${GOAL_MS} ms`,
    reached: figure <= GOAL_MS,
  });
  return [
    line(`${DECISIONS} decisions over ${TARGETS} targets under ${RULES} rules`, times.pure),
    line('the same, read from disk', times.whole),
    {
      measure: 'kept of a decision',
      value: `${bytes.toFixed(0)} B`,
      against: 'what was set',
      ratio: `${(bytes / GOAL_BYTES).toFixed(2)}x`,
      goal: `at most ${GOAL_BYTES} B`,
      reached: bytes <= GOAL_BYTES,
    },
  ];
}
