// A port over one model with as many threads as it is told, and nothing else of Lintel: for measuring what the port and
// the worker cost. Sends its address to the parent once the model is loaded, with the milliseconds that took.
import { join } from 'node:path';
import { createLocalEngine } from '../../electron/engines/local/engine.ts';
import { createLocalFleet } from '../../electron/engines/local/fleet.ts';
import { forkWorker } from '../../electron/engines/local/fork.ts';
import { openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { createClock } from '../../electron/platform/clock.ts';
import { createLoadSampler } from '../../electron/platform/load.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { freeBudgets } from '../fakes/budgets.ts';
import { SITUATION } from '../fakes/ports.ts';

const [path = '', threads = 'adapted'] = process.argv.slice(2);
const workerEntry = join(import.meta.dirname, '..', '..', 'dist', 'main', 'worker.js');
const isAdapted = threads === 'adapted';
const engine = createLocalEngine({ launch: forkWorker, workerEntry, ...(isAdapted ? { load: createLoadSampler() } : {}) });
const model = { id: 'bench', name: 'Bench', path, bytes: 1, modifiedAt: 1, parameters: 1e8, contextLength: 4096, kvBytesPerToken: 16_384 };
const facts = isAdapted ? {} : { settings: () => ({ threads: Number(threads) }) };
const fleet = createLocalFleet({ models: () => [model] }, engine, facts);
const began = performance.now();
await fleet.load(model.id, -1);
const readyMs = performance.now() - began;
const ignore = () => undefined;
const gateway = await openGateway(
  {
    ports: {
      scanner: createScanner(),
      fleet,
      ledger: { opened: ignore, attempted: ignore, closed: ignore },
      clock: createClock(),
      random: Math.random,
      budgets: freeBudgets(),
      vault: { read: () => [], write: ignore },
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
process.send?.({ address: gateway.address, readyMs });
process.on('disconnect', () => void engine.dispose().then(() => process.exit()));
