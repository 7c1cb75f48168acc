import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command took, with everything that it started. */
export interface Cost {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Seconds of processor time, user and system, of the process and all it waited for. */
  readonly cpu: number;
  /** Peak of the resident memory of the process tree in MB, pages that its processes share counted once. */
  readonly treeMb: number;
  /** Largest peak of one process of the tree in MB, as /usr/bin/time -v tells it. */
  readonly processMb: number;
  readonly stdout: string;
}

const SAMPLE_MS = 100;

/** Runs a command to its end and watches it in /proc. Throws where it fails. */
export function watched(command: string, args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const cpuBefore = childrenCpu();
    const begun = performance.now();
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let treeKb = 0;
    let processKb = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)));
    const timer = setInterval(() => {
      let now = 0;
      for (const pid of treeOf(child.pid!)) {
        now += kbOf(pid, 'smaps_rollup', 'Pss');
        processKb = Math.max(processKb, kbOf(pid, 'status', 'VmHWM'));
      }
      treeKb = Math.max(treeKb, now);
    }, SAMPLE_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const wall = (performance.now() - begun) / 1000;
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${stderr}${stdout.slice(-2000)}`));
      else resolve({ wall, cpu: childrenCpu() - cpuBefore, treeMb: treeKb / 1024, processMb: processKb / 1024, stdout });
    });
  });
}

/** Processor seconds of all children of this process that have ended, theirs included. The kernel counts in hundredths. */
function childrenCpu(): number {
  const cells = afterName(readFileSync('/proc/self/stat', 'utf8'));
  return (Number(cells[13]) + Number(cells[14])) / 100;
}

function treeOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = textOf(`/proc/${name}/stat`);
    if (stat !== '') parents.set(Number(name), Number(afterName(stat)[1]));
  }
  const tree = new Set([root]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/** The fields of a stat line behind the process name, which may hold blanks. */
function afterName(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function kbOf(pid: number, file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(textOf(`/proc/${pid}/${file}`))?.[1] ?? 0);
}

/** '' where the process has gone meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
