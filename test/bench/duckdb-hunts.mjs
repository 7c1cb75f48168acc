// DuckDB's side of the hunts alone: node duckdb-hunts.mjs load FOLDER fills a table from what hunt-table.ts wrote; node duckdb-hunts.mjs hunt FOLDER NAME [OUT.json] runs one hunt. Prints one line of JSON.
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { hunts } from './projection.mjs';

const RUNS = Number(process.env.BENCH_RUNS ?? 3);
/** The columns of the table, in the order of hunt-table.ts. */
const names = ['user_name', 'recipient', 'region', 'action', 'ip', 'agent', 'credential'];
const [step, folder, name, out] = process.argv.slice(2);
const database = join(folder, 'events.duckdb');
if (step === 'load') for (const end of ['', '.wal']) rmSync(database + end, { force: true });
const instance = await DuckDBInstance.create(database, { threads: String(availableParallelism()) });
const connection = await instance.connect();
await connection.run('SET preserve_insertion_order = false');
const rowsOf = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();

async function load() {
  const at = (file) => `'${join(folder, file)}'`;
  const texts = names.map((_, i) => `LEFT JOIN (SELECT * FROM read_csv(${at(`d${i}.csv`)}, header = true, quote = '"', escape = '"', columns = {id: 'INTEGER', text: 'VARCHAR'})) d${i} ON d${i}.id = x.i${i}`);
  const ids = names.map((_, i) => `i${i}: 'INTEGER'`).join(', ');
  await connection.run(`CREATE TABLE e AS SELECT ts, ${names.map((one, i) => `d${i}.text AS ${one}`).join(', ')}, CAST(NULL AS VARCHAR) AS account
    FROM read_csv(${at('e.csv')}, header = false, columns = {ts: 'BIGINT', ${ids}}) x ${texts.join(' ')}`);
  await connection.run(`CREATE TABLE ip_network AS SELECT * FROM read_csv(${at('networks.csv')}, header = true, columns = {ip: 'VARCHAR', asn: 'VARCHAR', org: 'VARCHAR'})`);
  await connection.run('CHECKPOINT');
}

async function hunt() {
  const [key, phased] = name.endsWith(' in two phases') ? [name.slice(0, -' in two phases'.length), true] : [name, false];
  const runs = [];
  let rows = [];
  for (let run = 0; run < RUNS; run += 1) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    rows = await rowsOf(phased ? hunts[key].phased : hunts[key].sql);
    const used = process.cpuUsage(cpu);
    runs.push({ wall: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 });
  }
  if (out !== undefined) writeFileSync(out, JSON.stringify(rows.map(([window, group, n, ...lists]) => [Number(window), group, Number(n), ...lists])));
  return { runs, hits: rows.length };
}

const result = step === 'load' ? await load() : await hunt();
const [[version]] = await rowsOf('SELECT version()');
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify({ version, ...result }));
