// Runs a script of this project under the right Node: node scripts/run.mjs FILE [ARGUMENTS…]
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { environment, node24, root } from './node24.mjs';
import { setUp } from './set-up.mjs';

setUp({ geo: false });
const [file, ...rest] = process.argv.slice(2);
const done = spawnSync(node24(), [resolve(root, file), ...rest], { stdio: 'inherit', env: environment(), cwd: root });
process.exit(done.status ?? 1);
