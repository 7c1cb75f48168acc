import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCase, eventDetail, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { huntRules, loadRules } from '../../src-main/hunt/index.ts';
import { caseViewsSql } from '../../src-main/hunt/sql/tables.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { mmdbBytes } from '../help/mmdb-writer.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';

const folder = scratch('places');
const city = (name: string, code: string, latitude: number, longitude: number, radius: number) => ({ city: { names: { en: name } }, country: { iso_code: code }, location: { latitude, longitude, accuracy_radius: radius } });
let file: WriteCase;
let columns: Columns;

beforeAll(async () => {
  const table = join(folder, 'city.mmdb');
  writeFileSync(table, mmdbBytes({ '73.0.0.0/8': city('Denver', 'US', 39.7392, -104.9847, 20), '45.142.0.0/16': city('Amsterdam', 'NL', 52.374, 4.8897, 5) }, { type: 'GeoLite2-City', epoch: Date.UTC(2100, 0) / 1000 }));
  const logs = join(folder, 'trail.json');
  writeFileSync(logs, deliveryOf(stolenKey()));
  file = newCase(folder);
  await importHere(file, [logs]);
  await enrichCase(file, { resources, own: [table] }, lookUp);
  columns = loadColumns(file, join(folder, 'cache'));
}, 60_000);
afterAll(() => {
  closeCase(file);
  discard(folder);
});

const texts = (field: 'source.geo.location' | 'source.geo.accuracy'): ReadonlySet<string> => new Set([...columns.ids(field)].filter((id) => id !== 0).map((id) => columns.text(field, id)));

test('what the analyst\'s city table says of an address is in the columns, in the event, and in SQL, told alike', () => {
  expect([...texts('source.geo.location')].sort()).toEqual(['39.7392,-104.9847', '52.374,4.8897']);
  expect([...texts('source.geo.accuracy')].sort()).toEqual(['20', '5']);
  const row = columns.ids('source.geo.location').findIndex((id) => id !== 0 && columns.text('source.geo.location', id) === '52.374,4.8897');
  const added = eventDetail(file, columns.event[row]!).added.filter(({ field }) => field.startsWith('source.geo.'));
  expect(added.map(({ field, value }) => [field, value])).toEqual([['source.geo.country_iso_code', 'NL'], ['source.geo.city_name', 'Amsterdam'], ['source.geo.location', '52.374,4.8897'], ['source.geo.accuracy', '5']]);
  expect(new Set(added.map(({ table }) => table))).toEqual(new Set(['GeoLite2-City 2100-01-01']));
  const db = new Database(file.path, { readonly: true });
  db.exec(caseViewsSql(['source.geo.location', 'source.geo.accuracy'], ['aws.cloudtrail']));
  const cells = db.prepare('SELECT DISTINCT "source.geo.location" AS location, "source.geo.accuracy" AS accuracy FROM events ORDER BY 1').all() as { location: string; accuracy: number }[];
  db.close();
  expect(cells.filter(({ location }) => location !== null)).toEqual([{ location: '39.7392,-104.9847', accuracy: 20 }, { location: '52.374,4.8897', accuracy: 5 }]);
});

test('the stolen key travels: from Denver to Amsterdam faster than anything, with the radii of that table', () => {
  const rule = loadRules('resources/rules').rules.find(({ id }) => id === 'aws-key-impossible-travel')!;
  const [finding] = [...huntRules([rule], columns)][0]!.findings;
  expect(finding).toMatchObject({ severity: 'high', explanation: { baseline: { first_radius_km: expect.any(Number) as number, first_said_by: 'city', second_said_by: 'city', centres_km: 7752 } } });
  expect(Number(finding!.explanation.baseline['distance_km'])).toBeCloseTo(7751.6 - 25, 0);
  expect(finding!.explanation.text).toContain('Both radii are taken off; the city table of the case says so.');
});
