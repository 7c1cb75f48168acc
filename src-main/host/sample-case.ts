import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../contract/index.ts';
import type { Cli } from './cli/context.ts';
import { asJob, openToWrite } from './cli/context.ts';

const NAME = 'sample-halden-freight.bilocate';

/** Opens the sample case; makes it on the first start: an invented company's month of CloudTrail, Okta, Entra, Microsoft 365, two clusters and some hosts, from the program that read a key on a laptop to what was done with it. */
export async function sampleCase(cli: Cli): Promise<void> {
  const { app } = cli;
  const path = join(app.folders.cases, NAME);
  if (existsSync(path) && (await opened(cli, path))) return;
  mkdirSync(app.folders.cases, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-sample-'));
  const evidence = join(folder, 'logs');
  try {
    cli.note('Making the sample case …');
    const maker = join(app.folders.resources, '..', 'scripts', 'sample', 'main.ts');
    const made = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', maker, '--out', evidence, '--sources', 'all'], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (made.status !== 0) throw new Error(`the sample could not be made (exit ${made.status})`);
    await openToWrite(cli, path, { title: 'Halden Freight (sample)', number: 'SAMPLE-1' });
    await asJob(cli, 'import', 'sample', (run) => app.flows.import({ paths: [evidence], acquisition: {}, inbox: evidence }, run));
    await asJob(cli, 'hunt', 'sample', (run) => app.flows.hunt({ rules: [], parameters: {} }, run));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the sample that is there could be opened. One that was made between two releases has other tables than this app: it is put aside, whole, and made again. */
async function opened(cli: Cli, path: string): Promise<boolean> {
  try {
    await openToWrite(cli, path, null);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'case/damaged' || error.params['reason'] !== 'schema') throw error;
    let aside = path;
    for (let n = 1; existsSync(aside); n += 1) aside = path.replace(/\.bilocate$/, `.earlier-${n}.bilocate`);
    renameSync(path, aside);
    cli.note(`The sample case was made by another version: it is kept as ${aside}`);
    return false;
  }
}
