import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, eventDetail } from '../../src-main/case/index.ts';
import type { EventDraft, FieldName } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { american, at, auditRecord, cmdletRecord, mailRecord, officeRow, recordTypes, roleRecord, signInRecord } from './m365-records.ts';
import { readSample } from './okta-read.ts';

type Json = Record<string, unknown>;

/** A day of an invented company: a sign-in and a failed one, a file, mail of somebody else, a cmdlet, a role, the system, text with commas, quotes and line ends. */
const day: readonly Json[] = [
  signInRecord(),
  signInRecord({ Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000011', CreationTime: '2026-05-04T08:09:00', Operation: 'UserLoginFailed', ResultStatus: 'Failed', ErrorNumber: '50126', LogonError: 'InvalidUserNameOrPassword', ClientIP: '[2001:db8::7]:40112' }),
  auditRecord(),
  mailRecord(),
  cmdletRecord(),
  roleRecord(),
  cmdletRecord({ Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000012', UserId: 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)', UserKey: 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)', UserType: 3, ClientIP: '', Operation: 'Set-Mailbox' }),
  auditRecord({ Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000013', CreationTime: '2026-05-04T12:00:00', SourceFileName: 'a "quoted", plan;\r\nwith lines \u00e9.docx', ClientIP: '203.0.113.9:51234' }),
];

const cell = (value: unknown) => `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
const table = (columns: readonly string[], rows: readonly (readonly unknown[])[], end = '\r\n') => [columns.map(cell), ...rows.map((row) => row.map(cell))].map((row) => row.join(',')).join(end) + end;
const outer = (record: Json) => ['outlook.office365.com', '2850e838-7c6a-4b61-a2e6-90e8c9b49bbb', 'False', recordTypes[record['RecordType'] as number]!, american(record), record['UserId'], record['Operation'], record];
const outerColumns = ['PSComputerName', 'RunspaceId', 'PSShowComputerName', 'RecordType', 'CreationDate', 'UserIds', 'Operations', 'AuditData'] as const;
const object = (record: Json) => ({ RecordType: recordTypes[record['RecordType'] as number], CreationDate: `/Date(${at(record).getTime()})/`, UserIds: record['UserId'], Operations: record['Operation'], AuditData: JSON.stringify(record), ResultIndex: 1, ResultCount: 8, Identity: record['Id'], IsValid: true, ObjectState: 'Unchanged' });

/** The same day as each tool hands it over, everything in it. */
const full: Readonly<Record<string, string | Buffer>> = {
  'api.json': JSON.stringify(day),
  'api.jsonl': day.map((one) => JSON.stringify(one)).join('\n'),
  'api.jsonl.zst': zstdCompressSync(day.map((one) => JSON.stringify(one)).join('\n')),
  'purview.csv': `\ufeff${table(['CreationDate', 'UserIds', 'Operations', 'AuditData'], day.map((one) => [at(one).toISOString().replace('000Z', '0000000Z'), one['UserId'], one['Operation'], one]))}`,
  'purview-2024.csv': table(['RecordId', 'CreationDate', 'RecordType', 'Operation', 'UserId', 'AuditData', 'AssociatedAdminUnits', 'AssociatedAdminUnitsNames'], day.map((one) => [one['Id'], at(one).toISOString().replace('000Z', '0000000Z'), String(one['RecordType']), one['Operation'], one['UserId'], one, '', ''])),
  'search.csv': table(outerColumns, day.map(outer)),
  'search-typed.csv': `#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent\r\n${table(outerColumns, day.map(outer))}`,
  'splunk.csv': table(['AuditData', 'CreationDate', 'Operations', 'RecordType', 'UserIds', '_raw', '_time', 'date_zone'], day.map((one) => [one, american(one), one['Operation'], 'x', one['UserId'], outer(one).map(cell).join(','), at(one).getTime() / 1000, 'local']), '\n'),
  'splunk-lost.csv': table(['AuditData', 'CreationDate', 'Operations', '_raw', '_time'], day.map((one) => ['', american(one), one['Operation'], outer(one).map(cell).join(','), at(one).getTime() / 1000])),
  'splunk-rows.csv': table(['_raw', '_time', 'host', 'source'], day.map((one) => [outer(one).map(cell).join(','), at(one).getTime() / 1000, 'h', 'AuditRecords.csv']), '\n'),
  'splunk-extracted.csv': table(['Operation', 'Workload', 'CreationTime', 'Id', 'UserId', 'ClientIP', 'ExtendedProperties{}.Name', '_raw'], day.map((one) => [one['Operation'], one['Workload'], one['CreationTime'], one['Id'], one['UserId'], '', 'UserAgent', one])),
  'extractor.json': JSON.stringify(day.map(object), null, 2),
  'extractor.jsonl.gz': gzipSync(day.map((one) => JSON.stringify(object(one))).join('\r\n')),
  'graph.json': JSON.stringify({ value: day.map((one) => ({ id: one['Id'], createdDateTime: `${one['CreationTime'] as string}Z`, auditLogRecordType: 'x', operation: one['Operation'], organizationId: one['OrganizationId'], service: one['Workload'], userPrincipalName: one['UserId'], auditData: one })) }),
  'defender.jsonl': day.map((one) => JSON.stringify({ time: '2026-05-04T13:00:00Z', category: 'AdvancedHunting-CloudAppEvents', properties: { Timestamp: '2026-05-04T12:59:00Z', ActionType: one['Operation'], RawEventData: one } })).join('\n'),
  'splunk-raw.json': JSON.stringify(day.map((one) => ({ _raw: JSON.stringify(one), _time: 1, sourcetype: 'o365:management:activity' }))),
};

/** Sentinel's table does not hold what Entra logs. */
const inOffice = day.filter((one) => one['Workload'] !== 'AzureActiveDirectory');
const columns = Object.keys(officeRow(day[0]!, true));
const poorer: Readonly<Record<string, string>> = {
  'office.csv': `\ufeff${table(columns, inOffice.map((one) => columns.map((name) => officeRow(one, true)[name])), '\n')}`,
  'office.jsonl': inOffice.map((one) => JSON.stringify(officeRow(one, false))).join('\n'),
};

let folder: string;
beforeAll(() => {
  folder = scratch('m365');
  for (const [name, bytes] of Object.entries({ ...full, ...poorer })) writeFileSync(join(folder, name), bytes);
});
afterAll(() => discard(folder));

const said = ({ fields }: EventDraft) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

describe('one day of a tenant', () => {
  test.each(Object.keys(full))('%s: the same events, and the same identity', async (name) => {
    const wanted = await readSample(join(folder, 'api.json'));
    const read = await readSample(join(folder, name));
    expect(read.refused).toEqual({});
    expect(read.drafts.map(said)).toEqual(wanted.drafts.map(said));
    expect(read.drafts.map(({ time, identity, vendorId }) => [time, vendorId, identity])).toEqual(wanted.drafts.map(({ time, identity, vendorId }) => [time, vendorId, identity]));
  });

  test.each(Object.keys(poorer))('%s: what it says is the same, and what it leaves out is absent', async (name) => {
    const wanted = (await readSample(join(folder, 'api.json'))).drafts.filter(({ fields }) => fields['service.name'] !== 'AzureActiveDirectory');
    const read = await readSample(join(folder, name));
    expect(read.refused).toEqual({});
    expect(read.drafts.map(({ time, identity, vendorId }) => [time, vendorId, identity])).toEqual(wanted.map(({ time, identity, vendorId }) => [time, vendorId, identity]));
    for (const [i, draft] of read.drafts.entries()) {
      const others = Object.entries(said(draft)).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(wanted[i]!.fields[field as FieldName]));
      expect(others).toEqual([]);
      for (const field of draft.says!) expect([field, draft.fields[field]]).toEqual([field, wanted[i]!.fields[field]]);
    }
  });

  const names = Object.keys({ ...full, ...poorer });
  test.each([['as named', names], ['the poorest first', [...names].reverse()]])('all of them in one case, %s, are eight events without a conflict', async (_order, order) => {
    const here = join(folder, `case-${String(order === names)}`);
    mkdirSync(here);
    const file = newCase(here);
    try {
      const result = await importHere(file, order.map((name) => join(folder, name)));
      const records = day.length * Object.keys(full).length + inOffice.length * Object.keys(poorer).length;
      expect(result.totals).toMatchObject({ records, events: day.length, duplicates: records - day.length, skips: 0 });
      expect(Array.from({ length: day.length }, (_, i) => eventDetail(file, i + 1).conflicts)).toEqual(day.map(() => []));
      const sessions = Array.from({ length: day.length }, (_, i) => eventDetail(file, i + 1)).filter(({ fields }) => JSON.stringify(fields).includes('72316b99-c6db-4374-a368-dec8671155fc'));
      expect(sessions).toHaveLength(3);
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });
});
