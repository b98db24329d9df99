import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where this copy of Lintel lies. */
export interface Installation {
  readonly root: string;
  readonly version: string;
  readonly resourcesFolder: string;
  readonly rendererFolder: string;
  readonly workerEntry: string;
  /** Program of the thread that looks into model files. */
  readonly inspectionEntry: string;
}

/** Finds the installation that a module belongs to. @param moduleFolder `import.meta.dirname` */
export function installationOf(moduleFolder: string): Installation {
  for (let folder = moduleFolder; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
    if (name !== 'lintel' || version === undefined) continue;
    return {
      root: folder,
      version,
      resourcesFolder: join(folder, 'resources'),
      rendererFolder: join(folder, 'dist', 'renderer'),
      workerEntry: join(folder, 'dist', 'main', 'worker.js'),
      inspectionEntry: join(folder, 'dist', 'main', 'inspection.js'),
    };
  }
  throw new Error(`No Lintel installation around ${moduleFolder}.`);
}
