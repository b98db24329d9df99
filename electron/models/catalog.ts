import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { CatalogEntry } from '../../shared/models/catalog.ts';

const count = z.int().positive();
const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  name: z.string().min(1).max(80),
  maker: z.string().min(1),
  kind: z.enum(['chat', 'embedding', 'rerank']),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  licence: z.string().min(2),
  parameters: count,
  activeParameters: count.optional(),
  contextLength: count,
  goodAt: z.array(z.string().min(3)).min(1),
  abilities: z.array(z.enum(['tools', 'reasoning'])),
  shape: z.strictObject({
    layers: count,
    width: count,
    vocabulary: count,
    kvHeads: count,
    headSize: count,
    experts: count.optional(),
    expertsUsed: count.optional(),
    window: count.optional(),
    windowPattern: count.optional(),
  }),
  quantisations: z.array(z.strictObject({ name: z.string().min(2), bytes: count, estimated: z.boolean().optional() })).min(1),
  sources: z.array(z.strictObject({ url: z.url(), date: z.iso.date(), facts: z.array(z.string()).min(1) })).min(1),
});
const catalog = z.strictObject({ version: z.literal(1), models: z.array(entry) });

/** The list of models worth having. It is read when first asked for; what cannot be read is said, and asked for again. */
export function openCatalog(path: string): () => Promise<readonly CatalogEntry[]> {
  let read: Promise<readonly CatalogEntry[]> | undefined;
  return () => {
    read ??= readCatalog(path).catch((error: unknown) => {
      read = undefined;
      throw new LintelError('internal', say`The list of suggested models cannot be read. Install Lintel again to repair it.`, {
        cause: error,
      });
    });
    return read;
  };
}

async function readCatalog(path: string): Promise<readonly CatalogEntry[]> {
  return catalog.parse(JSON.parse(await readFile(path, 'utf8'))).models;
}
