import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { deviceRow, endpointExec, falcon, inPanther, inSearch, inStream, jamfSpawn, osqueryRow, startedColumns } from '../sources/macos-records.ts';

const lines = (records: readonly unknown[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
const csv = (records: readonly Record<string, unknown>[]): string => [Object.keys(records[0]!), ...records.map((one) => Object.values(one))].map((row) => row.map(cell).join(',')).join('\r\n');

const devices = [1, 2, 3].map((n) => deviceRow({ ReportId: n, ProcessCommandLine: `aws s3 ls ${n}` }));
const falcons = (['Win', 'Mac', 'Lin'] as const).map((platform) => falcon(platform));
const events = ['1', '2'].map((eid) => osqueryRow({ ...startedColumns, eid, pid: eid }));
const { columns: _columns, action: _action, ...around } = osqueryRow({});
const poorer = devices.map(({ SHA256: _sha256, LogonId: _logon, ...row }) => ({ ...row, Timestamp: '5/4/2026, 8:15:37.123 AM' }));

/** Files that tell the same events, by what wrote them, and how many events there are: the records of every further file are copies. */
const products: readonly (readonly [product: string, events: number, files: Readonly<Record<string, string>>])[] = [
  ['Defender', 3, { 'stream.json': JSON.stringify({ records: devices.map((row) => inStream(row)) }), 'hunt.jsonl': lines(devices), 'hunt.csv': csv(devices), 'api.json': JSON.stringify({ Stats: {}, Schema: [], Results: devices }) }],
  ['Defender, full and poorer', 3, { 'stream.jsonl': lines(devices.map((row) => inStream(row))), 'portal.csv': csv(poorer) }],
  ['CrowdStrike', 3, { 'fdr.jsonl': lines(falcons), 'panther.jsonl': lines(falcons.map(inPanther)), 'search.jsonl': lines(falcons.map(inSearch)), 'splunk.jsonl': lines(falcons.map((one) => ({ _raw: JSON.stringify(one), _time: 1 }))) }],
  ['osquery', 2, { 'results.log': lines(events), 'batch.log': lines([{ ...around, diffResults: { removed: [], added: events.map(({ columns }) => columns) } }]), 'filebeat.jsonl': lines(events.map((one) => ({ message: JSON.stringify(one) }))) }],
  ['Jamf', 2, { 'telemetry.jsonl': lines([jamfSpawn(), endpointExec()]), 'array.json': JSON.stringify([endpointExec(), jamfSpawn()]), 'splunk.jsonl': lines([jamfSpawn(), endpointExec()].map((one) => ({ event: one, sourcetype: 'jamf' }))) }],
];

describe('one event, however it was handed over', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratch('hosts-shapes');
  });
  afterAll(() => discard(folder));

  test('the event is read from the fuller row, whichever came first', async () => {
    const [, , files] = products[1]!;
    for (const order of [Object.keys(files), Object.keys(files).toReversed()]) {
      const file = newCase(folder, `fuller-${order[0]!}.bilocate`);
      try {
        for (const name of order) writeFileSync(join(folder, name), files[name]!);
        await importHere(file, order.map((name) => join(folder, name)));
        // Ten millionths of a second are in the full row alone.
        expect(dbOf(file).prepare('SELECT DISTINCT time_rest_ns FROM event').pluck().all()).toEqual([456_700]);
      } finally {
        closeCase(file);
      }
    }
  });
  test.each(products)('%s: %i events', async (product, count, files) => {
    for (const order of [Object.entries(files), Object.entries(files).toReversed()]) {
      const file = newCase(folder, `${product}-${order[0]![0]}.bilocate`);
      try {
        const paths = order.map(([name, text]) => {
          const path = join(folder, name);
          writeFileSync(path, text);
          return path;
        });
        const { totals } = await importHere(file, paths);
        expect(totals).toMatchObject({ events: count, skips: 0, records: count * order.length, duplicates: count * (order.length - 1), folded: 0 });
        expect(dbOf(file).prepare('SELECT count(*) FROM event').pluck().get()).toBe(count);
        expect(failedChecks(file)).toEqual([]);
      } finally {
        closeCase(file);
      }
    }
  });
});
