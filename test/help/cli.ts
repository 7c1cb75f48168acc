import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './open-cases.ts';

/** Where compiled code is kept, as by the real command: each process would strip the types of some 400 files else. */
const compiled = join(root, '.cache', 'compiled');

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunningCli {
  readonly process: ChildProcess;
  readonly ended: Promise<CliRun>;
  /** Resolves when stderr holds the text; rejects when the program ends without it. */
  says(text: string): Promise<void>;
}

/** Starts the real command line as a process of its own, with a home of its own; or another program of this project. */
export function startCli(args: readonly string[], home: string, environment: Readonly<Record<string, string>> = {}, program = join('src-main', 'host', 'cli.ts')): RunningCli {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve(root, program), ...args], {
    env: { PATH: process.env.PATH, HOME: home, BILOCATE_HOME: home, NODE_COMPILE_CACHE: compiled, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], cwd: home,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = new Promise<CliRun>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    process: child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr.on('data', look);
        void ended.then((run) => (run.stderr.includes(text) ? resolve() : reject(new Error(`ended with ${run.code} and never said ${text}: ${run.stderr}`))));
        look();
      }),
  };
}

export function cli(args: readonly string[], home: string, environment: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  return startCli(args, home, environment).ended;
}

/** Ids of the processes that a process has started, from /proc. */
export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The entry that a child process runs (`keeper.entry`), or '' where it is gone. */
export function entryOf(pid: number): string {
  try {
    return /(\w+\.entry)\.[jt]s/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Whether a process runs; a zombie that its parent has not fetched yet does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until something holds; throws after the given time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
