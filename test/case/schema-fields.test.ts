import { expect, test } from 'vitest';
import { datasets, fieldNames, fields, type FieldEntry } from '../../src-main/contract/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { closeCase, createCase } from '../../src-main/case/index.ts';
import { datasetTable, placeOf } from '../../src-main/case/schema-fields.ts';
import { sessionIn, tempFolder } from '../help/case-events.ts';

test('every field of the dictionary has its place in the schema, and the case says where', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Fields', number: '', caseId: session.newId() }, session);
  const db = dbOf(file);
  const tables = new Map((db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[])
    .map((table) => [table, db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]]));
  for (const field of fieldNames) {
    const [table, column] = placeOf(field).split('.') as [string, string];
    const owners = table === 'event_<dataset>' ? datasets.filter((one) => (fields[field] as FieldEntry).only?.includes(one) ?? true).map(datasetTable) : [table];
    for (const owner of owners) expect(tables.get(owner), `${field} in ${owner}`).toContain(column);
    expect(fields[field].home === 'dataset').toBe(table.startsWith('event_') && table !== 'event_value');
    expect(db.prepare('SELECT place FROM field WHERE name = ?').pluck().get(field)).toBe(placeOf(field));
  }
  closeCase(file);
  remove();
});

test('all tables are STRICT, and there is no view, trigger or virtual table', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Strict', number: '', caseId: session.newId() }, session);
  const list = dbOf(file).pragma('table_list') as { schema: string; name: string; type: string; strict: number }[];
  const ours = list.filter((one) => one.schema === 'main' && !one.name.startsWith('sqlite_'));
  expect(ours.filter((one) => one.strict !== 1 || one.type !== 'table')).toEqual([]);
  expect(ours.length).toBeGreaterThan(30);
  expect(dbOf(file).prepare(`SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')`).pluck().get()).toBe(0);
  closeCase(file);
  remove();
});
