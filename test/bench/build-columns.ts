// The columns of a case built from its file, beside a plain read of the same rows: node build-columns.ts CASE [--out RESULTS-columns.md]. Each in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { closeCase, openCaseToRead } from '../../src-main/case/index.ts';
import { buildHelp } from '../../src-main/jobs/build-help.ts';
import { finish } from '../../src-main/kit/steps.ts';
import { loadingColumns } from '../../src-main/pipeline/load-columns.ts';
import { grid, megabytes, seconds, times } from './table.ts';

interface Measured { readonly wall: number; readonly cpu: number; readonly peakMb: number; readonly rows: number }

/** Every row of the events, a thousand at a time: what anybody would write first, and nothing is made of them. */
function plainRead(path: string): number {
  const db = new Database(path, { readonly: true });
  const tables = (db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND (name = 'event' OR name = 'event_value' OR name IN (SELECT 'event_' || replace(text, '.', '_') FROM value))`).pluck().all() as string[]);
  let rows = 0;
  for (const table of tables) for (const row of db.prepare(`SELECT * FROM ${table}`).raw().iterate() as IterableIterator<readonly unknown[]>) rows += row.length > 0 ? 1 : 0;
  db.close();
  return rows;
}

/** As the app does it on the first visit of a case: read, ordered, laid out, kept. */
function build(path: string, threads: 1 | 2): number {
  const cache = mkdtempSync(join(tmpdir(), 'bilocate-build-'));
  const file = openCaseToRead(path, cache);
  try {
    return finish(loadingColumns(file, cache, threads === 2 ? buildHelp : undefined)).count;
  } finally {
    closeCase(file);
    rmSync(cache, { recursive: true, force: true });
  }
}

const ways = { 'two threads': (path: string) => build(path, 2), 'one thread': (path: string) => build(path, 1), 'plain read': plainRead } as const;
type Way = keyof typeof ways;

const { values: { out, way }, positionals: [path] } = parseArgs({ options: { out: { type: 'string' }, way: { type: 'string' } }, allowPositionals: true });
if (way !== undefined) {
  const begun = performance.now();
  const rows = ways[way as Way](path!);
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024, rows } satisfies Measured));
} else {
  const measured = Object.fromEntries((Object.keys(ways) as Way[]).map((one) => {
    const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', import.meta.filename, path!, '--way', one], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.status !== 0) throw new Error(`${one} ended with ${child.status}`);
    return [one, JSON.parse(child.stdout) as Measured];
  })) as Record<Way, Measured>;
  const peer = measured['plain read'];
  const lines = (Object.keys(ways) as Way[]).map((one) => {
    const { wall, cpu, peakMb, rows } = measured[one];
    return [one === 'plain read' ? 'peer: every row read, nothing made of it' : `columns built and kept, ${one}`, rows.toLocaleString('en'), seconds(wall), seconds(cpu), megabytes(peakMb), times(peer.wall / wall)];
  });
  const text = `${grid(['what', 'rows', 'clock', 'processor', 'peak', 'against the peer'], lines)}\n`;
  if (out === undefined) console.log(text);
  else writeFileSync(out, `# Columns built from a case\n\nOf a case file that has no columns yet, each way in a process of its own: read, ordered, laid out, written to the cache. A ratio above 1 is in favour of Bilocate. Made with\n\`node test/bench/build-columns.ts CASE --out test/bench/RESULTS-columns.md\`.\n\n${text}`);
}
