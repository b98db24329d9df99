import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batteryIn } from '../../electron/platform/hardware-battery.ts';
import { busyOnMac, cardsIn, cardsOf, createGraphicsLook } from '../../electron/platform/hardware-graphics.ts';
import { createProcessorLook } from '../../electron/platform/hardware-processor.ts';
import { createThermalLook, createThermalLookIn, thermalOf } from '../../electron/platform/hardware-thermal.ts';
import { createMemorySampler } from '../../electron/platform/memory.ts';

let system: string;
beforeEach(() => {
  system = mkdtempSync(join(tmpdir(), 'lintel-system-'));
});
afterEach(() => rmSync(system, { recursive: true }));

/** Files as the kernel has them: each ends with a line break. */
function put(files: Record<string, string | number>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(system, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${content}\n`);
  }
}

const elapsed = () => performance.now();

describe('the processor', () => {
  test('what this process computes is not another’s', async () => {
    const look = createProcessorLook({ workersMs: () => 0, elapsed });
    const began = performance.now();
    const before = process.cpuUsage();
    const spent = () => {
      const { user, system: inKernel } = process.cpuUsage(before);
      return (user + inKernel) / 1000;
    };
    while (spent() < 500);
    const own = spent() / (performance.now() - began) / availableParallelism();
    const { cpu, cpuOthers } = await look();
    expect(cpu).toBeGreaterThan(own - 0.1);
    expect(cpu - cpuOthers).toBeGreaterThan(own - 0.1);
    expect(cpu - cpuOthers).toBeLessThan(own + 0.1);
  });

  test('what another process computes is another’s, unless it is a worker of Lintel’s', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log("on"); for (;;);'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      let computedMs = 0;
      const asAnothers = createProcessorLook({ workersMs: () => 0, elapsed });
      const asOurs = createProcessorLook({ workersMs: () => computedMs, elapsed });
      await wait(800);
      // Beside other busy programs it gets a share of a core at the least.
      computedMs = 200;
      const [others, ours] = await Promise.all([asAnothers(), asOurs()]);
      expect(others.cpuOthers).toBeGreaterThan(0.2 / availableParallelism());
      expect(ours.cpuOthers).toBeLessThan(others.cpuOthers - 0.1 / availableParallelism());
    } finally {
      child.kill('SIGKILL');
    }
  });

  test.each([
    ['the newer kind', (ms: number) => ({ 'cpu.stat': `usage_usec ${ms * 1000}\nuser_usec 1` })],
    ['the older kind', (ms: number) => ({ 'cpuacct/cpuacct.usage': ms * 1e6 })],
  ])('a container counts by what it may use: %s', async (_, usage) => {
    let now = 0;
    let hostCores = 0;
    const look = createProcessorLook({
      workersMs: () => 0,
      ownMs: () => now / 2,
      elapsed: () => now,
      load: { busyCores: () => hostCores },
      allCores: 8,
      cores: 2,
      cgroup: system,
    });
    put(usage(0));
    await look();
    // In a second, the container computed for 1.5: a half of it Lintel, the rest others in it.
    now = 1000;
    put(usage(1500));
    const inside = await look();
    expect(inside.cpu).toBeCloseTo(0.75);
    expect(inside.cpuOthers).toBeCloseTo(0.5);
    // Outside of it the computer is so busy that half a core is left, whatever the container may use.
    now = 2000;
    hostCores = 7.5;
    put(usage(2000));
    const squeezed = await look();
    expect(squeezed.cpu).toBeCloseTo(0.75);
    expect(squeezed.cpuOthers).toBeCloseTo(0.5);
  });
});

describe('the battery', () => {
  const charger = (online: number) => ({ 'class/power_supply/ADP1/type': 'Mains', 'class/power_supply/ADP1/online': online });
  const battery = (status: string, capacity: number) => ({
    'class/power_supply/BAT0/type': 'Battery',
    'class/power_supply/BAT0/status': status,
    'class/power_supply/BAT0/capacity': capacity,
  });

  test('is absent on a computer without one, also when its mouse has one', async () => {
    expect(await batteryIn(system)).toBeUndefined();
    put({
      'class/power_supply/hidpp_battery_0/type': 'Battery',
      'class/power_supply/hidpp_battery_0/scope': 'Device',
      'class/power_supply/hidpp_battery_0/status': 'Discharging',
      'class/power_supply/hidpp_battery_0/capacity': 5,
    });
    expect(await batteryIn(system)).toBeUndefined();
  });

  test('is in use while it discharges and nothing else powers the computer', async () => {
    put({ ...charger(0), ...battery('Discharging', 37) });
    expect(await batteryIn(system)).toEqual({ onBattery: true, battery: 0.37 });
    put({ ...charger(1), ...battery('Full', 100) });
    expect(await batteryIn(system)).toEqual({ onBattery: false, battery: 1 });
    // Some discharge a little while plugged in, to last longer.
    put({ ...charger(1), ...battery('Discharging', 79) });
    expect(await batteryIn(system)).toEqual({ onBattery: false, battery: 0.79 });
  });

  test('with files that hold no numbers is taken as full', async () => {
    put({ ...battery('Discharging', 10), 'class/power_supply/BAT0/capacity': 'unknown' });
    expect(await batteryIn(system)).toEqual({ onBattery: true, battery: 1 });
  });
});

describe('heat', () => {
  const zone = (temperature: number) => ({
    'class/thermal/thermal_zone0/type': 'x86_pkg_temp',
    'class/thermal/thermal_zone0/temp': temperature,
    'class/thermal/thermal_zone0/trip_point_0_type': 'passive',
    'class/thermal/thermal_zone0/trip_point_0_temp': -274_000,
    'class/thermal/thermal_zone0/trip_point_1_type': 'passive',
    'class/thermal/thermal_zone0/trip_point_1_temp': 95_000,
    'class/thermal/thermal_zone0/trip_point_2_type': 'critical',
    'class/thermal/thermal_zone0/trip_point_2_temp': 105_000,
  });

  test('is by the points of the processor’s own zones', async () => {
    expect(await createThermalLookIn(system)()).toBeUndefined();
    put({ ...zone(50_000), 'class/thermal/thermal_zone1/type': 'iwlwifi_1', 'class/thermal/thermal_zone1/temp': 120_000 });
    const look = createThermalLookIn(system);
    expect(await look()).toBe('normal');
    put(zone(86_000));
    expect(await look()).toBe('warm');
    put(zone(95_000));
    expect(await look()).toBe('throttled');
  });

  test('shows in the throttlings that the processor counts, from one look to the next', async () => {
    const count = (times: number) => put({ 'devices/system/cpu/cpu0/thermal_throttle/package_throttle_count': times });
    count(40);
    const look = createThermalLookIn(system);
    expect(await look()).toBe('normal');
    count(41);
    expect(await look()).toBe('throttled');
    expect(await look()).toBe('normal');
  });

  test('on a Mac is what pmset says', () => {
    expect(thermalOf('Note: No thermal warning level has been recorded\nNote: No performance warning level has been recorded\n')).toBe(
      'normal',
    );
    const limits = (speed: number) =>
      `CPU Power notify\n\tCPU_Scheduler_Limit \t= 100\n\tCPU_Available_CPUs \t= 8\n\tCPU_Speed_Limit \t= ${speed}\n`;
    expect(thermalOf(limits(100))).toBe('normal');
    expect(thermalOf(limits(62))).toBe('throttled');
    expect(thermalOf('Thermal warning level = 2\n')).toBe('warm');
    expect(thermalOf('')).toBe('normal');
  });
});

describe('graphics cards', () => {
  test('are added up, and the busiest counts', () => {
    expect(cardsOf('35, 8192, 2048\n90, 16384, 1024\n')).toEqual({
      gpu: 0.9,
      memory: { totalBytes: 24 * 2 ** 30, freeBytes: 21 * 2 ** 30 },
    });
    // A divided card does not tell how busy it is; what is no card is passed over.
    expect(cardsOf('[N/A], 81920, 1\n')).toMatchObject({ gpu: 0 });
    for (const nothing of ['', 'No devices were found\n', '5, 0, 0\n', '5, [N/A], [N/A]\n']) expect(cardsOf(nothing)).toBeUndefined();
  });

  test('are read from the kernel where their driver tells it there', async () => {
    expect(await cardsIn(system)).toBeUndefined();
    put({
      'class/drm/card1/device/gpu_busy_percent': 42,
      'class/drm/card1/device/mem_info_vram_total': 8e9,
      'class/drm/card1/device/mem_info_vram_used': 3e9,
      'class/drm/card1-DP-1/status': 'connected',
      'class/drm/card0/device/vendor': '0x8086',
    });
    expect(await cardsIn(system)).toEqual({ gpu: 0.42, memory: { totalBytes: 8e9, freeBytes: 5e9 } });
  });

  test('on a Mac tell how busy they are', () => {
    expect(busyOnMac('"PerformanceStatistics" = {"In use system memory"=1,"Device Utilization %"=37,"Renderer Utilization %"=36}')).toEqual(
      { gpu: 0.37 },
    );
    expect(busyOnMac('')).toBeUndefined();
  });
});

test('looking costs under 1 % of a core at its usual pace', async () => {
  const memory = createMemorySampler();
  const looks: [everyMs: number, look: () => Promise<unknown>][] = [
    [1000, createProcessorLook({ workersMs: () => 0, elapsed })],
    [3000, memory.refresh],
    [5000, createThermalLook()],
  ];
  // What starts a program is kept below this by its rest, and no program's cost shows here.
  const graphics = createGraphicsLook();
  if (!graphics.startsProgram) looks.push([10_000, graphics.look]);
  if (process.platform === 'linux') looks.push([30_000, () => batteryIn('/sys')]);
  let share = 0;
  for (const [everyMs, look] of looks) {
    await look();
    const times = 200;
    const before = process.cpuUsage();
    for (let index = 0; index < times; index++) await look();
    const { user, system: inKernel } = process.cpuUsage(before);
    share += (user + inKernel) / 1000 / times / everyMs;
  }
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.01);
});
