// Finds the Node that everything runs on: the shell's where it is 24 or newer, else the pinned one from scripts/node, installed on first use.
// Written in syntax that Node 20 reads. better-sqlite3 13 crashes without a word on Node 20, so nothing of ours may run there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED = 24;

/** npm as this platform calls it. */
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function pinned() {
  const folder = join(root, 'scripts', 'node', 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin');
  return join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Path of a Node 24 or newer. Installs the pinned one where it is missing; ends the process with a clear message where that fails. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return process.execPath;
  const path = pinned();
  if (existsSync(path)) return path;
  process.stderr.write(`Node ${process.versions.node} is too old (24 is needed); installing the pinned Node 24 for this folder…\n`);
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', join(root, 'scripts', 'node')], { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (done.status !== 0 || !existsSync(path)) {
    process.stderr.write(`No Node 24 could be installed for ${process.platform}-${process.arch}. Install Node 24 or newer (https://nodejs.org) and run this again.\n`);
    process.exit(1);
  }
  return path;
}

/**
 * The environment in which `node` and the tools of node_modules/.bin are the pinned ones. Compiled code is kept in .cache: each process and thread
 * of the app would otherwise strip the types of all its files anew.
 */
export function environment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), ...process.env, PATH: [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(separator), ...extra };
}
