import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { environment, node24, npm, root } from '../../scripts/node24.mjs';

export const here = import.meta.dirname;
export { node24, root };

/** Installs what the benchmarks compare with, from the lockfile of this folder. */
export function installPeers(): void {
  if (existsSync(join(here, 'node_modules', '@duckdb', 'node-api'))) return;
  run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], here);
}

/** Folder of S3-delivery files with so many generated events; made once and kept. */
export function evidence(events: number): string {
  const folder = join(here, 'data', `events-${events}`);
  const mark = join(folder, '.complete');
  if (existsSync(mark)) return join(folder, 'evidence');
  mkdirSync(folder, { recursive: true });
  run(node24(), [join(root, 'scripts', 'sample', 'main.ts'), '--out', join(folder, 'evidence'), '--events', String(events), '--truth', join(folder, 'truth.json')], root);
  writeFileSync(mark, '');
  return join(folder, 'evidence');
}

/** The machine in a line, and the versions that were measured. */
export function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} processors, ${memory}, ${platform()} ${release()} ${arch()}`;
}
export function versions(): { readonly bilocate: string; readonly node: string; readonly sqlite: string; readonly commit: string } {
  const json = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; dependencies: Record<string, string> };
  const commit = spawnSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  return { bilocate: json.version, node: process.versions.node, sqlite: `better-sqlite3 ${json.dependencies['better-sqlite3']}`, commit };
}

/** How busy the machine was before it began: a figure made beside other work says less. */
export function load(): string {
  try {
    return readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 1).join('');
  } catch {
    return 'unknown';
  }
}

/** Runs a command to its end. Throws where it ends with another code than those that are expected. */
export function run(command: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}, expected: readonly number[] = [0]): void {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: environment(more) });
  if (!expected.includes(done.status ?? -1)) throw new Error(`${command} ${args.join(' ')} ended with ${String(done.status)}`);
}
