import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeCase } from '../../src-main/case/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { graphRecord, graphRow } from './graph-records.ts';
import { eventOf, outcomesOf } from './records.ts';
import { signInRecord } from './m365-records.ts';

const fieldsOf = (value: unknown) => eventOf(value).fields;
const uri = (path: string) => `https://graph.microsoft.com/v1.0${path}`;

describe('a call', () => {
  test('tells who, with which token of which session, what they may, and what they asked for', () => {
    expect(fieldsOf(graphRecord())).toMatchObject({
      'event.action': 'GET /users/*/messages', 'event.outcome': 'success', 'event.access': 'read', 'user.id': '9d8001cb-a159-4252-a3a1-c2dc689f322a', 'user.name': undefined, 'user.type': 'user', 'source.ip': '203.0.113.9',
      'credential.id': 'KWwgxMJGb0qka3NRB3BUAA', 'session.id': '72316b99-c6db-4374-a368-dec8671155fc', 'session.root_id': '72316b99-c6db-4374-a368-dec8671155fc', 'access.granted': ['Mail.Read', 'User.Read.All'],
      'organization.id': '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', 'target.type': ['users'], 'target.id': ['jonas@halden.example'], 'user.target.name': ['jonas@halden.example'], 'graph.activity.client_authentication': 'public',
    });
  });

  test('its token is the one that the sign-in gave out, whichever log tells it', () => {
    expect(fieldsOf(graphRecord())['credential.id']).toBe(fieldsOf(signInRecord())['credential.issued_id']);
  });

  test('of an application is told by its service principal', () => {
    expect(fieldsOf(graphRecord({ userId: '', servicePrincipalId: '60FEB7BE-1cc1-410a-b9b5-d419e4882844', C_Idtyp: undefined, scopes: '', roles: 'Mail.ReadWrite Sites.Read.All', clientAuthMethod: 2 }))).toMatchObject({
      'user.id': '60feb7be-1cc1-410a-b9b5-d419e4882844', 'user.type': 'app', 'access.granted': ['Mail.ReadWrite', 'Sites.Read.All'], 'graph.activity.client_authentication': 'certificate',
    });
  });

  test.each([[200, 'success'], [204, 'success'], [302, 'success'], [400, 'failure'], [401, 'failure'], [403, 'failure'], [429, 'failure'], [500, 'failure'], ['403', 'failure'], ['', 'success'], [0, 'unknown']] as const)('status %j: %s', (status, outcome) => {
    // Without a status in the properties the signature of the record tells it.
    expect(fieldsOf(graphRecord({ responseStatusCode: status }))['event.outcome']).toBe(outcome);
  });

  test('without any status is unknown', () => {
    expect(fieldsOf({ ...graphRecord({ responseStatusCode: undefined }), resultSignature: '' })['event.outcome']).toBe('unknown');
  });
});

describe('what was asked for', () => {
  test.each([
    ['GET', '/me', 'GET /me', 'api', 'read'],
    ['GET', '/users?$filter=startswith(displayName,\'a\')', 'GET /users', 'api', 'read'],
    ['GET', '/users/6d4ca534-c337-474d-8c76-6c715b31bc52/mailFolders/inbox/messages', 'GET /users/*/mailFolders/inbox/messages', 'api', 'read'],
    ['GET', '/users(\'6d4ca534-c337-474d-8c76-6c715b31bc52\')/memberOf', 'GET /users(*)/memberOf', 'api', 'read'],
    ['GET', '/users/mara%40halden.example', 'GET /users/*', 'api', 'read'],
    ['POST', '/applications/6d4ca534-c337-474d-8c76-6c715b31bc52/addPassword', 'POST /applications/*/addPassword', 'configuration', 'write'],
    ['POST', '/users/6d4ca534-c337-474d-8c76-6c715b31bc52/authentication/phoneMethods', 'POST /users/*/authentication/phoneMethods', 'mfa', 'write'],
    ['GET', '/users/6d4ca534-c337-474d-8c76-6c715b31bc52/authentication/methods', 'GET /users/*/authentication/methods', 'api', 'read'],
    ['POST', '/users/6d4ca534-c337-474d-8c76-6c715b31bc52/revokeSignInSessions', 'POST /users/*/revokeSignInSessions', 'session', 'write'],
    ['POST', '/me/mailFolders/inbox/messageRules', 'POST /me/mailFolders/inbox/messageRules', 'configuration', 'write'],
    ['POST', '/search/query', 'POST /search/query', 'api', 'read'],
    ['POST', '/$batch', 'POST /$batch', 'api', undefined],
    ['DELETE', '/groups/6d4ca534-c337-474d-8c76-6c715b31bc52/members/9d8001cb-a159-4252-a3a1-c2dc689f322a/$ref', 'DELETE /groups/*/members/*/$ref', 'configuration', 'write'],
  ])('%s %s', (requestMethod, path, action, category, access) => {
    const fields = fieldsOf(graphRecord({ requestMethod, requestUri: uri(path) }));
    expect([fields['event.action'], fields['event.category'], fields['event.access']]).toEqual([action, category, access]);
  });

  test('what the path names is the target', () => {
    expect(fieldsOf(graphRecord({ requestUri: uri('/users/6D4CA534-c337-474d-8c76-6c715b31bc52/drive/items/01ABC!77') }))).toMatchObject({
      'target.type': ['users', 'items'], 'target.id': ['6D4CA534-c337-474d-8c76-6c715b31bc52', '01ABC!77'], 'user.target.id': ['6d4ca534-c337-474d-8c76-6c715b31bc52'], 'user.target.name': undefined,
    });
  });

  test.each(['', 'https://', 'not a uri', '/', 'https://graph.microsoft.com', '%', '/users/%E0%A4%A'])('a URI that is none: %j', (requestUri) => expect(outcomesOf(graphRecord({ requestUri }))).toEqual(['event']));
});

test('neither method nor URI, or no time: refused', () => {
  expect(outcomesOf(graphRecord({ requestMethod: '', requestUri: null }))).toEqual(['source/invalid']);
  expect(outcomesOf({ ...graphRecord({ timeGenerated: '' }), time: undefined })).toEqual(['source/no-time']);
});

describe('the same call from a diagnostic record and from Log Analytics', () => {
  const folder = scratch('graph');
  afterAll(() => discard(folder));
  const calls = [1, 2, 3].map((n) => ({ requestId: `6d4ca534-c337-474d-8c76-6c715b31bc5${n}`, uri: uri(`/users/u${n}@halden.example/messages`) }));
  const records = calls.map((call) => graphRecord({ requestId: call.requestId, requestUri: call.uri }));
  const rows = (csv: boolean) => calls.map((call) => graphRow(csv, { RequestId: call.requestId, RequestUri: call.uri }));
  const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
  const files: Readonly<Record<string, string>> = {
    'diagnostic.jsonl': records.map((one) => JSON.stringify(one)).join('\r\n'),
    'storage.json': JSON.stringify({ records }),
    'hub.jsonl': records.map((one) => JSON.stringify({ records: [one] })).join('\n'),
    'table.json': JSON.stringify(rows(false)),
    'portal.csv': `\ufeff${[Object.keys(rows(true)[0]!), ...rows(true).map((row) => Object.values(row))].map((row) => row.map(cell).join(',')).join('\n')}`,
  };

  test('says the same', () => {
    const wanted = eventOf(graphRecord());
    for (const csv of [false, true]) {
      const made = eventOf(graphRow(csv));
      expect(made.identity).toEqual(wanted.identity);
      expect(Object.entries(made.fields).filter(([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(wanted.fields[name as keyof typeof wanted.fields]))).toEqual([]);
      expect(made.time).toEqual(csv ? { ...wanted.time, restNs: 0, precision: 'millisecond' } : wanted.time);
    }
  });

  test('is one event in a case', async () => {
    mkdirSync(join(folder, 'case'));
    const file = newCase(join(folder, 'case'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const result = await importHere(file, Object.keys(files).map((name) => join(folder, name)));
      expect(result.totals).toMatchObject({ records: 15, events: 3, duplicates: 12, skips: 0 });
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });
});
