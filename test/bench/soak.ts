// npm run soak [cycles]: loads and unloads a model 1,000 times and shows that nothing is left behind.
// npm run soak -- port [--minutes 30]: as test/bench/soak-port.ts says.
import { cycle, type Holding } from './cycles.ts';
import { reportPort } from './soak-report.ts';

if (process.argv[2] === 'port') {
  await reportPort(process.argv.slice(3));
  process.exit();
}

const CYCLES = Number(process.argv[2] ?? 1000);
const SAMPLES = 20;
/** Of the resident memory after the first tenth: allocators settle, leaks do not. */
const GROWTH_MIB = 24;

const samples: Holding[] = [];
const began = performance.now();
console.log('cycle  rss MiB  heap MiB  files  handles');
for await (const sample of cycle(CYCLES, Math.max(1, Math.floor(CYCLES / SAMPLES)))) {
  samples.push(sample);
  const { cycle: index, rssMib, heapMib, files, handles } = sample;
  console.log(
    `${String(index).padStart(5)}  ${rssMib.toFixed(1).padStart(7)}  ${heapMib.toFixed(1).padStart(8)}  ${String(files).padStart(5)}  ${String(handles).padStart(7)}`,
  );
}
const settled = samples[Math.ceil(samples.length / 10)];
const last = samples.at(-1);
if (settled === undefined || last === undefined) throw new Error('Too few cycles to compare anything.');
const isFlat = last.rssMib - settled.rssMib <= GROWTH_MIB && last.files <= settled.files && last.handles <= settled.handles;
console.log(`${CYCLES} cycles in ${Math.round((performance.now() - began) / 1000)} s: ${isFlat ? 'flat' : 'it grows'}`);
if (!isFlat) process.exitCode = 1;
