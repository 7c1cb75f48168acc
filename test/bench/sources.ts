// How fast records of each source are read, beside CloudTrail's in the same run: node test/bench/sources.ts [--megabytes N] [--import] [--out FILE.md]
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseSource, isRefusal, sources, unwrap, type Source } from '../../src-main/sources/index.ts';
import { here, load, machine, root, versions } from './set-up.ts';
import { makerOf, moreShapes, type RecordMaker } from './source-records.ts';
import { grid, median } from './table.ts';
import { watched } from './watch.ts';

const ROUNDS = 5;
/** None may be slower than this part of CloudTrail's. */
const BAR = 1 / 3;
const { values: given } = parseArgs({ options: { megabytes: { type: 'string' }, import: { type: 'boolean' }, out: { type: 'string' } } });
const megabytes = Number(given.megabytes ?? 8);

interface Measured {
  readonly maker: RecordMaker;
  readonly recordBytes: number;
  /** MB of JSON text a second: parsed, unwrapped, recognised and mapped, on one thread. */
  readonly mapping: number;
  /** MB of the file a second by the whole command; null where it was not asked for. */
  readonly importing: number | null;
}

const before = load();
const makers = [...await Promise.all(sources.map(async ({ dataset }) => makerOf(dataset, await examplesOf(dataset)))), ...moreShapes];
const sets = makers.map((maker) => ({ maker, lines: linesOf(maker) }));
const speeds = sets.map((): number[] => []);
// In turn, so that what else the machine does falls on all of them.
for (let round = 0; round < ROUNDS; round += 1) sets.forEach(({ maker, lines }, at) => speeds[at]!.push(mappingSpeed(maker, lines)));
const measured: Measured[] = [];
for (const [at, { maker, lines }] of sets.entries()) {
  measured.push({ maker, recordBytes: bytesOf(lines) / lines.length, mapping: median(speeds[at]!), importing: given.import === true && maker.events !== 0 ? await importSpeed(maker, lines) : null });
}
const text = report(measured);
console.log(text);
if (given.out !== undefined) writeFileSync(given.out, text);

async function examplesOf(dataset: string): Promise<readonly unknown[]> {
  const file = new URL(`../sources/examples/${dataset}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`test/sources/examples/${dataset}.ts is missing`);
  return ((await import(file.href)) as { readonly examples: readonly unknown[] }).examples;
}

function linesOf({ make }: RecordMaker): readonly string[] {
  const lines: string[] = [];
  for (let bytes = 0; bytes < megabytes * 1e6;) {
    const line = JSON.stringify(make(lines.length));
    lines.push(line);
    bytes += line.length + 1;
  }
  return lines;
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function mappingSpeed({ dataset, shape, events: each }: RecordMaker, lines: readonly string[]): number {
  const begun = performance.now();
  let events = 0;
  let lately: Source | null = null;
  for (const line of lines) {
    for (const inner of unwrap(JSON.parse(line), null)) {
      if ('skip' in inner) continue;
      const choice = chooseSource(inner, null, [], lately);
      if (!('source' in choice)) continue;
      lately = choice.source;
      if (!isRefusal(choice.source.map(inner))) events += 1;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  // Examples may hold several events each.
  if (each === undefined ? events < lines.length : events !== lines.length * each) throw new Error(`${dataset}, ${shape}: ${events} events of ${lines.length} records`);
  return bytesOf(lines) / 1e6 / seconds;
}

/** The real command, from a file of lines to a closed case. */
async function importSpeed(maker: RecordMaker, lines: readonly string[]): Promise<number> {
  const folder = join(here, 'data', 'sources');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'records.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const cost = await watched(process.execPath, [join(root, 'scripts', 'bilocate.mjs'), 'import', join(folder, 'bench.bilocate'), file, '--json'], { env: { ...process.env, BILOCATE_HOME: join(folder, 'home') } });
  const { totals } = JSON.parse(cost.stdout) as { totals: { events: number } };
  if (maker.events === undefined ? totals.events < lines.length : totals.events !== lines.length * maker.events) throw new Error(`${maker.dataset}, ${maker.shape}: ${totals.events} events of ${lines.length} records`);
  rmSync(folder, { recursive: true, force: true });
  return bytesOf(lines) / 1e6 / cost.wall;
}

function report(all: readonly Measured[]): string {
  const base = all.find(({ maker }) => maker.dataset === 'aws.cloudtrail')!;
  const heads = ['source', 'shape', 'bytes a record', 'mapping MB/s', 'of CloudTrail\'s', 'import MB/s', 'of CloudTrail\'s', 'reached'];
  const rows = all.map(({ maker, recordBytes, mapping, importing }) => {
    const ratio = importing === null || base.importing === null ? mapping / base.mapping : importing / base.importing;
    return [maker.dataset, maker.shape, String(Math.round(recordBytes)), mapping.toFixed(0), `${(mapping / base.mapping).toFixed(2)} ×`, importing === null ? '' : importing.toFixed(1),
      importing === null || base.importing === null ? '' : `${(importing / base.importing).toFixed(2)} ×`, ratio >= BAR ? 'yes' : 'NOT REACHED'];
  });
  const { bilocate, node, commit } = versions();
  return `# Sources beside CloudTrail

${machine()}; load before: ${before}. Bilocate ${bilocate} at ${commit}, Node ${node}. ${megabytes} MB of JSON Lines each, made of the examples in \`test/sources/examples\`; the median of ${ROUNDS} rounds in turn.
Mapping: parsed, taken out of envelopes, recognised and mapped, on one thread. Import: the whole command from file to closed case. Bar: a third of CloudTrail's.

${grid(heads, rows)}
`;
}
