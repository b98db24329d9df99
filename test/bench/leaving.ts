import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { type Line, median } from './measure.ts';
import { openAll } from './proxies.ts';

const CANCELS = 100;
/** As in the other measures, a program that runs for days is measured, not its first second. */
const WARM_UPS = 50;

/** From the caller's leaving to the end of the cloud's connection, which is in this process so that both are on one clock. */
export async function cancelLines(portkey: string | undefined, folder: string): Promise<Line[]> {
  const cloud = await openStubCloud();
  const lines: Line[] = [];
  const proxies = await openAll(cloud.address, 'echo-tokens-1000-gap-5', portkey, folder);
  for (const proxy of proxies) {
    if (proxy.name === 'direct') continue;
    const taken: number[] = [];
    // One that never closes would take a second each time.
    const [asked, warmUps] = proxy.name === 'portkey' ? [10, 0] : [CANCELS, WARM_UPS];
    for (let count = -warmUps; count < asked; count++) {
      cloud.visits.length = 0;
      const left = await proxy.leave();
      const closed = await closedAt(cloud);
      if (closed !== undefined && count >= 0) taken.push(closed - left);
    }
    lines.push({
      measure: `cancel, to the closed connection of the cloud: ${proxy.name}`,
      value: taken.length === 0 ? 'never' : `${median(taken).toFixed(1)} ms`,
      against: taken.length === 0 ? '' : `worst ${Math.max(...taken).toFixed(1)} ms`,
      ratio: `${taken.length} of ${asked}`,
      goal: proxy.name === 'lintel' ? 'at most 5 ms, each time' : 'reported',
      ...(proxy.name === 'lintel' ? { reached: taken.length === asked && Math.max(...taken) <= 5 } : {}),
    });
  }
  for (const proxy of proxies) proxy.close();
  await cloud.close();
  return lines;
}

/** When the last visit ended before its answer did; nothing where that took more than a second. */
async function closedAt(cloud: StubCloud): Promise<number | undefined> {
  const until = performance.now() + 1_000;
  while (performance.now() < until) {
    const visit = cloud.visits.at(-1);
    if (visit?.closedAt !== undefined) return visit.isComplete === true ? undefined : visit.closedAt;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
