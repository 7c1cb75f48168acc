// Bilocate beside DuckDB on the same files, in one run: npm run bench -- [--events N] [--pairs N] [--out FILE.md]
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { difference, type Row } from './compare.ts';
import { report, type ImportRun, type Measured } from './report.ts';
import { evidence, here, installPeers, load, machine, node24, root, versions } from './set-up.ts';
import { watched } from './watch.ts';

const quiet = ['--disable-warning=ExperimentalWarning'];
const usage = `npm run bench -- [--events N] [--pairs N] [--out FILE.md]
  --events  generated events (default 1000000; 100000 is a smoke run)
  --pairs   times that both import, in turn; the medians count (default 3)
  --out     where the table goes (default test/bench/RESULTS.md for 1000000 events, else only to the terminal)`;

const { values: given } = parseArgs({ options: { events: { type: 'string' }, pairs: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } } });
if (given.help) console.log(usage);
else await main(Number(given.events ?? 1_000_000), Number(given.pairs ?? 3));

async function main(events: number, pairs: number): Promise<void> {
  installPeers();
  const folder = evidence(events);
  const work = join(here, 'data', `work-${events}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const loadBefore = load();
  const ours: ImportRun[] = [];
  const theirs: ImportRun[] = [];
  const plain: ImportRun[] = [];
  let duckVersion = '';
  for (let pair = 1; pair <= pairs; pair += 1) {
    console.log(`import, pair ${pair} of ${pairs}`);
    ours.push(await importHere(work, folder));
    const duck = await duckdb(['import', join(work, 'events.duckdb'), folder]);
    duckVersion = duck.version;
    theirs.push({ ...duck.cost, events: duck.result.events, inner: duck.result.seconds, fileMb: statSync(join(work, 'events.duckdb')).size / 1e6 });
    const byPath = await duckdb(['import-plain', join(work, 'plain.duckdb'), folder]);
    plain.push({ ...byPath.cost, events: byPath.result.events, inner: byPath.result.seconds, fileMb: statSync(join(work, 'plain.duckdb')).size / 1e6 });
    rmSync(join(work, 'plain.duckdb'));
  }
  console.log('hunts');
  const networks = join(work, 'networks.csv');
  const files = [join(work, 'bilocate.json'), join(work, 'duckdb.json')] as const;
  const hunted = await watched(node24(), [...quiet, join(here, 'hunts.ts'), join(work, 'events.bilocate'), join(work, 'cache'), networks, files[0]]);
  const told = JSON.parse(lastLine(hunted.stdout)) as { build: number; load: number; times: Record<string, number[]>; columnsMb: number };
  const duckHunted = await duckdb(['hunt', join(work, 'events.duckdb'), networks, files[1]]);
  const [found, duckFound] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Row[]>) as [Record<string, Row[]>, Record<string, Row[]>];
  const differences = Object.fromEntries(Object.entries(duckFound).map(([name, rows]) => [name, difference(found[name.split(' ')[0]!]!, rows)]));
  const measured: Measured = {
    events, pairs, ours, theirs, plain, packedMb: sizeOf(folder), columns: told, hunts: { ours: told.times, theirs: duckHunted.result as unknown as Record<string, number[]> },
    hits: Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.length])), differences,
    memory: { ours: hunted.treeMb, theirs: duckHunted.cost.treeMb },
    machine: machine(), load: loadBefore, versions: { ...versions(), duckdb: duckVersion },
  };
  const text = report(measured);
  console.log(`\n${text}`);
  const out = given.out ?? (events === 1_000_000 ? join(here, 'RESULTS.md') : null);
  if (out !== null) writeFileSync(out, text);
  if (Object.values(differences).some((one) => one !== '')) process.exitCode = 1;
}

/** The real command, from nothing to a closed case. */
async function importHere(work: string, folder: string): Promise<ImportRun> {
  const path = join(work, 'events.bilocate');
  for (const end of ['', '-wal', '-shm', '.lock']) rmSync(path + end, { force: true });
  const cost = await watched(process.execPath, [join(root, 'scripts', 'bilocate.mjs'), 'import', path, folder, '--json'], { env: { ...process.env, BILOCATE_HOME: join(work, 'home') } });
  const { totals } = JSON.parse(cost.stdout) as { totals: { events: number } };
  return { ...cost, events: totals.events, inner: cost.wall, fileMb: statSync(path).size / 1e6 };
}

interface Duck {
  readonly version: string;
  readonly result: { readonly seconds: number; readonly events: number };
  readonly cost: Awaited<ReturnType<typeof watched>>;
}

async function duckdb(args: readonly string[]): Promise<Duck> {
  const cost = await watched(node24(), [...quiet, join(here, 'duckdb.mjs'), ...args]);
  return { ...(JSON.parse(lastLine(cost.stdout)) as Omit<Duck, 'cost'>), cost };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function sizeOf(folder: string): number {
  return Number(execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t')[0]) / 1e6;
}
