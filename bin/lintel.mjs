#!/usr/bin/env node
// @ts-check
// Runs on any Node from 18 on: it hands over to the Node 24 that comes with Lintel where the caller's is older.
import { fileURLToPath } from 'node:url';
import { cacheCompiled, runtimeFor } from '../scripts/runtime.mjs';

const handedOver = await runtimeFor(fileURLToPath(import.meta.url), process.argv.slice(2));
if (!handedOver) {
  const { ensureBuilt } = await import('../scripts/build.mjs');
  await ensureBuilt();
  cacheCompiled();
  const { main } = await import(new URL('../dist/main/cli.js', import.meta.url).href);
  await main(process.argv.slice(2));
}
