import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
export const packagesFolder = join(folder, 'node_modules');

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}
const readLock = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Lock;

/** Version and integrity of a package as the committed lockfile pins them. */
export function packageInfo(name: string): { version: string; integrity: string } {
  const entry = readLock(join(folder, 'package-lock.json')).packages[`node_modules/${name}`];
  if (entry?.version === undefined || entry.integrity === undefined) throw new Error(`scripts/geo/package-lock.json does not pin ${name}`);
  return { version: entry.version, integrity: entry.integrity };
}

/** Fetches the packages of this folder where the pinned versions are not there; npm checks them against the lockfile. */
export function installPackages(): void {
  if (packagesAreThere()) return;
  const npm = process.env['npm_execpath'];
  const asScript = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const done = asScript
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`npm ci in scripts/geo failed (${done.error?.message ?? `exit ${done.status ?? done.signal}`})`);
}

function packagesAreThere(): boolean {
  const path = join(packagesFolder, '.package-lock.json');
  if (!existsSync(path)) return false;
  const have = readLock(path).packages;
  const want = Object.entries(readLock(join(folder, 'package-lock.json')).packages).filter(([name]) => name !== '');
  return want.every(([name, entry]) => have[name]?.version === entry.version && have[name]?.integrity === entry.integrity);
}
