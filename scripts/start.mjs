// npm start: sets up what is missing, builds, makes the sample case, opens the app: in Electron where its binary is there, else on 127.0.0.1 in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environment, node24, root } from './node24.mjs';
import { setUp } from './set-up.mjs';

setUp({ geo: true });
buildWhereNeeded();

const electron = electronBinary();
const args = process.argv.slice(2);
const cli = [node24(), '--disable-warning=ExperimentalWarning', join(root, 'src-main', 'host', 'cli.ts')];
if (electron) spawnSync(cli[0], [...cli.slice(1), 'sample'], { stdio: 'inherit', env: environment({ BILOCATE_ROOT: root }) });
else process.stderr.write('Electron’s binary is not on this machine: the same app is served on 127.0.0.1.\n');
const [command, ...parameters] = electron ? [electron, root, ...args] : [...cli, 'serve', '--sample', ...args];
const child = spawn(command, parameters, { stdio: 'inherit', env: environment({ BILOCATE_ROOT: root }) });
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));

/** Builds when a source is newer than the build. */
function buildWhereNeeded() {
  const built = join(root, 'out', 'renderer', 'index.html');
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : 0;
  const newest = Math.max(...['src-main', 'src-renderer'].map((folder) => newestIn(join(root, folder))), statSync(join(root, 'package-lock.json')).mtimeMs);
  if (builtMs > newest) return;
  process.stderr.write('• Building\n');
  const done = spawnSync(node24(), ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit', env: environment() });
  if (done.status !== 0) process.exit(1);
}

function newestIn(folder) {
  return Math.max(0, ...readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => (entry.isFile() ? statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs : 0)));
}

/** The package's path.txt names the binary once it was downloaded; importing the package instead would try to download it. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(path) ? path : null;
}
