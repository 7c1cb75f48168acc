import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders that the app uses. */
export interface Folders {
  /** Rules, tables, geo pack: as shipped, read only. */
  readonly resources: string;
  readonly renderer: string;
  readonly config: string;
  readonly cache: string;
  readonly cases: string;
}

/** Top of the project or package: the folder that holds `resources/`, whether this runs from source or from the build. */
function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'resources')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** `BILOCATE_HOME` puts everything that the app writes into one folder (a stick, a test); otherwise the usual places of the platform. */
export function folders(environment: NodeJS.ProcessEnv): Folders {
  const top = root();
  const shipped = { resources: join(top, 'resources'), renderer: join(top, 'out', 'renderer') };
  const home = environment.BILOCATE_HOME;
  if (home) return { ...shipped, config: join(home, 'config'), cache: join(home, 'cache'), cases: join(home, 'cases') };
  const user = homedir();
  if (process.platform === 'win32') {
    const local = environment.LOCALAPPDATA ?? join(user, 'AppData', 'Local');
    return { ...shipped, config: join(local, 'Bilocate'), cache: join(local, 'Bilocate', 'Cache'), cases: join(user, 'Documents', 'Bilocate') };
  }
  if (process.platform === 'darwin') {
    const library = join(user, 'Library');
    return { ...shipped, config: join(library, 'Application Support', 'Bilocate'), cache: join(library, 'Caches', 'Bilocate'), cases: join(user, 'Documents', 'Bilocate') };
  }
  return {
    ...shipped,
    config: join(environment.XDG_CONFIG_HOME ?? join(user, '.config'), 'bilocate'),
    cache: join(environment.XDG_CACHE_HOME ?? join(user, '.cache'), 'bilocate'),
    cases: join(user, 'Bilocate'),
  };
}
