// Hunts over a big case beside DuckDB, each in a process of its own: node test/bench/hunts-run.ts [--events N] [--case F --cache FOLDER] [--only NAME] [--out FILE.md]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bigCase } from './big-case.ts';
import { difference, type Row } from './compare.ts';
import { here, installPeers, load, machine, node24, versions } from './set-up.ts';
import { megabytes, seconds, table, times, type Line } from './table.ts';

interface Run {
  readonly wall: number;
  /** Seconds of all threads of the process. */
  readonly cpu: number;
  readonly peakMb: number;
}
interface Told {
  readonly runs: readonly Run[];
  readonly hits: number;
  readonly load?: number;
  readonly columnsMb?: number;
  readonly version?: string;
}

const { values: given } = parseArgs({ options: { events: { type: 'string' }, case: { type: 'string' }, cache: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' } } });
const events = Number(given.events ?? 10_000_000);
const made = given.case === undefined ? bigCase(events) : null;
const [path, cache] = [given.case ?? made!.path, given.cache ?? join(made!.home, 'cache')];
const folder = join(here, 'data', `hunts-${events}`);

function told(script: string, args: readonly string[]): Told {
  const out = execFileSync(node24(), ['--disable-warning=ExperimentalWarning', join(here, script), ...args], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(out.trimEnd().split('\n').at(-1)!) as Told;
}

function prepare(): void {
  installPeers();
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, 'events.duckdb'))) return;
  execFileSync(node24(), ['--disable-warning=ExperimentalWarning', join(here, 'hunt-table.ts'), path, cache, folder], { stdio: 'inherit' });
  told('duckdb-hunts.mjs', ['load', folder]);
}

const rowsIn = (file: string): readonly Row[] => JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
const files = [join(folder, 'ours.json'), join(folder, 'theirs.json')] as const;
const notes: string[] = [];

/** A hunt on both sides, one right after the other. `bars` are by the name that the hunt has in DuckDB. */
function compared(name: string, what: string, theirs: readonly (readonly [name: string, bar: number | null])[]): readonly Line[] {
  const ours = told('hunt-one.ts', [path, cache, name, files[0]]);
  return theirs.map(([duck, bar]) => {
    const other = told('duckdb-hunts.mjs', ['hunt', folder, duck, files[1]]);
    const differs = difference(rowsIn(files[0]), rowsIn(files[1]));
    notes.push(`${duck}: ${differs === '' ? `the same ${ours.hits.toLocaleString('en')} hits` : `DIFFERENT: ${differs}`}; DuckDB ${other.version ?? ''}, ${megabytes(other.runs[0]!.peakMb)}`);
    const [a, b] = [ours.runs[0]!, other.runs[0]!];
    return line(`${what}${duck === name ? '' : duck.slice(name.length)}`, a, b, bar === null ? '' : `≥ ${bar} ×`, bar === null ? null : (ratio) => ratio >= bar, a.peakMb);
  });
}

function line(what: string, a: Run, b: Run | null, bar: string, holds: ((ratio: number) => boolean) | null, peak: number): Line {
  const both = ({ wall, cpu }: Run): string => `${seconds(wall)} (${seconds(cpu)})`;
  const ratio = b === null ? null : b.wall / a.wall;
  return { what: `${what}, ${megabytes(peak)}`, bilocate: both(a), duckdb: b === null ? '' : both(b), ratio: ratio === null ? '' : `${times(ratio)} (${times(b!.cpu / a.cpu)})`, bar, reached: holds === null ? null : holds(ratio ?? a.wall) };
}

function alone(name: string, what: string, most: number, mostMb: number): readonly Line[] {
  const ours = told('hunt-one.ts', [path, cache, name]);
  const [first] = ours.runs as readonly [Run];
  notes.push(`${name}: ${ours.hits.toLocaleString('en')} findings and rows; columns (${megabytes(ours.columnsMb!)}) loaded in ${seconds(ours.load!)}`);
  return [line(what, first, null, `≤ ${most} s, ≤ ${mostMb} MB`, (wall) => wall <= most && first.peakMb <= mostMb, first.peakMb)];
}

const parts: Readonly<Record<string, () => readonly Line[]>> = {
  S16: () => compared('S16', 'S16 as published, all hits with their values', [['S16', 8], ['S16 in two phases', 2]]),
  'S16 findings': () => alone('S16 findings', 'S16 as published, as findings with reasons', 60, 1024),
  S1: () => compared('S1', 'S1 as published, all hits with their values', [['S1', null]]),
  daily: () => compared('daily', 'networks per user and day (bar ≤ 1.5 s)', [['daily', null]]),
  'first seen': () => alone('first seen', 'new network for a user, corrected', 1.5, 1024),
  pack: () => alone('pack', 'all rules that ship', 60, 2048),
};

prepare();
const before = load();
const lines = Object.entries(parts).filter(([name]) => given.only === undefined || given.only === name).flatMap(([, run]) => run());
const { bilocate, commit, node } = versions();
const text = `# Hunts over ${events.toLocaleString('en')} events beside DuckDB

Each hunt in a process of its own, columns loaded and database open, first of three runs (or of BENCH_RUNS): seconds of the clock, in brackets of the processor; what follows the name is the peak of resident memory. A ratio above 1 is in favour of Bilocate. DuckDB's table is made
of the columns of the case (\`hunt-table.ts\`), since reading is measured elsewhere (\`run.ts\`).

${table(lines)}

${notes.map((note) => `- ${note}`).join('\n')}
- Machine: ${machine()}; load before the run ${before}. Bilocate ${bilocate} (${commit}), Node ${node}.
`;
console.log(text);
if (given.out !== undefined) writeFileSync(given.out, text);
