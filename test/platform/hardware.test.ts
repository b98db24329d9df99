import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHardwareSampler, type HardwareParts, type HardwareSampler, type HardwareSources } from '../../electron/platform/hardware.ts';
import { createMemorySampler } from '../../electron/platform/memory.ts';

let sampler: HardwareSampler | undefined;
afterEach(() => {
  sampler?.stop();
  sampler = undefined;
});

const IDLE: HardwareSources = {
  processor: async () => ({ cpu: 0, cpuOthers: 0 }),
  battery: async () => undefined,
  thermal: async () => undefined,
  graphics: async () => undefined,
};

function start(sources: Partial<HardwareSources>, parts: Partial<HardwareParts> = {}): HardwareSampler {
  sampler = createHardwareSampler({
    memory: createMemorySampler(),
    workersMs: () => 0,
    vram: () => undefined,
    ...parts,
    sources: { ...IDLE, ...sources },
  });
  return sampler;
}

describe('a sampler of scripted sources', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('begins with a computer without trouble, and has it where nothing can be measured', async () => {
    const broken = async () => {
      throw new Error('no such thing');
    };
    const { latest } = start({ processor: broken, battery: broken, thermal: broken, graphics: broken });
    const trouble = { cpu: 0, cpuOthers: 0, gpu: 0, vramTotalBytes: 0, vramFreeBytes: 0, onBattery: false, battery: 1, thermal: 'normal' };
    expect(latest()).toMatchObject(trouble);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(latest()).toMatchObject(trouble);
    expect(latest().cores).toBeGreaterThan(0);
    expect(latest().memoryTotalBytes).toBeGreaterThanOrEqual(latest().memoryFreeBytes);
  });

  test('a load shows within seconds and fades more slowly, and others are never more than all', async () => {
    let use = { cpu: 0, cpuOthers: 0 };
    const { latest } = start({ processor: async () => use });
    await vi.advanceTimersByTimeAsync(2000);
    use = { cpu: 1, cpuOthers: 0.5 };
    await vi.advanceTimersByTimeAsync(1000);
    expect(latest().cpu).toBeCloseTo(1 - Math.exp(-1 / 3), 1);
    await vi.advanceTimersByTimeAsync(9000);
    expect(latest().cpu).toBeGreaterThan(0.95);
    expect(latest().cpuOthers).toBeCloseTo(0.5, 1);
    use = { cpu: 0, cpuOthers: 0 };
    await vi.advanceTimersByTimeAsync(5000);
    expect(latest().cpu).toBeGreaterThan(0.55);
    expect(latest().cpuOthers).toBeLessThanOrEqual(latest().cpu);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(latest().cpu).toBeLessThan(0.02);
  });

  test('asking looks at nothing', async () => {
    let looks = 0;
    const { latest } = start({
      processor: async () => {
        looks += 1;
        return { cpu: 0.5, cpuOthers: 0 };
      },
    });
    await vi.advanceTimersByTimeAsync(3300);
    expect(looks).toBe(4);
    const seen = latest();
    for (let index = 0; index < 1000; index++) expect(latest()).toBe(seen);
    expect(looks).toBe(4);
  });

  test('on battery it looks a fifth as often', async () => {
    const looks = { processor: 0, battery: 0 };
    let isPlugged = false;
    const { latest } = start({
      processor: async () => {
        looks.processor += 1;
        return { cpu: 0, cpuOthers: 0 };
      },
      battery: async () => {
        looks.battery += 1;
        return { onBattery: !isPlugged, battery: 0.4 };
      },
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(latest()).toMatchObject({ onBattery: true, battery: 0.4 });
    for (let second = 0; second < 50; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      latest();
    }
    expect(looks.processor).toBeGreaterThanOrEqual(10);
    expect(looks.processor).toBeLessThanOrEqual(11);
    expect(looks.battery).toBe(1);
    isPlugged = true;
    for (let second = 0; second < 150; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      latest();
    }
    expect(latest().onBattery).toBe(false);
  });

  test('it dozes when nobody asked for a minute, and whoever asks wakes it', async () => {
    let looks = 0;
    const { latest } = start({
      processor: async () => {
        looks += 1;
        return { cpu: 0, cpuOthers: 0 };
      },
    });
    await vi.advanceTimersByTimeAsync(62_000);
    looks = 0;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(looks).toBeLessThanOrEqual(4);
    looks = 0;
    latest();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toBeGreaterThanOrEqual(10);
  });

  test('what llama.cpp says of the card counts before what the system says, and no more is free than there is', async () => {
    let vram: ReturnType<HardwareParts['vram']>;
    const graphics = async () => ({ gpu: 0.5, memory: { totalBytes: 8e9, freeBytes: 6e9 } });
    const { latest } = start({ graphics }, { vram: () => vram });
    await vi.advanceTimersByTimeAsync(500);
    expect(latest()).toMatchObject({ gpu: 0.5, vramTotalBytes: 8e9, vramFreeBytes: 6e9 });
    vram = { totalBytes: 7e9, freeBytes: 9e9 };
    await vi.advanceTimersByTimeAsync(1000);
    expect(latest()).toMatchObject({ vramTotalBytes: 7e9, vramFreeBytes: 7e9 });
    vram = undefined;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(latest()).toMatchObject({ vramTotalBytes: 8e9, vramFreeBytes: 6e9 });
  });

  test('once stopped, it looks no more', async () => {
    let looks = 0;
    const { stop } = start({
      processor: async () => {
        looks += 1;
        return { cpu: 0, cpuOthers: 0 };
      },
    });
    await vi.advanceTimersByTimeAsync(2000);
    stop();
    looks = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('this computer has cores, memory and shares between 0 and 1, whatever else it tells', async () => {
  sampler = createHardwareSampler({ memory: createMemorySampler(), workersMs: () => 0, vram: () => undefined });
  await sampler.first(5000);
  const seen = sampler.latest();
  for (const share of [seen.cpu, seen.cpuOthers, seen.gpu, seen.battery]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  expect(seen.cpuOthers).toBeLessThanOrEqual(seen.cpu);
  expect(seen.memoryFreeBytes).toBeGreaterThan(0);
  expect(seen.vramFreeBytes).toBeLessThanOrEqual(seen.vramTotalBytes);
  expect(['normal', 'warm', 'throttled']).toContain(seen.thermal);
});
