// @ts-check
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closureOf } from './packages.mjs';

/** @import { PackTarget } from './targets.mjs' */

/** Left out of every package of npm's: what only builds, documents or describes it. */
const NEEDLESS = [
  /\.(?:d\.[cm]?ts|map|md|markdown|tsbuildinfo|flow|[cm]?tsx?|cc|cpp|c|h|hpp|cu|gyp|gypi|cmake)$/i,
  /(?:^|\/)(?:test|tests|__tests__|docs?|examples?|benchmarks?|\.github|\.vscode)\//i,
  /(?:^|\/)\.[^/]+$/,
  /(?:^|\/)(?:yarn\.lock|package-lock\.json|tsconfig[^/]*\.json|CMakeLists\.txt|Makefile|CHANGELOG[^/]*)$/i,
];

/** Of node-llama-cpp: the sources of llama.cpp, the templates of its scaffolding, and binaries that have moved elsewhere. */
const LLAMA_NEEDLESS =
  /^node_modules\/node-llama-cpp\/(?:bins|templates|llama\/(?:addon|cmake|gitRelease\.bundle|grammars|patches|profiles|toolchains|xpack|package\.json))(?:\/|$)/;

/** Helps a program that copies files: of all that is packaged nobody asks for it. */
const NEVER_ASKED = /^node_modules\/(?:@reflink|cmake-js|node-api-headers|node-addon-api)\//;

/**
 * The files of a package, as it will have them, with where each is now. Nothing is copied.
 * @param {string} root the project's folder, built
 * @param {PackTarget} target
 * @returns {{ files: Map<string, string>, missing: readonly string[] }} `missing`: packages with llama.cpp for this target that are not installed here
 */
export function filesFor(root, target) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const folder of ['dist/main', 'dist/renderer', 'resources']) {
    for (const file of walk(join(root, folder))) files.set(`${folder}/${file}`, join(root, folder, file));
  }
  files.set('LICENSE', join(root, 'LICENSE'));
  const missing = [];
  for (const { path, name } of closureOf(root, ['node-llama-cpp'])) {
    const variant = /^@node-llama-cpp\/(.+)$/.exec(name)?.[1];
    if (variant !== undefined && !target.llama.includes(variant)) continue;
    if (!existsSync(join(root, path))) {
      if (variant !== undefined) missing.push(name);
      continue;
    }
    // Packages within packages come by a path of their own.
    for (const file of walk(join(root, path), 'node_modules')) {
      const at = `${path}/${file}`;
      if (isNeeded(at, file)) files.set(at, join(root, path, file));
    }
  }
  return { files, missing };
}

/** @param {string} path @param {string} file */
function isNeeded(path, file) {
  if (/(?:^|\/)(?:licen[cs]e|copying|notice)[^/]*$/i.test(file)) return true;
  return !LLAMA_NEEDLESS.test(path) && !NEVER_ASKED.test(path) && !NEEDLESS.some((pattern) => pattern.test(file));
}

/**
 * Paths of the files below a folder, with `/` between.
 * @param {string} folder
 * @param {string} [except] a folder that is left out
 * @returns {string[]}
 */
function walk(folder, except) {
  if (!existsSync(folder)) return [];
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(folder).sort()) {
    const status = lstatSync(join(folder, entry));
    if (status.isDirectory()) {
      if (entry !== except && entry !== '.compile-cache')
        found.push(...walk(join(folder, entry), except).map((file) => `${entry}/${file}`));
    } else if (status.isFile()) found.push(entry);
  }
  return found;
}
