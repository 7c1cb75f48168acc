import type { Cost } from './watch.ts';
import { median, megabytes, seconds, table, times, type Line } from './table.ts';

export interface ImportRun extends Cost {
  readonly events: number;
  /** Seconds of the import alone: for DuckDB the query and its checkpoint, for Bilocate the whole command. */
  readonly inner: number;
  readonly fileMb: number;
}

export interface Measured {
  readonly events: number;
  readonly pairs: number;
  readonly ours: readonly ImportRun[];
  readonly theirs: readonly ImportRun[];
  /** The import with a path per column, as most would write it. */
  readonly plain: readonly ImportRun[];
  readonly packedMb: number;
  readonly columns: { readonly build: number; readonly load: number; readonly columnsMb: number };
  /** Seconds of each run, by hunt. */
  readonly hunts: { readonly ours: Readonly<Record<string, readonly number[]>>; readonly theirs: Readonly<Record<string, readonly number[]>> };
  readonly hits: Readonly<Record<string, number>>;
  /** What differs in the results, by hunt; '' for nothing. */
  readonly differences: Readonly<Record<string, string>>;
  readonly memory: { readonly ours: number; readonly theirs: number };
  readonly machine: string;
  readonly load: string;
  readonly versions: { readonly bilocate: string; readonly commit: string; readonly node: string; readonly sqlite: string; readonly duckdb: string };
}

export function report(m: Measured): string {
  const rate = (runs: readonly ImportRun[]) => median(runs.map((run) => run.events / run.inner));
  return `# Bilocate beside DuckDB

${m.events.toLocaleString('en')} generated CloudTrail events in S3-delivery \`.json.gz\` (${megabytes(m.packedMb)}), both sides in one run, medians of ${m.pairs} imports in turn.

${table([...importLines(m), ...huntLines(m)])}

Events a second: Bilocate ${Math.round(rate(m.ours)).toLocaleString('en')}, DuckDB ${Math.round(rate(m.theirs)).toLocaleString('en')}. Ratios are DuckDB to Bilocate: above 1 Bilocate is faster, smaller or needs less.

Results: ${Object.entries(m.differences).map(([name, difference]) => `${name} ${difference === '' ? `the same (${m.hits[name.split(' ')[0]!]} hits)` : `DIFFERENT: ${difference}`}`).join('; ')}. Compared are window, group, number of events and every listed value.

- Machine: ${m.machine}; load before the run ${m.load}.
- Versions: Bilocate ${m.versions.bilocate} (${m.versions.commit}), Node ${m.versions.node}, ${m.versions.sqlite}; DuckDB ${m.versions.duckdb}.
- Bilocate imports with the real command, start of three processes and closing of the case included: SHA-256 of file and member, ledger, every record's place, raw bytes as blocks, networks and agents looked up, audit log, synced commits. DuckDB's time is its query and a checkpoint; it does not hash, account for records, or look up networks.
- DuckDB keeps the raw record and projects the fields that Bilocate stores (all but lists of targets), insertion order off, all processors, in two forms: "fastest" gives all paths of a record in one call (the fastest of four ways tried), "by path" one ${'`'}->>${'`'} per column, as most would write it and as the bar was set.
- Hunts: first of three runs, values included, in one process each; columns and database are open. Bilocate's hits are finished findings with their reasons.
- Memory is the peak of the resident memory of all processes of the command, shared pages counted once; in brackets the largest process.
`;
}

function importLines({ ours, theirs, plain }: Measured): readonly Line[] {
  const pick = (runs: readonly ImportRun[], of: (run: ImportRun) => number) => median(runs.map(of));
  const ratioTo = (others: readonly ImportRun[]) => median(ours.map((run, i) => others[i]!.inner / run.inner));
  const spread = (runs: readonly ImportRun[]) => `${seconds(pick(runs, (run) => run.inner))} (${seconds(Math.min(...runs.map((run) => run.inner)))} to ${seconds(Math.max(...runs.map((run) => run.inner)))})`;
  const memory = (runs: readonly ImportRun[]) => [pick(runs, (run) => run.treeMb), pick(runs, (run) => run.processMb)] as const;
  const [tree, process] = memory(ours);
  const [duckTree, duckProcess] = memory(theirs);
  const size = [pick(ours, (run) => run.fileMb), pick(theirs, (run) => run.fileMb)] as const;
  return [
    ...[{ what: 'import, DuckDB by path', others: plain }, { what: 'import, DuckDB at its fastest', others: theirs }].map(({ what, others }) => (
      { what, bilocate: spread(ours), duckdb: spread(others), ratio: times(ratioTo(others)), bar: '≥ 1.30 ×, goal 2 ×', reached: ratioTo(others) >= 1.3 })),
    ...[{ what: 'processor time, by path', others: plain }, { what: 'processor time, fastest', others: theirs }].map(({ what, others }) => (
      { what, bilocate: seconds(pick(ours, (run) => run.cpu)), duckdb: seconds(pick(others, (run) => run.cpu)), ratio: times(pick(others, (run) => run.cpu) / pick(ours, (run) => run.cpu)), bar: '', reached: null })),
    { what: 'import, memory', bilocate: `${megabytes(tree)} (${megabytes(process)})`, duckdb: `${megabytes(duckTree)} (${megabytes(duckProcess)})`, ratio: times(duckTree / tree), bar: '≤ 400 MB', reached: tree <= 400 },
    { what: 'file size', bilocate: megabytes(size[0]), duckdb: megabytes(size[1]), ratio: times(size[1] / size[0]), bar: '≥ 2 × (half the size)', reached: size[1] / size[0] >= 2 },
  ];
}

function huntLines(m: Measured): readonly Line[] {
  const { ours, theirs } = m.hunts;
  const line = (what: string, key: string, bar: number | null): Line => {
    const [a, b] = [ours[key.split(' ')[0]!]![0]!, theirs[key]![0]!];
    return { what, bilocate: seconds(a), duckdb: seconds(b), ratio: times(b / a), bar: bar === null ? '' : `≥ ${bar} × at 10 M`, reached: bar === null ? null : b / a >= bar };
  };
  const again = (key: string): Line => {
    const [a, b] = [Math.min(...ours[key]!.slice(1)), Math.min(...theirs[key]!.slice(1))];
    return { what: `${key} again`, bilocate: seconds(a), duckdb: seconds(b), ratio: times(b / a), bar: '', reached: null };
  };
  const alone = (what: string, value: string, bar: string, reached: boolean): Line => ({ what, bilocate: value, duckdb: '', ratio: '', bar, reached });
  const day = ours['daily']![0]!;
  return [
    alone('columns built from the case', seconds(m.columns.build), '≤ 20 s at 10 M', m.columns.build <= 20),
    alone(`columns loaded (${megabytes(m.columns.columnsMb)})`, seconds(m.columns.load), '≤ 3 s at 10 M', m.columns.load <= 3),
    line('S1 as published', 'S1', null),
    again('S1'),
    line('S16 as published, one query', 'S16', 8),
    line('S16 as published, two phases', 'S16 in two phases', 2),
    again('S16'),
    { ...line('networks per user and day', 'daily', null), bar: '≤ 1.5 s at 10 M', reached: day <= 1.5 },
    again('daily'),
    { what: 'hunts, memory', bilocate: megabytes(m.memory.ours), duckdb: megabytes(m.memory.theirs), ratio: times(m.memory.theirs / m.memory.ours), bar: '≤ 1 GB at 10 M', reached: m.memory.ours <= 1024 },
  ];
}
