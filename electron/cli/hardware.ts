import type { Hardware } from '../../shared/routing/situation.ts';
import { createHardwareSampler } from '../platform/hardware.ts';
import { createMemorySampler } from '../platform/memory.ts';

/** Programs that tell of batteries and cards may take longer; what they tell is left out then. */
const PATIENCE_MS = 3000;

/** Looks at this computer once, for about a quarter of a second. */
export async function lookAtHardware(): Promise<Hardware> {
  const sampler = createHardwareSampler({ memory: createMemorySampler(), workersMs: () => 0, vram: () => undefined });
  await sampler.first(PATIENCE_MS);
  sampler.stop();
  return sampler.latest();
}

const GIB = 2 ** 30;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;
const percent = (share: number) => `${Math.round(share * 100)} %`;
const HEAT = { normal: 'not hot', warm: 'warm', throttled: 'slowed down by heat' };

/** The state of this computer in words. */
export function hardwareWords(hardware: Hardware): string {
  const { cores, cpu, cpuOthers, memoryFreeBytes, memoryTotalBytes, gpu, vramFreeBytes, vramTotalBytes, onBattery, battery, thermal } =
    hardware;
  const power = onBattery ? `on battery, ${percent(battery)} charged` : 'on mains power';
  const card = vramTotalBytes === 0 ? [] : [`graphics card ${percent(gpu)} busy, ${gib(vramFreeBytes)} of ${gib(vramTotalBytes)} free`];
  return [
    `${percent(cpu)} of ${cores} ${cores === 1 ? 'core' : 'cores'} busy, ${percent(cpuOthers)} with other programs`,
    `${gib(memoryFreeBytes)} of ${gib(memoryTotalBytes)} of memory free`,
    ...card,
    power,
    HEAT[thermal],
  ].join('; ');
}
