#!/usr/bin/env node
// `bilocate` on the command line: hands over to the CLI under the right Node, from source in a checkout, from the build in a package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment, node24, root } from './node24.mjs';

const source = join(root, 'src-main', 'host', 'cli.ts');
// Node strips types everywhere but under node_modules, so a package runs its build.
const entry = existsSync(source) && !root.includes(`${join('node_modules', '')}`) ? source : join(root, 'out', 'main', 'host', 'cli.js');
const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', entry, ...process.argv.slice(2)], { stdio: 'inherit', env: environment({ BILOCATE_ROOT: root }) });
// The terminal sends Ctrl-C to the whole group: the CLI stops cleanly by itself, this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT') child.kill(signal); });
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
