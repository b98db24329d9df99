// @ts-check
// node scripts/pack/check-sizes.mjs FOLDER: whether each package that was built is within its budget.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 2 ** 20;
/** Electron alone is some 110 MiB packed; CUDA's and Vulkan's libraries for x64 are most of the rest. */
const MOST_BYTES = { 'linux-x64': 520 * MIB, 'win-x64': 620 * MIB, other: 220 * MIB };

const folder = process.argv[2] ?? 'release';
for (const name of readdirSync(folder).filter((file) => /\.(?:dmg|zip|exe|deb|rpm|AppImage)$/.test(file))) {
  const size = statSync(join(folder, name)).size;
  const platform = /(linux|win)-(?:x64|x86_64|amd64)/.exec(name)?.[1];
  const most = platform === 'linux' ? MOST_BYTES['linux-x64'] : platform === 'win' ? MOST_BYTES['win-x64'] : MOST_BYTES.other;
  process.stdout.write(`${name}: ${Math.round(size / MIB)} of ${most / MIB} MiB\n`);
  if (size > most) process.exitCode = 1;
}
