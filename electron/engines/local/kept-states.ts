import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What tells one model file from another, as far as its kept conversations go. */
export interface KeptOf {
  readonly path: string;
  readonly version?: string;
}

/** The folders with kept conversations, one for each model file. Where nothing was ever kept, there is nothing to do. */
export interface KeptStates {
  /** Another one for another content of the file: a state that another model wrote could crash the worker. */
  folderOf(model: KeptOf): string;
  /** Deletes all folders but those of these models. */
  keepOnly(models: readonly KeptOf[]): Promise<void>;
}

/** @param root absent: nothing is kept */
export function createKeptStates(root: string | undefined): KeptStates {
  const nameOf = ({ path, version = '' }: KeptOf) => createHash('sha256').update(`${path}\n${version}`).digest('hex').slice(0, 32);

  return {
    folderOf: (model) => join(root ?? '', nameOf(model)),
    async keepOnly(models) {
      if (root === undefined) return;
      const kept = new Set(models.map(nameOf));
      const names = await readdir(root).catch(() => []);
      await Promise.all(names.filter((name) => !kept.has(name)).map((name) => rm(join(root, name), { recursive: true, force: true })));
    },
  };
}
