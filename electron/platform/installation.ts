import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where this copy of Lintel lies. */
export interface Installation {
  readonly root: string;
  readonly version: string;
  readonly resourcesFolder: string;
  /** Holds the model in the box; `LINTEL_BOX_DIR` names another folder, which tests and packagers do. */
  readonly boxFolder: string;
  readonly rendererFolder: string;
  readonly workerEntry: string;
  /** Program of the thread that looks into model files. */
  readonly inspectionEntry: string;
  /** Program of the thread that reads documents. */
  readonly documentsEntry: string;
  /** What a window's page gets of the desktop. */
  readonly preload: string;
}

/** How a package names its archive; what native code opens lies beside it, under the same path. */
const ARCHIVE = /\.asar$/;

/** Finds the installation that a module belongs to. @param moduleFolder `import.meta.dirname` */
export function installationOf(moduleFolder: string): Installation {
  for (let folder = moduleFolder; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
    if (name !== 'lintel' || version === undefined) continue;
    const unpacked = folder.replace(ARCHIVE, '$&.unpacked');
    return {
      root: folder,
      version,
      resourcesFolder: join(unpacked, 'resources'),
      boxFolder: process.env.LINTEL_BOX_DIR || join(unpacked, 'resources', 'models'),
      rendererFolder: join(folder, 'dist', 'renderer'),
      workerEntry: join(unpacked, 'dist', 'main', 'worker.js'),
      inspectionEntry: join(unpacked, 'dist', 'main', 'inspection.js'),
      documentsEntry: join(unpacked, 'dist', 'main', 'documents.js'),
      preload: join(folder, 'dist', 'main', 'preload.cjs'),
    };
  }
  throw new Error(`No Lintel installation around ${moduleFolder}.`);
}
