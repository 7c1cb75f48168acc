import { createHash, type Hash } from 'node:crypto';
import { datasets } from '../contract/index.ts';
import { hexOrText, pathSql } from './compact.ts';
import { preparedRaw, type ReadCase } from './handle.ts';
import { datasetColumns, datasetTable, eventColumns, type FieldColumn } from './schema-fields.ts';

type Row = readonly unknown[];
const rowsPerRead = 20_000;

/**
 * SHA-256 over what a case says of its evidence, whatever ids its rows have: files by hash, members, blocks, skips, events with every field and place.
 * Two imports of the same evidence by the same mappers give the same digest, however often one of them was interrupted, and in whichever order the
 * files came. Not in it: exhibit numbers, paths, times of import, and which of two places brought an event (that depends on the order).
 */
export function contentDigest(file: ReadCase): string {
  const hash = createHash('sha256').update('bilocate-content-v1\n');
  const member = memberNames(file);
  all(hash, 'evidence', sorted(preparedRaw<Row>(file, 'SELECT name, bytes, lower(hex(sha256)), state FROM evidence').all()));
  all(hash, 'member', sorted(preparedRaw<Row>(file, `SELECT m.id, m.bytes, m.dataset, m.shape, m.mapper, m.mapper_version, m.records, m.events + m.duplicates + m.folded, m.skips, m.out_of_scope,
    m.bytes_total, m.bytes_records, m.bytes_skips, m.bytes_separators, m.first_ms, m.last_ms, m.done, m.fault,
    (SELECT count(*) FROM block WHERE member = m.id), (SELECT total(raw_length) FROM block WHERE member = m.id) FROM member m`).all().map(([id, ...cells]) => [member.get(id as number), ...cells])));
  all(hash, 'skip', sorted(preparedRaw<Row>(file, 'SELECT member, ordinal, path, offset, length, reason, detail FROM skip').all().map(([id, ...cells]) => [member.get(id as number), ...cells])));
  hashEvents(file, hash, member);
  all(hash, 'conflict', sorted(preparedRaw<[string, string]>(file, `SELECT lower(hex(a.identity)), lower(hex(b.identity)) FROM event_conflict c
    JOIN event a ON a.id = c.event JOIN event b ON b.id = c.other`).all().map((pair) => pair.toSorted())));
  return hash.digest('hex');
}

/** A member by what it holds: the hash of its file, its position and path. */
function memberNames(file: ReadCase): ReadonlyMap<number, string> {
  return new Map(preparedRaw<[number, string | null, number, string, string | null]>(file, `SELECT m.id, lower(hex(e.sha256)), m.position, m.path, lower(hex(m.sha256))
    FROM member m JOIN evidence e ON e.id = m.evidence`).all().map(([id, ...cells]) => [id, JSON.stringify(cells)]));
}

/** Events by identity: 16 bytes are compared in memory, rows are then read in that order. */
function hashEvents(file: ReadCase, hash: Hash, member: ReadonlyMap<number, string>): void {
  const order = preparedRaw<[number]>(file, 'SELECT id FROM event ORDER BY identity').all();
  hash.update(`event ${order.length}\n`);
  const event = preparedRaw<Row>(file, `SELECT lower(hex(e.identity)), e.time_ms, e.time_rest_ns, e.time_flags, e.says, ${actorCells}, ${cellsOf('e', eventColumns())} FROM event e WHERE e.id = ?`);
  const narrow = datasets.map((dataset) => preparedRaw<Row>(file, `SELECT ${cellsOf('e', datasetColumns(dataset))} FROM ${datasetTable(dataset)} e WHERE e.event = ?`));
  const values = preparedRaw<Row>(file, 'SELECT f.name, v.text FROM event_value x JOIN field f ON f.id = x.field JOIN value v ON v.id = x.value WHERE x.event = ? ORDER BY f.name, x.position');
  const places = preparedRaw<Row>(file, `SELECT p.member, p.ordinal, ${pathSql}, p.offset, p.length FROM place p JOIN path t ON t.id = p.path WHERE p.event = ?`);
  let lines: string[] = [];
  const flush = (): void => {
    hash.update(lines.join(''));
    lines = [];
  };
  for (const [id] of order) {
    const where = sorted(places.all(id).map(([of, ...cells]) => [member.get(of as number), ...cells]));
    lines.push(`${JSON.stringify([event.get(id), narrow.map((one) => one.get(id) ?? null), values.all(id), where])}\n`);
    if (lines.length === rowsPerRead) flush();
  }
  flush();
}

const actorCells = ['name', 'user_id', 'type', 'organization']
  .map((column) => `(SELECT v.text FROM actor a JOIN value v ON v.id = a.${column} WHERE a.id = e.actor)`).join(', ');

function cellsOf(alias: string, columns: readonly FieldColumn[]): string {
  return columns.map(({ column, refers, type }) => {
    if (type === 'ANY') return hexOrText(`${alias}.${column}`);
    if (refers === null) return `${alias}.${column}`;
    return refers === 'ip' ? `(SELECT type || ' ' || text FROM ip WHERE id = ${alias}.${column})` : `(SELECT text FROM ${refers} WHERE id = ${alias}.${column})`;
  }).join(', ');
}

function all(hash: Hash, name: string, lines: readonly string[]): void {
  hash.update(`${name} ${lines.length}\n${lines.join('\n')}\n`);
}

function sorted(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
