// The port before one model of a cloud, with the real path, door and database, and nothing else of Lintel: for measuring
// what it adds. Arguments: the cloud's address, a folder for the database. Sends its address to the parent.
import { join } from 'node:path';
import { openDoor } from '../../electron/egress/door.ts';
import { createOpenaiEngine } from '../../electron/engines/remote/openai/engine.ts';
import { openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import { createClock } from '../../electron/platform/clock.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';
import { createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { SITUATION, target } from '../fakes/ports.ts';
import { tellUse } from './process-use.ts';

const [cloud = '', folder = ''] = process.argv.slice(2);
const database = openDatabase(join(folder, 'lintel.db'), { repair: false });
const clock = createClock();
const door = openDoor({
  placeOf: () => ({ name: 'The stub', zone: 'cloud', origins: [cloud] }),
  stayOnDevice: () => false,
  onStay: () => () => undefined,
  record: createEgressLog(database, { now: clock.now, keepsText: () => false, onFault: console.error }),
  onRefused: console.error,
});
const TARGETS = Array.from({ length: 20 }, (_, index) =>
  target(index === 0 ? 'stub/echo' : `other/${index}`, { zone: 'cloud', contextWindow: 128_000, loaded: true }),
);
const provider = { id: 'stub', name: 'The stub', kind: 'openai-compatible', dialect: 'openai', zone: 'cloud', models: [] } as const;
const engines = new Map<string, ReturnType<typeof createOpenaiEngine>>();
const fleet = {
  targets: () => TARGETS,
  engine(targetId: string) {
    // The cloud of this measurement answers as the name of its model says, which the target's stands for.
    const model = { targetId, provider: { ...provider, baseUrl: `${cloud}/v1` }, model: { id: process.env.STUB_MODEL ?? 'echo' } };
    const known = engines.get(targetId) ?? createOpenaiEngine({ ...model, keys: () => [{ id: 'key', secret: 'secret' }] }, { door, clock });
    engines.set(targetId, known);
    return known;
  },
};
const gateway = await openGateway(
  {
    ports: {
      scanner: createScanner(),
      fleet: withBreakers(fleet, createBreakers(clock.elapsed)),
      ledger: createRequestLedger(database, clock.now),
      clock,
      random: Math.random,
      vault: { read: () => [], write: () => undefined },
      situation: () => SITUATION,
      lastAnswered: () => undefined,
      policy: () => DEFAULT_POLICY,
    },
    session: createSession('bench'),
    version: 'bench',
    bodyLimit: 2 ** 20,
    findApp: () => ({ id: 'bench', tags: [] }),
    refreshModels: async () => undefined,
    window: async () => new Response(),
    onFault: console.error,
  },
  0,
);
tellUse(gateway.address);
