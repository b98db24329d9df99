// The port before a model of this device and a cloud, for the soak. Arguments: the cloud's address. Sends its address and key
// to the parent, then answers what that asks: how much memory it holds, which requests it has written down, or to lose a worker.
import { setTimeout as wait } from 'node:timers/promises';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { openHouse } from '../conformance/port/house.ts';

/** What the parent asks for. */
export type ToHouse =
  | { readonly type: 'measure' }
  | { readonly type: 'kill a worker' }
  /** Which of these requests are not written down. */
  | { readonly type: 'missing'; readonly ids: readonly string[] }
  /** Once nothing is under way. */
  | { readonly type: 'count' };

export type FromHouse =
  | { readonly type: 'open'; readonly address: string; readonly key: string }
  /** In MiB, after all garbage is collected. */
  | { readonly type: 'measured'; readonly rss: number; readonly heap: number; readonly outside: number }
  | { readonly type: 'missing'; readonly ids: readonly string[] }
  | { readonly type: 'counted'; readonly rows: number; readonly open: number; readonly faults: readonly string[]; readonly kills: number };

const ABILITIES = ['chat', 'tools', 'json', 'images', 'reasoning'] as const;
const modelsOf = (...ids: string[]) => ids.map((id) => ({ id, contextWindow: 128_000, abilities: ABILITIES }));
const MIB = 2 ** 20;
const SETTLE_MS = 1_500;

const house = await openHouse({
  cloud: process.argv[2] ?? '',
  remotes: {
    openai: modelsOf('echo', 'echo-tokens-60-gap-5'),
    anthropic: modelsOf('echo', 'echo-tokens-60-gap-5'),
    shaky: modelsOf('openai.429', 'openai.cut', 'openai.mid-stream-error', 'openai.500'),
    shaken: modelsOf('anthropic.429', 'anthropic.cut', 'anthropic.529'),
  },
  files: { starter: makeModel(PRESETS.starter), embedder: makeModel(PRESETS.embedder) },
  record: (database) => createEgressLog(database, { now: Date.now, keepsText: () => false, onFault: console.error }),
});
const tell = (message: FromHouse) => void process.send?.(message);
const row = house.database.handle.prepare('SELECT 1 FROM requests WHERE id = ?');
let kills = 0;

process.on('message', async (asked: ToHouse) => {
  if (asked.type === 'measure') {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    tell({ type: 'measured', rss: rss / MIB, heap: heapUsed / MIB, outside: external / MIB });
  } else if (asked.type === 'kill a worker') {
    const pid = house.pids.at(-1 - (kills % 2));
    kills++;
    try {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    } catch {
      // It had ended already, and none was started since.
    }
  } else if (asked.type === 'missing') {
    tell({ type: 'missing', ids: house.database.fresh(() => asked.ids.filter((id) => row.get(id) === undefined)) });
  } else {
    await wait(SETTLE_MS);
    const count = (where: string) => Number(house.database.handle.prepare(`SELECT count(*) AS n FROM requests ${where}`).get()?.n);
    tell({ type: 'counted', rows: count(''), open: count("WHERE status = 'open'"), faults: house.faults.map(String), kills });
  }
});
process.on('disconnect', () => void house.close().finally(() => process.exit()));
tell({ type: 'open', address: house.address, key: house.key });
