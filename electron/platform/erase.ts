import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The names of what Lintel keeps in a data folder, models apart. A folder may hold what is somebody else's. */
const OWN =
  /^(?:lintel\.db.*|settings\.json.*|settings\.broken-.*|restored.*|backup-.*|models\.json|secrets|vault\.json.*|crashes|hub-token|telemetry-headers|cache|downloads|logs|policy\.(?:yaml|yml|json))$/;

/** Deletes all that Lintel keeps in its data folder. Returns the names of what could not be deleted. */
export function eraseData(dataFolder: string, withModels: boolean): string[] {
  const left: string[] = [];
  for (const name of readdirSync(dataFolder)) {
    if (!OWN.test(name) && !(withModels && name === 'models')) continue;
    try {
      rmSync(join(dataFolder, name), { recursive: true, force: true });
    } catch {
      left.push(name);
    }
  }
  return left;
}
