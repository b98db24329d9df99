import { availableParallelism, freemem, totalmem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Hardware, Thermal } from '../../shared/routing/situation.ts';
import { type BatteryState, batteryHere } from './hardware-battery.ts';
import { type CardsUse, createGraphicsLook } from './hardware-graphics.ts';
import { createProcessorLook, type ProcessorUse } from './hardware-processor.ts';
import { createSchedule, type Look } from './hardware-schedule.ts';
import { createSmoothing } from './hardware-smoothing.ts';
import { createThermalLook } from './hardware-thermal.ts';
import type { MemorySampler } from './memory.ts';

/** The state of this computer, looked at in the background. */
export interface HardwareSampler {
  /** As it was last seen. No I/O. Asking keeps the sampler at its usual pace. */
  latest(): Hardware;
  /** Resolves once everything was looked at, or after so many milliseconds. Never rejects. */
  first(withinMs: number): Promise<void>;
  /** Looks at everything at once: the computer woke, or its power changed. */
  lookAgain(): void;
  stop(): void;
}

/** What can be looked at; undefined: this computer has no such thing, or does not tell. A failed look changes nothing. */
export interface HardwareSources {
  processor(): Promise<ProcessorUse>;
  battery(): Promise<BatteryState | undefined>;
  thermal(): Promise<Thermal | undefined>;
  graphics(): Promise<CardsUse | undefined>;
}

export interface HardwareParts {
  readonly memory: MemorySampler;
  /** Computing that Lintel's workers ever did, in milliseconds. No I/O. */
  workersMs(): number;
  /** Memory of the graphics card as llama.cpp sees it, while a worker uses one. No I/O. */
  vram(): { readonly totalBytes: number; readonly freeBytes: number } | undefined;
  /** Absent: this computer's. */
  readonly sources?: Partial<HardwareSources>;
  readonly elapsed?: () => number;
}

const PROCESSOR_EVERY_MS = 1000;
/** The first look: as short as still says something. */
const PROCESSOR_AFTER_MS = 250;
const MEMORY_EVERY_MS = 3000;
const THERMAL_EVERY_MS = 5000;
const GRAPHICS_EVERY_MS = 10_000;
const BATTERY_EVERY_MS = 30_000;
/** Without a card, or a battery, there will hardly be one soon. */
const ABSENT_PACE = 20;

/** Nobody asked for so long: nobody is at work, and the next request wakes the sampler. */
const DOZES_AFTER_MS = 60_000;
const DOZING_PACE = 30;
/** What was seen last is never much older than this when somebody asks again. */
const DOZING_MOST_MS = 60_000;
const BATTERY_PACE = 5;

const NO_MEMORY = { totalBytes: 0, freeBytes: 0 };

const vramOf = (memory: { readonly totalBytes: number; readonly freeBytes: number } | undefined) =>
  memory === undefined ? {} : { vramTotalBytes: memory.totalBytes, vramFreeBytes: Math.min(memory.totalBytes, memory.freeBytes) };

/** Looks at this computer until it is stopped. What cannot be measured has the value of a computer without trouble. */
export function createHardwareSampler(parts: HardwareParts): HardwareSampler {
  const { memory, workersMs, vram, elapsed = () => performance.now() } = parts;
  const cards = createGraphicsLook();
  const sources: HardwareSources = {
    processor: createProcessorLook({ workersMs, elapsed }),
    battery: batteryHere,
    thermal: createThermalLook(),
    graphics: cards.look,
    ...parts.sources,
  };
  const smooth = { cpu: createSmoothing(elapsed), cpuOthers: createSmoothing(elapsed), gpu: createSmoothing(elapsed) };
  let hardware: Hardware = {
    cores: availableParallelism(),
    cpu: 0,
    cpuOthers: 0,
    memoryTotalBytes: totalmem(),
    memoryFreeBytes: freemem(),
    gpu: 0,
    vramTotalBytes: 0,
    vramFreeBytes: 0,
    onBattery: false,
    battery: 1,
    thermal: 'normal',
  };
  const set = (seen: Partial<Hardware>) => {
    hardware = { ...hardware, ...seen };
  };
  let hasBattery = true;
  let hasCard = true;
  let askedAt = elapsed();
  let isDozing = false;

  const intervalOf = (everyMs: number) => {
    isDozing = elapsed() - askedAt > DOZES_AFTER_MS;
    const intervalMs = everyMs * (hardware.onBattery ? BATTERY_PACE : 1);
    return isDozing ? Math.max(intervalMs, Math.min(everyMs * DOZING_PACE, DOZING_MOST_MS)) : intervalMs;
  };

  const looks: Look[] = [
    {
      everyMs: PROCESSOR_EVERY_MS,
      afterMs: PROCESSOR_AFTER_MS,
      async look() {
        const { cpu, cpuOthers } = await sources.processor();
        const smoothed = { cpu: smooth.cpu(cpu), cpuOthers: smooth.cpuOthers(cpuOthers) };
        // Others never take more than all together, although the two rise and fall apart.
        set({ cpu: smoothed.cpu, cpuOthers: Math.min(smoothed.cpu, smoothed.cpuOthers), ...vramOf(vram()) });
      },
    },
    {
      everyMs: MEMORY_EVERY_MS,
      startsProgram: process.platform === 'darwin',
      async look() {
        const { totalBytes, availableBytes } = memory.latest() ?? (await memory.refresh());
        set({ memoryTotalBytes: totalBytes, memoryFreeBytes: availableBytes });
      },
    },
    {
      everyMs: THERMAL_EVERY_MS,
      startsProgram: process.platform === 'darwin',
      async look() {
        set({ thermal: (await sources.thermal()) ?? 'normal' });
      },
    },
    {
      get everyMs() {
        return GRAPHICS_EVERY_MS * (hasCard ? 1 : ABSENT_PACE);
      },
      startsProgram: cards.startsProgram,
      async look() {
        const use = await sources.graphics();
        hasCard = use !== undefined;
        set({ gpu: use === undefined ? 0 : smooth.gpu(use.gpu), ...vramOf(vram() ?? use?.memory ?? NO_MEMORY) });
      },
    },
    {
      get everyMs() {
        return BATTERY_EVERY_MS * (hasBattery ? 1 : ABSENT_PACE);
      },
      startsProgram: process.platform !== 'linux',
      async look() {
        const state = await sources.battery();
        hasBattery = state !== undefined;
        set(state ?? { onBattery: false, battery: 1 });
      },
    },
  ];
  const schedule = createSchedule(looks, intervalOf, elapsed);

  return {
    async first(withinMs) {
      // The looks' own timers let the process end, so this one holds it.
      const patience = new AbortController();
      await Promise.race([schedule.first, wait(withinMs, undefined, { signal: patience.signal })]);
      patience.abort();
    },
    latest() {
      askedAt = elapsed();
      if (isDozing) {
        isDozing = false;
        schedule.paceChanged();
      }
      return hardware;
    },
    lookAgain: schedule.lookNow,
    stop: schedule.stop,
  };
}
