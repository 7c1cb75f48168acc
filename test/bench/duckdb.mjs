// The DuckDB side, a process for each step: node duckdb.mjs import|import-plain DATABASE FOLDER | hunt DATABASE NETWORKS.csv OUT.json. Prints one line of JSON.
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { hunts, importSql, plainImportSql } from './projection.mjs';

const RUNS = 3;
const [step, database, input, out] = process.argv.slice(2);
if (step !== 'hunt') for (const end of ['', '.wal']) rmSync(database + end, { force: true });
const instance = await DuckDBInstance.create(database, { threads: String(availableParallelism()) });
const connection = await instance.connect();
// Its fastest way: order is not asked of it.
await connection.run('SET preserve_insertion_order = false');
const rowsOf = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();

async function timed(run) {
  const begun = performance.now();
  const made = await run();
  return [(performance.now() - begun) / 1000, made];
}

async function hunt() {
  await connection.run(`CREATE OR REPLACE TABLE ip_network AS SELECT * FROM read_csv('${input}', header = true, columns = {ip: 'VARCHAR', asn: 'VARCHAR', org: 'VARCHAR'})`);
  const found = {};
  const seconds = {};
  for (const [name, { sql, phased }] of Object.entries(hunts)) {
    for (const [key, text] of [[name, sql], ...(phased ? [[`${name} in two phases`, phased]] : [])]) {
      const times = [];
      for (let run = 0; run < RUNS; run += 1) {
        const [took, rows] = await timed(() => rowsOf(text));
        times.push(took);
        found[key] = rows.map(([window, group, n, ...lists]) => [Number(window), group, Number(n), ...lists]);
      }
      seconds[key] = times;
    }
  }
  writeFileSync(out, JSON.stringify(found));
  return seconds;
}

async function load() {
  const [seconds] = await timed(async () => {
    await connection.run((step === 'import' ? importSql : plainImportSql)(input));
    await connection.run('CHECKPOINT');
  });
  const [[events]] = await rowsOf('SELECT count(*) FROM e');
  return { seconds, events: Number(events) };
}

const result = step === 'hunt' ? await hunt() : await load();
const [[version]] = await rowsOf('SELECT version()');
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify({ version, result }));
