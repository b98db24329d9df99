import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBudgets } from '../../../electron/ledger/budgets.ts';
import { openDatabase } from '../../../electron/ledger/database.ts';
import { createRequestLedger } from '../../../electron/ledger/requests.ts';
import { createVectorSpaces } from '../../../electron/ledger/vector-spaces.ts';
import { createClock } from '../../../electron/platform/clock.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import { DEFAULT_POLICY, type Policy } from '../../../shared/routing/policy.ts';
import type { Fleet, Ports } from '../../../shared/routing/ports.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { createSubject } from '../../engines/local/subject.ts';
import { doorForTests } from '../../fakes/door.ts';
import { fakePorts, SITUATION, target } from '../../fakes/ports.ts';
import { providersIn } from '../../fakes/providers.ts';

export const PRICE = { input: 1e9, output: 10e9, source: 'a page', date: '2026-01-01' };

/** A real model file on this device that reads texts, real providers behind the real door, and a real ledger, as one fleet. */
export function openPlaces(providers: readonly Provider[] = [], preset: 'embedder' | 'reranker' = 'embedder') {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-work-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  writeFileSync(join(folder, 'model'), makeModel(PRESETS[preset]));
  const here = createSubject(join(folder, 'model'));
  const clock = createClock();
  let place: (targetId: string) => ReturnType<typeof remote.fleet.placeOf> = () => undefined;
  const door = doorForTests({ placeOf: (targetId) => place(targetId) });
  const remote = providersIn(database, { door });
  place = remote.fleet.placeOf;
  for (const provider of providers) remote.providers.store.add(provider);
  const own = target('boxed', { abilities: [preset === 'embedder' ? 'embeddings' : 'rerank'], contextWindow: 512, parameters: 1e6 });
  let isHere = true;
  let policy: Policy = DEFAULT_POLICY;
  const fleet: Fleet = {
    targets: () => [...(isHere ? [own] : []), ...remote.fleet.targets()],
    engine: (targetId) => (remote.fleet.has(targetId) ? remote.fleet.engine(targetId) : here.engine),
  };
  const budgets = createBudgets(database, { now: clock.now, offsetAt: () => 0 });
  const requests = createRequestLedger(database, clock.now);
  const ports: Ports = {
    ...fakePorts([]),
    ...{ fleet, clock, budgets },
    ledger: requests,
    policy: () => policy,
    situation: () => ({ ...SITUATION, budget: budgets.state(), time: { ...SITUATION.time, date: '2026-02-04' } }),
    vectors: createVectorSpaces(database),
  };
  return {
    ports,
    budgets,
    database,
    rows: door.rows,
    /** The model on this device is gone, or there again. */
    lend(there: boolean) {
      isHere = there;
    },
    change(next: Partial<Policy>) {
      policy = { ...policy, ...next };
    },
    requests,
    async close() {
      await here.dispose();
      door.close();
      budgets.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A provider in the cloud whose address is on this computer. */
export const cloudAt = (address: string, id: string, models: Provider['models'], rest: Partial<Provider> = {}): Provider => ({
  ...{ id, name: id, kind: 'openai-compatible', dialect: 'openai', baseUrl: `${address}/v1`, zone: 'cloud' },
  models,
  ...rest,
});
