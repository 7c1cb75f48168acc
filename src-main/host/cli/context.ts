import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Fault, type Analyst, type JobCard } from '../../contract/index.ts';
import type { App } from '../app.ts';
import type { JobRun } from '../job-board.ts';
import { sessionFacts } from '../session.ts';
import { progressLine } from './progress-line.ts';

/** What every verb works with. */
export interface Cli {
  readonly app: App;
  /** Settles once there is room for more; who writes little need not wait. */
  readonly out: (text: string) => Promise<unknown> | undefined;
  readonly note: (text: string) => void;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly analyst: string | undefined;
}

/** Exit codes, as `bilocate --help` lists them. */
export const EXIT = { done: 0, fault: 1, usage: 2, findings: 3 } as const;

/** Prints a value as JSON: two spaces, one line feed at the end, the same bytes for the same value everywhere. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Opens a case to work on it; makes it where it is not there. The analyst is known before the first entry of its log. */
export async function openToWrite(cli: Cli, path: string, create: { title: string; number: string } | null): Promise<void> {
  const { app } = cli;
  const at = resolve(path);
  const session = sessionFacts(app, analystOf(cli));
  if (existsSync(at)) return app.desk.open(at, session);
  if (!create) throw new Fault('case/not-found', { path: at });
  mkdirSync(dirname(at), { recursive: true });
  await app.desk.create(at, create, session);
}

/**
 * Opens a case to read it. Nothing is written, unless we ourselves left it open when we crashed: then it is put in order first, as an opening in the app
 * would, because without its last writes it cannot be read.
 */
export async function openToRead(cli: Cli, path: string): Promise<void> {
  const { desk } = cli.app;
  const at = resolve(path);
  if (!existsSync(at)) throw new Fault('case/not-found', { path: at });
  try {
    await desk.openToRead(at);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'case/sidecar' || error.params.recoverable !== true) throw error;
    cli.note('The case was not closed the last time. What was stored is put in order first.');
    await openToWrite(cli, at, null);
    await desk.close();
    await desk.openToRead(at);
  }
}

/** `--analyst`, else who is named in the settings, else the account of this machine. */
export function analystOf({ app, analyst }: Cli): Analyst {
  const known = app.settings.get().analyst;
  if (analyst === undefined && known) return known;
  const name = analyst ?? userInfo().username;
  return { id: `${name}@cli`, name, organisation: known?.organisation ?? '', role: '' };
}

/** Runs a step as a job with progress on stderr; Ctrl-C asks it to stop, a second one ends the program. */
export async function asJob<T>(cli: Cli, kind: JobCard['kind'], title: string, work: (run: JobRun) => Promise<T>): Promise<T> {
  const { app } = cli;
  const line = progressLine(process.stderr, cli.quiet);
  let value: { readonly made: T } | undefined;
  const id = app.jobs.start(kind, title, async (run) => {
    value = { made: await work(run) };
    return {};
  });
  const stopListening = app.onNews((news) => {
    if (news.kind === 'job' && news.job.id === id) line.show(news.job);
  });
  const interrupt = () => {
    cli.note('Stopping; what was stored is kept. Once more to end at once.');
    process.once('SIGINT', () => process.exit(130));
    app.jobs.stop(id);
  };
  process.once('SIGINT', interrupt);
  const card = await app.jobs.ended(id);
  process.off('SIGINT', interrupt);
  stopListening();
  line.end();
  if (value) return value.made;
  const fault = card.fault ?? { code: 'job/stopped' as const, params: {}, retryable: true };
  throw new Fault(fault.code, fault.params, fault.retryable);
}
