import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { azureActivity, graphActivity, m365Audit, unwrap } from '../../src-main/sources/index.ts';
import { activityRecord, activityRow, claims, diagnosticRecord } from './azure-records.ts';
import { graphRecord, graphRow } from './graph-records.ts';
import { auditRecord, cmdletRecord, mailRecord, roleRecord, signInRecord } from './m365-records.ts';
import { checkTypes as checkPromised } from './promised-types.ts';

const all = [m365Audit, graphActivity, azureActivity];

const checkTypes = (value: unknown): void => checkPromised(all, value);

const json = fc.jsonValue({ maxDepth: 3 });
const inner = fc.constantFrom('Name', 'Value', 'NewValue', 'OldValue', 'ID', 'Type', 'UPN', 'SessionId', 'AADSessionId', 'UniqueTokenId', 'Subject', 'InternetMessageId', 'Path', 'FolderItems', 'ParentFolder', 'uti', 'sid', 'iat', 'amr',
  'requestbody', 'statusMessage', 'requestUri', 'value', 'Content', '__proto__', 'constructor', 'toString');
const odd = fc.oneof(json, fc.dictionary(inner, json), fc.array(fc.dictionary(inner, json), { maxLength: 3 }), fc.dictionary(inner, json).map((one) => JSON.stringify([one])), fc.anything());
const officeRow = { OfficeId: 'x', TimeGenerated: '2026-05-04T08:15:30Z', Operation: 'FileAccessed', OfficeWorkload: 'SharePoint', UserId: 'mara@halden.example', ClientIP_: '203.0.113.9', Item: '{}', Folders: '[]', Parameters: '[]', Actor: '[]' };

describe.each([
  ['a file', auditRecord()], ['a sign-in', signInRecord()], ['mail', mailRecord()], ['a cmdlet', cmdletRecord()], ['a role', roleRecord()], ['OfficeActivity', officeRow], ['Graph', graphRecord()], ['a row of Graph', graphRow(true)],
  ['the Activity log', activityRecord()], ['a diagnostic record', diagnosticRecord()], ['a row of AzureActivity', activityRow()],
] as const)('a record of %s', (_, base) => {
  test('with any value in any place is refused or mapped, never thrown', () => {
    const properties = (base as Record<string, unknown>)['properties'] as Record<string, unknown> | undefined;
    const place = fc.constantFrom(...Object.keys(base), ...Object.keys(properties ?? {}), 'AppAccessContext', 'DeviceProperties', 'ExtendedProperties', 'ModifiedProperties', 'Target', 'Members', 'EventData');
    fc.assert(fc.property(fc.array(fc.tuple(place, odd), { minLength: 1, maxLength: 4 }), (changes) => {
      const over = Object.fromEntries(changes);
      checkTypes({ ...base, ...over });
      if (properties) checkTypes({ ...base, properties: { ...properties, ...over } });
      if ('claims' in base) checkTypes({ ...base, claims: { ...claims, ...over } });
    }), { numRuns: 100 });
  });
});

test('any JSON in an envelope of audit data is opened or skipped, never thrown', () => {
  fc.assert(fc.property(fc.constantFrom('AuditData', 'auditData', 'RawEventData'), fc.oneof(json, fc.string(), json.map((one) => JSON.stringify(one))), fc.oneof(json, fc.string()), (name, text, raw) => {
    expect(unwrap({ [name]: text, _raw: raw, Operations: 'x' }, null).length).toBeGreaterThan(0);
  }), { numRuns: 500 });
});

test('deep and wide records are read in time', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 10_000; i++) deep = { Value: deep };
  const wide = Array.from({ length: 10_000 }, (_, i) => ({ Name: `n${i}`, Value: 'v', ID: `User_${i}`, Type: 2, UPN: `${i}@halden.example`, InternetMessageId: `<${i}>` }));
  for (const value of [deep, wide, JSON.stringify(wide), '"{""'.repeat(100_000), `"{""${'""'.repeat(500_000)}`]) {
    checkTypes({ ...roleRecord(), ModifiedProperties: value, ExtendedProperties: value, Actor: value, Target: value, Members: value, Folders: value, MailboxGuid: 'm', Parameters: value, ClientIP: value, UserId: value });
    checkTypes({ ...activityRecord(), claims: value, properties: value });
    checkTypes(graphRecord({ requestUri: value, scopes: value, ipAddress: value }));
    expect(unwrap({ AuditData: '', _raw: value }, null)).toHaveLength(1);
  }
  checkTypes(graphRecord({ requestUri: `https://graph.microsoft.com/${'a/'.repeat(200_000)}` }));
});
