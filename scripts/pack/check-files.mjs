// @ts-check
import { readFileSync, statSync } from 'node:fs';

/** @import { PackTarget } from './targets.mjs' */

const MIB = 2 ** 20;
/** Of what Lintel itself brings, without llama.cpp: code, window, models in the box. */
const OWN_MOST_BYTES = 48 * MIB;

/** Nothing starts without these. */
const NEEDED = [
  'dist/main/main.js',
  'dist/main/preload.cjs',
  'dist/main/worker.js',
  'dist/main/inspection.js',
  'dist/main/documents.js',
  'dist/renderer/index.html',
  'resources/providers.json',
  'resources/catalog.json',
  'resources/icons/tray.png',
  'resources/icons/trayTemplate.png',
  'node_modules/node-llama-cpp/package.json',
  'node_modules/node-llama-cpp/dist/index.js',
  'LICENSE',
];

/** @type {readonly (readonly [RegExp, string])[]} */
const FORBIDDEN = [
  [/(?:^|\/)(?:\.env[^/]*|\.npmrc|\.netrc|id_(?:rsa|ed25519|ecdsa)|[^/]*\.(?:pem|key|p12|pfx|keystore|jks))$/i, 'may be a secret'],
  [
    /(?:^|\/)(?:hub-token|telemetry-headers|vault\.json|settings\.json|lintel\.db[^/]*|instance\.(?:json|lock))$/,
    'belongs into a data folder',
  ],
  [/\.(?:[cm]?tsx?|map|tsbuildinfo)$/, 'is a source'],
  [/^(?:test|shared|electron|renderer|tools|docs|scripts|lint|packaging)\//, 'is a source'],
  [/(?:^|\/)(?:__tests__|\.git|\.github)\//, 'is a test, or of its repository'],
  [/^dist\/(?:types|app)\//, 'is of the build alone'],
  [/\.(?:log|tmp|bak|orig|sqlite|part)$/, 'was left over'],
];

/** What programs and libraries of a system are called. */
const NATIVE = { linux: /\.so(?:\.[\d.]+)?$/, mac: /\.dylib$/, win: /\.(?:dll|exe)$/ };

const TEXT = /\.(?:js|cjs|mjs|json|html|css|txt)$/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * What is wrong with the files of a package, in a sentence each.
 * @param {ReadonlyMap<string, string>} files where each is now, by where it will be
 * @param {PackTarget} target
 * @param {string} root the folder that it was built in: its name has no place in a package
 * @returns {{ faults: string[], bytes: number, ownBytes: number }}
 */
export function checkFiles(files, target, root) {
  const faults = NEEDED.filter((path) => !files.has(path)).map((path) => `${path} is missing`);
  if (![...files.keys()].some((path) => /^resources\/models\/[^/]+\.gguf$/.test(path))) faults.push('there is no model in the box');
  let bytes = 0;
  let ownBytes = 0;
  for (const [path, from] of files) {
    const size = statSync(from).size;
    bytes += size;
    if (!path.startsWith('node_modules/')) ownBytes += size;
    for (const [pattern, why] of FORBIDDEN) if (pattern.test(path)) faults.push(`${path} ${why}`);
    for (const [os, pattern] of Object.entries(NATIVE))
      if (os !== target.os && pattern.test(path)) faults.push(`${path} is of another system`);
    const variant = /^node_modules\/@node-llama-cpp\/([^/]+)\//.exec(path)?.[1];
    if (variant !== undefined && !target.llama.includes(variant)) faults.push(`${path} is of another platform`);
    if (path.startsWith('dist/') && TEXT.test(path)) {
      const text = readFileSync(from, 'utf8');
      if (PRIVATE_KEY.test(text) && !isPattern(text)) faults.push(`${path} holds a private key`);
      if (text.includes(root.replace(/[\\/]$/, ''))) faults.push(`${path} names the folder that it was built in`);
    }
  }
  if (bytes > target.mostBytes) faults.push(`it has ${inMib(bytes)}, and ${inMib(target.mostBytes)} is its budget`);
  if (ownBytes > OWN_MOST_BYTES) faults.push(`Lintel’s own part has ${inMib(ownBytes)}, and ${inMib(OWN_MOST_BYTES)} is its budget`);
  return { faults, bytes, ownBytes };
}

/** Whether it only says how a private key looks, as the scan of prompts does: a real one has a body. @param {string} text */
const isPattern = (text) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(?:[A-Za-z0-9+/=]{40,}\s*){2,}/.test(text);

/** @param {number} bytes */
export const inMib = (bytes) => `${Math.round(bytes / MIB)} MiB`;
