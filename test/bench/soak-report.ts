import { parseArgs } from 'node:util';
import { type Soaked, soakPort } from './soak-port.ts';

/** MiB a minute of live objects, over a run of some minutes: less is what collections leave by chance. */
const MOST_SLOPE = 0.5;
/** With fewer, all of it is warm-up: what is compiled and what fills caches as it is used first. */
const LEAST_ASKED = 5_000;

const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** What must not happen, as it did. */
export function wrongIn({ outcomes, asked, rows, open, missing, faults }: Soaked): string[] {
  const never = ['another’s answer', 'without its own words', 'broken off in silence'].flatMap((how) =>
    outcomes[how] === undefined ? [] : [`${how}: ${outcomes[how]}`],
  );
  // Who left at once may never have been read.
  const most = asked;
  const least = asked - (outcomes.left ?? 0) - (outcomes['turned away'] ?? 0);
  return [
    ...never,
    ...(missing.length === 0
      ? []
      : [`${missing.length} requests that callers were told of are not in the ledger: ${missing.slice(0, 5).join(', ')}`]),
    ...(open === 0 ? [] : [`${open} requests in the ledger never ended`]),
    ...(rows >= least && rows <= most ? [] : [`${rows} requests in the ledger, where ${least} to ${most} were asked`]),
    ...faults.map((fault) => `a fault: ${fault}`),
  ];
}

/** Soaks the port as the command line says, and tells what came of it. */
export async function reportPort(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '30' }, clients: { type: 'string', default: '64' } },
  });
  console.log('   s    asked   rss MiB  heap MiB  outside MiB');
  const soaked = await soakPort({
    seconds: Number(values.minutes) * 60,
    clients: Number(values.clients),
    onSample: ({ atSeconds, asked, rss, heap, outside }) =>
      console.log(
        [
          atSeconds.toFixed(0).padStart(4),
          String(asked).padStart(8),
          rss.toFixed(1).padStart(9),
          heap.toFixed(1).padStart(9),
          outside.toFixed(1).padStart(12),
        ].join(' '),
      ),
  });
  const { slopes, kills, cuts, rows, asked } = soaked;
  console.log(`${asked} asked (${listed(soaked.outcomes)}) by ${listed(soaked.dialects)}`);
  console.log(
    `${rows} rows in the ledger, ${soaked.missing.length} missing, ${soaked.open} open; ${kills} workers killed, the cloud cut ${cuts} times`,
  );
  console.log(
    `after the warm-up: heap ${slopes.heap.toFixed(2)} MiB a minute (at most ${MOST_SLOPE}), rss ${slopes.rss.toFixed(2)} MiB a minute`,
  );
  const wrong = [...wrongIn(soaked), ...(asked < LEAST_ASKED || slopes.heap <= MOST_SLOPE ? [] : ['it grows'])];
  console.log(wrong.length === 0 ? 'nothing lost, nothing mixed up, nothing left behind' : wrong.join('\n'));
  if (wrong.length > 0) process.exitCode = 1;
}
