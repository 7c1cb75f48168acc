import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import { chooseSource } from '../../src-main/sources/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { activityRecord, activityRow, claims, diagnosticRecord } from './azure-records.ts';
import { eventOf, outcomesOf } from './records.ts';
import { signInRecord } from './m365-records.ts';

const fieldsOf = (value: unknown) => eventOf(value).fields;
const snake = (value: unknown): unknown => (typeof value !== 'object' || value === null ? value
  : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), name === 'claims' ? inner : snake(inner)])));
const pascal = (record: Record<string, unknown>) => ({
  ...Object.fromEntries(Object.entries(record).map(([name, inner]) => [name[0]!.toUpperCase() + name.slice(1), typeof inner === 'object' && inner !== null && 'value' in inner ? { Value: inner.value, LocalizedValue: '' } : inner])),
  Claims: { Content: record['claims'] }, Properties: { Content: record['properties'] },
});

describe('an operation', () => {
  test('tells who, with which token of which session, from where, and to whom a role was given', () => {
    expect(fieldsOf(activityRecord())).toMatchObject({
      'event.action': 'microsoft.authorization/roleassignments/write', 'event.category': 'configuration', 'event.access': 'write', 'event.outcome': 'success', 'user.name': 'mara@halden.example',
      'user.id': '9d8001cb-a159-4252-a3a1-c2dc689f322a', 'user.type': 'user', 'source.ip': '203.0.113.9', 'azure.activity.token_ip': '198.51.100.7', 'credential.id': 'KWwgxMJGb0qka3NRB3BUAA',
      'session.id': '72316b99-c6db-4374-a368-dec8671155fc', 'auth.factor': ['pwd', 'mfa'], 'mfa.satisfied_by': 'session', 'cloud.account.id': '5d22beda-5051-4d08-89eb-a56f372e8890',
      'organization.id': '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', 'user.target.id': ['6d4ca534-c337-474d-8c76-6c715b31bc52'], 'access.granted': ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
      'target.type': ['microsoft.authorization/roleassignments'], 'service.name': 'microsoft.authorization', 'azure.activity.resource_group': 'plans',
    });
  });

  test('its token is the one that the sign-in gave out', () => {
    expect(fieldsOf(activityRecord())['credential.id']).toBe(fieldsOf(signInRecord())['credential.issued_id']);
  });

  test.each([
    ['Started', '', 'unknown'], ['Accepted', 'Accepted', 'unknown'], ['Succeeded', 'OK', 'success'], ['Succeeded', '', 'success'], ['Failed', '', 'failure'], ['Started', 'Forbidden', 'failure'], ['Failed', 'Conflict', 'failure'], ['', '', 'unknown'],
  ])('status %s, %s: %s', (status, sub, outcome) => {
    expect(fieldsOf(activityRecord({ status: { value: status }, subStatus: { value: sub }, properties: {} }))['event.outcome']).toBe(outcome);
  });

  test.each([
    ['Microsoft.Compute/virtualMachines/read', 'read', 'api'], ['Microsoft.Compute/virtualMachines/delete', 'write', 'api'], ['Microsoft.Storage/storageAccounts/listKeys/action', 'read', 'api'],
    ['Microsoft.Compute/virtualMachines/runCommand/action', 'write', 'api'], ['Microsoft.Insights/diagnosticSettings/delete', 'write', 'configuration'], ['Microsoft.Authorization/locks/delete', 'write', 'configuration'],
    ['Microsoft.Authorization/elevateAccess/action', 'write', 'configuration'], ['Microsoft.Authorization/policies/audit/action', 'write', 'configuration'],
  ])('%s: %s, %s', (value, access, category) => {
    const fields = fieldsOf(activityRecord({ operationName: { value } }));
    expect([fields['event.action'], fields['event.access'], fields['event.category']]).toEqual([value.toLowerCase(), access, category]);
  });

  test.each([
    [{ caller: 'Mara@halden.example' }, 'mara@halden.example', 'user'],
    [{ caller: '9d8001cb-a159-4252-a3a1-c2dc689f322a' }, 'mara@halden.example', 'user'],
    [{ caller: 'c0ffee00-a159-4252-a3a1-c2dc689f322a', claims: { idtyp: 'app', appid: 'x' } }, 'c0ffee00-a159-4252-a3a1-c2dc689f322a', 'app'],
    [{ caller: '', claims: { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': 'live.com#Rob@halden.example', puid: '1' } }, 'rob@halden.example', 'user'],
    [{ caller: '', claims: {} }, undefined, undefined],
  ])('who: %j', (over, name, type) => {
    const fields = fieldsOf(activityRecord(over));
    expect([fields['user.name'], fields['user.type']]).toEqual([name, type]);
  });

  test.each([[{ httpRequest: undefined }, '198.51.100.7'], [{ httpRequest: undefined, callerIpAddress: '192.0.2.3' }, '192.0.2.3'], [{ httpRequest: undefined, claims: {} }, undefined]])('from where: %j', (over, ip) => {
    expect(fieldsOf(activityRecord(over))['source.ip']).toBe(ip);
  });

  test('a token without a second factor says so, of a user', () => {
    const methods = 'http://schemas.microsoft.com/claims/authnmethodsreferences';
    expect(fieldsOf(activityRecord({ claims: { ...claims, [methods]: 'pwd' } }))['mfa.satisfied_by']).toBe('none');
    expect(fieldsOf(activityRecord({ claims: { ...claims, [methods]: 'rsa', idtyp: 'app' } }))['mfa.satisfied_by']).toBeUndefined();
    expect(fieldsOf(activityRecord({ claims: { ...claims, [methods]: undefined } }))['mfa.satisfied_by']).toBeUndefined();
  });
});

describe('one operation in every shape', () => {
  const wanted = fieldsOf(activityRecord());
  test.each([
    ['SDK for Python', snake(activityRecord())], ['PowerShell', pascal(activityRecord())], ['Windows PowerShell', { ...pascal(activityRecord()), EventTimestamp: '/Date(1777882530123)/' }], ['Log Analytics, portal', activityRow()],
    ['Log Analytics, JSON', { ...activityRow(), 'TimeGenerated [UTC]': undefined, TimeGenerated: '2026-05-04T08:15:30.1234567Z', Claims_d: claims }], ['diagnostic record', diagnosticRecord()],
  ])('%s says the same', (_, value) => {
    const made = eventOf(value);
    // Neither a row nor a diagnostic record has all of it, and a diagnostic record has no id.
    const others = Object.entries(made.fields).filter(([name, found]) => found !== undefined && !['target.name', 'transaction.id'].includes(name) && JSON.stringify(found) !== JSON.stringify(wanted[name as keyof typeof wanted]));
    expect(others).toEqual([]);
    expect(made.identity).toEqual(eventOf(activityRecord()).identity);
    expect(made.time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30, 123));
    for (const name of ['user.name', 'user.id', 'source.ip', 'credential.id', 'session.id', 'cloud.account.id', 'organization.id', 'target.id', 'access.granted'] as const) expect([name, made.fields[name]]).toEqual([name, wanted[name]]);
  });

  test('REST, SDK, PowerShell and Log Analytics are one event in a case; start and end are two', async () => {
    const folder = scratch('azure');
    afterAll(() => discard(folder));
    mkdirSync(join(folder, 'case'));
    const started = { status: { value: 'Started' }, subStatus: { value: '' }, eventDataId: 'c0c54eb6-3a17-42e2-b6f6-37484ac276c4', eventTimestamp: '2026-05-04T08:15:29.0000000Z', properties: {} };
    const files: Readonly<Record<string, unknown>> = {
      'rest.json': { value: [activityRecord(started), activityRecord()] }, 'sdk.json': [snake(activityRecord())], 'powershell.json': pascal(activityRecord()), 'table.json': [activityRow()],
      'diagnostic.json': { records: [diagnosticRecord()] }, 'again.json': [diagnosticRecord()],
    };
    const file = newCase(join(folder, 'case'));
    try {
      for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(value));
      const result = await importHere(file, Object.keys(files).map((name) => join(folder, name)));
      // The end, its start, and the diagnostic record, which has no id.
      expect(result.totals).toMatchObject({ records: 7, events: 3, duplicates: 4, skips: 0 });
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });
});

describe('look-alikes', () => {
  const taken = (value: unknown) => {
    const choice = chooseSource({ value, path: null, envelope: null });
    return 'source' in choice ? choice.source.dataset : 'none';
  };
  test('the directory has a category Policy too', () => {
    expect(taken({ time: '2026-05-04T08:15:30Z', resourceId: '/tenants/x/providers/Microsoft.aadiam', operationName: 'Update policy', category: 'Policy', properties: { id: 'x', category: 'Policy', activityDateTime: '2026-05-04T08:15:30Z', activityDisplayName: 'Update policy' } })).not.toBe('azure.activity');
  });
  test('a resource log of a subscription is none', () => {
    expect(taken({ time: '2026-05-04T08:15:30Z', resourceId: '/SUBSCRIPTIONS/X/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V', operationName: 'SecretGet', category: 'AuditEvent', properties: {} })).toBe('none');
  });
  test('what tells no operation, or no time, is refused for that', () => {
    expect(outcomesOf(activityRecord({ operationName: { value: '' }, authorization: {} }))).toEqual(['source/invalid']);
    expect(outcomesOf(diagnosticRecord({ time: '' }))).toEqual(['source/no-time']);
  });
});
