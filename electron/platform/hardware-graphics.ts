import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { namesIn, numberIn } from './hardware-files.ts';

/** Graphics cards together. */
export interface CardsUse {
  /** Share of the busiest in use, 0 to 1. */
  readonly gpu: number;
  /** Absent where only llama.cpp could say. */
  readonly memory?: { readonly totalBytes: number; readonly freeBytes: number };
}

const run = promisify(execFile);
const GIVE_UP_MS = 5000;
const MOST_OUTPUT = 2 ** 20;
const MIB = 2 ** 20;

/**
 * Looks at the graphics cards; undefined where there is none that tells. systeminformation would do, too, but it waits
 * for `nvidia-smi` with the whole program waiting along, and asks for displays that nobody wants to know of.
 */
export function createGraphicsLook(): { readonly startsProgram: boolean; look(): Promise<CardsUse | undefined> } {
  if (process.platform === 'darwin') return { startsProgram: true, look: async () => busyOnMac(await said(IOREG, IOREG_ASKED)) };
  const inKernel = async () => (process.platform === 'linux' ? cardsIn('/sys') : undefined);
  const nvidia = nvidiaProgram();
  if (nvidia === undefined) return { startsProgram: false, look: inKernel };
  return { startsProgram: true, look: async () => cardsOf(await said(nvidia, NVIDIA_ASKED)) ?? inKernel() };
}

const IOREG = '/usr/sbin/ioreg';
const IOREG_ASKED = ['-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'];
const NVIDIA_ASKED = ['--query-gpu=utilization.gpu,memory.total,memory.used', '--format=csv,noheader,nounits'];

/** By its full path where a program of that name could lie in the folder that Lintel was started in. */
function nvidiaProgram(): string | undefined {
  if (process.platform === 'linux') return existsSync('/dev/nvidiactl') ? 'nvidia-smi' : undefined;
  if (process.platform !== 'win32') return undefined;
  const path = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'nvidia-smi.exe');
  return existsSync(path) ? path : undefined;
}

async function said(program: string, args: readonly string[]): Promise<string> {
  const options = { timeout: GIVE_UP_MS, maxBuffer: MOST_OUTPUT, windowsHide: true };
  const { stdout } = await run(program, [...args], options).catch(() => ({ stdout: '' }));
  return stdout;
}

/** What `nvidia-smi` says, a line a card: per cent in use, MiB in all, MiB taken; undefined for no such line. */
export function cardsOf(nvidiaSmi: string): CardsUse | undefined {
  const cards = nvidiaSmi.split('\n').flatMap((line) => {
    const [percent, total, used] = line.split(',').map((field) => Number.parseFloat(field));
    if (total === undefined || used === undefined || !(total > 0) || !(used >= 0)) return [];
    // A card that is divided does not tell how busy it is.
    return [{ busy: percent !== undefined && percent >= 0 ? percent / 100 : 0, total: total * MIB, free: Math.max(0, total - used) * MIB }];
  });
  return together(cards);
}

/** Cards whose driver tells it in the kernel's files, as AMD's does. */
export async function cardsIn(system: string): Promise<CardsUse | undefined> {
  const folder = join(system, 'class', 'drm');
  const names = (await namesIn(folder)).filter((name) => /^card\d+$/.test(name));
  const cards = await Promise.all(
    names.map(async (name) => {
      const device = join(folder, name, 'device');
      const [percent = 0, total, used] = await Promise.all([
        numberIn(join(device, 'gpu_busy_percent')),
        numberIn(join(device, 'mem_info_vram_total')),
        numberIn(join(device, 'mem_info_vram_used')),
      ]);
      return total === undefined || used === undefined ? [] : [{ busy: percent / 100, total, free: Math.max(0, total - used) }];
    }),
  );
  return together(cards.flat());
}

/** What `ioreg` says of the accelerator; its memory is the computer's. */
export function busyOnMac(ioreg: string): CardsUse | undefined {
  const percents = [...ioreg.matchAll(/"Device Utilization %"=(\d{1,3})\b/g)].map(([, percent]) => Number(percent));
  return percents.length === 0 ? undefined : { gpu: Math.min(1, Math.max(...percents) / 100) };
}

function together(cards: readonly { busy: number; total: number; free: number }[]): CardsUse | undefined {
  if (cards.length === 0) return undefined;
  return {
    gpu: Math.min(1, Math.max(...cards.map(({ busy }) => busy))),
    memory: {
      totalBytes: cards.reduce((sum, { total }) => sum + total, 0),
      freeBytes: cards.reduce((sum, { free }) => sum + free, 0),
    },
  };
}
