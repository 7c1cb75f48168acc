import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMonth } from '../../scripts/sample/month.ts';
import { closeCase } from '../../src-main/case/index.ts';
import { datasets, fieldNames, fields } from '../../src-main/contract/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { loadRules, ruleKey, ruleSql, type Rule } from '../../src-main/hunt/index.ts';
import { caseViewsSql } from '../../src-main/hunt/sql/tables.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';
import { answerOf, worded } from './sql-side.ts';

const folder = scratch('sql-case');
let columns: Columns;
let path: string;

beforeAll(async () => {
  await makeMonth({ out: join(folder, 'logs'), events: 1_500, seed: 3, days: 14 });
  const file = newCase(folder);
  await importHere(file, [join(folder, 'logs')]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  columns = loadColumns(file, join(folder, 'cache'));
  path = file.path;
  closeCase(file);
}, 120_000);
afterAll(() => discard(folder));

const shipped = loadRules('resources/rules').rules.filter((rule) => hasSql(rule));
function hasSql(rule: Rule): boolean {
  try {
    return ruleSql(rule, { zone: 'Europe/Oslo', range: [0, 1] }).dialect === 'sqlite';
  } catch {
    return false;
  }
}

test('what a stranger with the sqlite3 shell finds in a case is what the hunts find', () => {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  let rows = 0;
  let ran = 0;
  for (const rule of shipped) {
    const engine = answerOf(rule, columns, 'Europe/Oslo');
    if (engine === null) continue;
    const { caseViews, query, leftOut } = ruleSql(rule, { zone: 'Europe/Oslo', range: [columns.time[0]!, columns.time.at(-1)!] });
    db.exec(caseViews!);
    const found = worded(rule, db.prepare<[], Record<string, string | number | null>>(query).all(), db.prepare<[], { reason: string; events: number }>(leftOut).all());
    db.exec('DROP VIEW temp.events; DROP VIEW temp.event_values;');
    expect(found, ruleKey(rule)).toEqual(engine);
    ran += 1;
    rows += found.rows.length;
  }
  db.close();
  expect(ran).toBeGreaterThanOrEqual(5);
  expect(rows).toBeGreaterThan(10);
}, 60_000);

test('every field of the dictionary has its place in the views', () => {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  for (const dataset of datasets) {
    const own = fieldNames.filter((name) => fields[name].dataset === dataset || fields[name].dataset === 'core');
    db.exec(caseViewsSql(own, [dataset]));
    const row = db.prepare<[], Record<string, unknown>>('SELECT * FROM events LIMIT 1').get()!;
    expect(Object.keys(row).slice(3), dataset).toEqual(own.filter((name) => !fields[name].many && name !== '@timestamp'));
    if (dataset === 'aws.cloudtrail') {
      expect(row['event.dataset']).toBe('aws.cloudtrail');
      // As its source wrote it, not the 16 bytes that the case keeps.
      expect(row['event.id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
    db.exec('DROP VIEW temp.events; DROP VIEW temp.event_values;');
  }
  db.close();
});
