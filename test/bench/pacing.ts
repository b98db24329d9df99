// node test/bench/pacing.ts: tokens/s beside programs that burn every core, with and without threads that give way.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLoadSampler } from '../../electron/platform/load.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { chat, requestOf } from '../conformance/chat.ts';
import { createSubject } from '../engines/local/subject.ts';

const CORES = cpus().length;
const ROUNDS = 3;
const SETTLE_MS = 2500;
const MEASURE_MS = 3000;

const folder = mkdtempSync(join(tmpdir(), 'lintel-pacing-'));
const path = join(folder, 'bench.gguf');
writeFileSync(path, makeModel(PRESETS.bench));

/** Keeps every core busy until it is called, or for half a minute. */
function burn(): () => void {
  const burners = cpus().map(() =>
    spawn(process.execPath, ['-e', 'const end = Date.now() + 30_000; while (Date.now() < end);'], { stdio: 'ignore' }),
  );
  return () => {
    for (const burner of burners) burner.kill('SIGKILL');
  };
}

/** Tokens per second before, beside and after the burners. */
async function measure(threads: number, isPaced: boolean): Promise<{ alone: number; beside: number; after: number }> {
  const subject = createSubject(path, isPaced ? { load: createLoadSampler() } : {});
  const engine = subject.local.engine({ ...subject.model, settings: { threads } });
  const controller = new AbortController();
  let tokens = 0;
  const rate = async () => {
    const from = { tokens, at: performance.now() };
    await sleep(MEASURE_MS);
    return ((tokens - from.tokens) / (performance.now() - from.at)) * 1000;
  };
  /** One answer after the other, so that the context never grows long. */
  const talk = (async () => {
    while (!controller.signal.aborted) {
      const request = requestOf('Tell me.', { maxOutputTokens: 400, sampling: { temperature: 0 } });
      for await (const event of chat(engine, subject.targetId, request, controller.signal))
        if (event.type === 'text') tokens += event.tokens;
    }
  })();
  while (tokens === 0) await sleep(50);
  const alone = await rate();
  const stop = burn();
  await sleep(SETTLE_MS);
  const beside = await rate();
  stop();
  await sleep(SETTLE_MS);
  const after = await rate();
  controller.abort();
  await talk;
  await subject.dispose();
  return { alone, beside, after };
}

const median = (figures: readonly number[]) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

try {
  console.log(`${CORES} threads; tokens/s alone, beside ${CORES} burners, after them; ratio: beside to one undisturbed thread`);
  const rows = { 'one thread': [1, false], 'all cores, as set': [CORES, false], 'all cores, giving way': [CORES, true] } as const;
  const results = new Map<string, { alone: number; beside: number; after: number }[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, [threads, isPaced]] of Object.entries(rows))
      results.set(name, [...(results.get(name) ?? []), await measure(threads, isPaced)]);
  }
  const undisturbed = median(results.get('one thread')?.map(({ alone }) => alone) ?? []);
  for (const [name, figures] of results) {
    const [alone, beside, after] = (['alone', 'beside', 'after'] as const).map((key) => median(figures.map((figure) => figure[key])));
    console.log(
      `${name.padEnd(22)} ${alone?.toFixed(0).padStart(5)} ${beside?.toFixed(0).padStart(5)} ${after?.toFixed(0).padStart(5)}   ${((beside ?? 0) / undisturbed).toFixed(2)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
