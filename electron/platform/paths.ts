import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Lintel keeps its data when nobody says otherwise: the place each system has for it. */
function defaultDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = environment.HOME ?? homedir();
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Lintel');
    case 'win32':
      return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Lintel');
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'lintel');
  }
}

/** The data folder: the flag, then `LINTEL_DATA_DIR`, then the system's place. */
export function dataFolderFrom(flag: string | undefined, environment = process.env, platform = process.platform): string {
  return resolve(flag || environment.LINTEL_DATA_DIR || defaultDataFolder(environment, platform));
}

/** Paths inside a data folder. */
export function pathsIn(dataFolder: string) {
  return {
    database: join(dataFolder, 'lintel.db'),
    inspections: join(dataFolder, 'models.json'),
    models: join(dataFolder, 'models'),
    secrets: join(dataFolder, 'secrets'),
    vault: join(dataFolder, 'vault.json'),
    hubToken: join(dataFolder, 'hub-token'),
    telemetryHeaders: join(dataFolder, 'telemetry-headers'),
    certificate: join(dataFolder, 'network-certificate.pem'),
    kvCache: join(dataFolder, 'cache', 'kv'),
    instanceLock: join(dataFolder, 'instance.lock'),
    instance: join(dataFolder, 'instance.json'),
  };
}
