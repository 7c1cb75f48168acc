// What the hunts ask of a case, for DuckDB: node hunt-table.ts CASE CACHE FOLDER writes e.csv (ids), d0.csv … d6.csv (their texts) and networks.csv.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { closeCase, openCaseToRead } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import type { FieldName } from '../../src-main/contract/index.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';

const fields = ['user.name', 'cloud.account.id', 'cloud.region', 'event.action', 'source.ip', 'user_agent.original', 'credential.id'] as const;
const networkFields = ['source.ip', 'source.as.number', 'source.as.organization.name'] as const;
const CHUNK = 1 << 22;
/** Eight numbers of at most sixteen digits. */
const LONGEST_LINE = 200;

const cell = (columns: Columns, field: FieldName, id: number): string => (id === 0 ? '' : `"${columns.text(field, id).replaceAll('"', '""')}"`);

function writeTexts(columns: Columns, folder: string): void {
  fields.forEach((field, i) => {
    const lines = Array.from({ length: columns.size(field) - 1 }, (_, at) => `${at + 1},${cell(columns, field, at + 1)}`);
    writeFileSync(join(folder, `d${i}.csv`), `id,text\n${lines.join('\n')}\n`);
  });
}

function writeRows(columns: Columns, path: string): void {
  const ids = fields.map((field) => columns.ids(field));
  const out = openSync(path, 'w');
  const buffer = Buffer.alloc(CHUNK);
  let used = 0;
  for (let row = 0; row < columns.count; row += 1) {
    used += buffer.write(`${columns.time[row]},${ids.map((one) => one[row]!).join(',')}\n`, used, 'latin1');
    if (used > CHUNK - LONGEST_LINE) {
      writeSync(out, buffer, 0, used);
      used = 0;
    }
  }
  writeSync(out, buffer, 0, used);
  closeSync(out);
}

/** Which address belongs to which network: DuckDB has no tables of its own for that. */
function writeNetworks(columns: Columns, path: string): void {
  const ids = networkFields.map((field) => columns.ids(field));
  const lines = new Map<number, string>();
  for (let row = 0; row < columns.count; row += 1) {
    const id = ids[0]![row]!;
    if (id !== 0 && !lines.has(id)) lines.set(id, networkFields.map((field, i) => cell(columns, field, ids[i]![row]!)).join(','));
  }
  writeFileSync(path, `ip,asn,org\n${[...lines.values()].join('\n')}\n`);
}

const [path, cache, folder] = process.argv.slice(2) as [string, string, string];
const file = openCaseToRead(path, cache);
const columns = loadColumns(file, cache);
writeTexts(columns, folder);
writeRows(columns, join(folder, 'e.csv'));
writeNetworks(columns, join(folder, 'networks.csv'));
closeCase(file);
