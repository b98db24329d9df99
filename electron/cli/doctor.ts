import { constants, existsSync } from 'node:fs';
import { access, readdir, readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, cpus, freemem, platform, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLibrary } from '../models/open-library.ts';
import { type Installation, installationOf } from '../platform/installation.ts';
import { findInstance } from '../platform/instance.ts';
import { pathsIn } from '../platform/paths.ts';
import { hardwareWords, lookAtHardware } from './hardware.ts';

/** One thing looked at: how it is and, where it is not well, what to do. */
export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly advice?: string;
}

const GIB = 2 ** 30;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;

/** Looks at everything Lintel needs. Changes nothing. */
export async function examine(dataFolder: string, port: number): Promise<Finding[]> {
  const installation = installationOf(import.meta.dirname);
  return Promise.all([
    runtime(),
    llamaBinary(installation),
    cpuFeatures(),
    memory(),
    hardware(),
    windowFiles(installation),
    dataFolderState(dataFolder),
    databaseState(dataFolder),
    models(installation, dataFolder),
    portState(dataFolder, port),
  ]);
}

async function runtime(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > 22 || (major === 22 && minor >= 16);
  const detail = `Node ${process.versions.node}, SQLite ${process.versions.sqlite ?? 'unknown'}`;
  return isEnough
    ? { name: 'runtime', status: 'ok', detail }
    : { name: 'runtime', status: 'failed', detail, advice: 'Run npm ci --ignore-scripts=false in Lintel’s folder: it brings Node 24.' };
}

async function llamaBinary({ root }: Installation): Promise<Finding> {
  const name = 'llama.cpp';
  const folder = join(root, 'node_modules', '@node-llama-cpp');
  const system = { darwin: 'mac', win32: 'win' }[platform() as string] ?? platform();
  const found = (await readdir(folder).catch(() => [])).filter((entry) => entry.startsWith(`${system}-${arch()}`));
  if (found.length > 0) return { name, status: 'ok', detail: found.join(', ') };
  return {
    name,
    status: 'failed',
    detail: `no binary for ${system}-${arch()}`,
    advice: 'Run npm ci again, without --omit=optional. If it stays missing, this system has no prebuilt llama.cpp.',
  };
}

async function cpuFeatures(): Promise<Finding> {
  const name = 'processor';
  const detail = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} threads`;
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => undefined);
  const flags = info === undefined ? undefined : /^flags\s*:\s*(.*)$/m.exec(info)?.[1]?.split(' ');
  if (flags === undefined) return { name, status: 'ok', detail };
  const known = ['avx', 'avx2', 'fma', 'f16c', 'avx512f', 'amx_int8'].filter((flag) => flags.includes(flag));
  const withFlags = `${detail}: ${known.join(' ') || 'no vector extensions'}`;
  if (flags.includes('avx2')) return { name, status: 'ok', detail: withFlags };
  return { name, status: 'warning', detail: withFlags, advice: 'Without AVX2 local models run several times slower. Prefer small ones.' };
}

async function memory(): Promise<Finding> {
  const detail = `${gib(freemem())} free of ${gib(totalmem())}`;
  if (freemem() > GIB) return { name: 'memory', status: 'ok', detail };
  return { name: 'memory', status: 'warning', detail, advice: 'Close other programs before loading a model.' };
}

/** Share of the charge below which nobody should count on a long answer. */
const LOW_BATTERY = 0.2;

async function hardware(): Promise<Finding> {
  const name = 'hardware';
  const seen = await lookAtHardware();
  const detail = hardwareWords(seen);
  if (seen.thermal === 'throttled')
    return { name, status: 'warning', detail, advice: 'Let it cool down: until then local models run slower.' };
  if (seen.onBattery && seen.battery < LOW_BATTERY)
    return { name, status: 'warning', detail, advice: 'Plug it in: local models take much power.' };
  return { name, status: 'ok', detail };
}

async function windowFiles({ rendererFolder }: Installation): Promise<Finding> {
  if (existsSync(join(rendererFolder, 'index.html'))) return { name: 'window', status: 'ok', detail: rendererFolder };
  return { name: 'window', status: 'failed', detail: 'not built', advice: 'Run: npm run build' };
}

async function dataFolderState(dataFolder: string): Promise<Finding> {
  const name = 'data folder';
  let folder = dataFolder;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    await access(folder, constants.W_OK);
  } catch {
    return {
      name,
      status: 'failed',
      detail: `${dataFolder} cannot be written`,
      advice: 'Check its permissions, or choose another with --data-dir.',
    };
  }
  const { bavail, bsize } = await statfs(folder);
  const detail = `${dataFolder}, ${gib(bavail * bsize)} free${folder === dataFolder ? '' : ' (made at the first start)'}`;
  if (bavail * bsize > GIB) return { name, status: 'ok', detail };
  return { name, status: 'warning', detail, advice: 'Free some space: chats and models need it.' };
}

async function databaseState(dataFolder: string): Promise<Finding> {
  const name = 'database';
  const file = pathsIn(dataFolder).database;
  if (!existsSync(file)) return { name, status: 'ok', detail: 'none yet' };
  try {
    const handle = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
    try {
      const check = handle.prepare('PRAGMA quick_check(1)').get()?.quick_check;
      if (check !== 'ok') throw new Error(String(check));
      const counts = handle
        .prepare('SELECT (SELECT count(*) FROM conversations) AS chats, (SELECT count(*) FROM requests) AS requests')
        .get();
      return { name, status: 'ok', detail: `${counts?.chats} conversations, ${counts?.requests} requests` };
    } finally {
      handle.close();
    }
  } catch (error) {
    const detail = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    return { name, status: 'failed', detail, advice: 'Start Lintel: it sets a damaged file aside, keeps it, and begins a new one.' };
  }
}

async function models({ boxFolder, inspectionEntry }: Installation, dataFolder: string): Promise<Finding> {
  const otherApps = { lmStudio: false, jan: false, huggingFace: false, ollama: false };
  const places = { box: boxFolder, own: [pathsIn(dataFolder).models], folders: [], otherApps };
  const library = await openLibrary(places, inspectionEntry);
  await library.rescan();
  const all = library.models();
  await library.close();
  const faulty = all.filter((model) => model.fault !== undefined);
  const unread = library.notices().join(' ');
  const detail = `${unread === '' ? '' : `${unread} `}${all.length - faulty.length} usable${faulty.length === 0 ? '' : `, ${faulty.length} damaged: ${faulty.map((model) => `${model.id} (${model.fault})`).join('; ')}`}`;
  if (all.length === faulty.length)
    return { name: 'models', status: 'failed', detail, advice: `Put a GGUF file into ${pathsIn(dataFolder).models}.` };
  if (faulty.length > 0) return { name: 'models', status: 'warning', detail, advice: 'Download the damaged files again, or delete them.' };
  if (unread !== '') return { name: 'models', status: 'warning', detail, advice: 'Check the permissions of what could not be read.' };
  return { name: 'models', status: 'ok', detail };
}

async function portState(dataFolder: string, port: number): Promise<Finding> {
  const address = findInstance(dataFolder)?.address;
  if (address !== undefined) return { name: 'port', status: 'ok', detail: `Lintel is running at ${address}` };
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (isFree) return { name: 'port', status: 'ok', detail: `${port} is free` };
  return {
    name: 'port',
    status: 'warning',
    detail: `${port} is taken by another program`,
    advice: 'Lintel will use the next free port. Choose one with --port.',
  };
}
