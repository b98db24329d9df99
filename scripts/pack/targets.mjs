// @ts-check

/**
 * What is packaged: systems and processors as electron-builder names them, and the packages that hold llama.cpp for
 * them. As node-llama-cpp's guide has it, each package brings every variant of its platform: the one for the processor
 * alone, Vulkan's, and CUDA's with its extension for other cards.
 * @typedef {{ os: 'linux' | 'mac' | 'win', arch: 'x64' | 'arm64', llama: readonly string[], mostBytes: number }} PackTarget
 */

const MIB = 2 ** 20;

/** `mostBytes`: of all files that Lintel adds to Electron's own, unpacked. */
export const TARGETS = /** @satisfies {Record<string, PackTarget>} */ ({
  'linux-x64': {
    os: 'linux',
    arch: 'x64',
    llama: ['linux-x64', 'linux-x64-vulkan', 'linux-x64-cuda', 'linux-x64-cuda-ext'],
    mostBytes: 720 * MIB,
  },
  'linux-arm64': { os: 'linux', arch: 'arm64', llama: ['linux-arm64'], mostBytes: 100 * MIB },
  'mac-arm64': { os: 'mac', arch: 'arm64', llama: ['mac-arm64-metal'], mostBytes: 100 * MIB },
  'mac-x64': { os: 'mac', arch: 'x64', llama: ['mac-x64'], mostBytes: 100 * MIB },
  'win-x64': { os: 'win', arch: 'x64', llama: ['win-x64', 'win-x64-vulkan', 'win-x64-cuda', 'win-x64-cuda-ext'], mostBytes: 900 * MIB },
  'win-arm64': { os: 'win', arch: 'arm64', llama: ['win-arm64'], mostBytes: 100 * MIB },
});

/** @typedef {keyof typeof TARGETS} TargetName */

/**
 * @param {string} name
 * @returns {PackTarget}
 */
export function targetNamed(name) {
  if (!Object.hasOwn(TARGETS, name)) throw new Error(`There is no package for ${name}. There are: ${Object.keys(TARGETS).join(', ')}.`);
  return TARGETS[/** @type {TargetName} */ (name)];
}

/** The package for the system that this runs on. */
export function ownTarget() {
  const os = { darwin: 'mac', win32: 'win' }[/** @type {string} */ (process.platform)] ?? 'linux';
  return /** @type {TargetName} */ (`${os}-${process.arch}`);
}
