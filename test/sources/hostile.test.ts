import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awsCloudtrail } from '../../src-main/sources/index.ts';
import { eventOf, roleIdentity, trailRecord } from './records.ts';
import { checkTypes as checkPromised } from './promised-types.ts';

const checkTypes = (value: unknown): void => checkPromised([awsCloudtrail], value);

const base = trailRecord({ userIdentity: roleIdentity, requestParameters: { bucketName: 'b' }, responseElements: { credentials: { accessKeyId: 'x' } }, additionalEventData: {}, resources: [{ ARN: 'a' }], tlsDetails: {}, serviceEventDetails: {} });
const json = fc.jsonValue({ maxDepth: 3 });

test('any JSON: refused or mapped, never thrown', () => {
  fc.assert(fc.property(json, checkTypes), { numRuns: 200 });
});

test('a record with any value in any place', () => {
  const place = fc.constantFrom(...Object.keys(base));
  const inner = fc.constantFrom('type', 'arn', 'userName', 'sessionContext', 'principalId', 'accountId', 'accessKeyId', 'invokedBy', 'onBehalfOf', 'credentialId', 'items', 'credentials', 'accessKey', 'policyArns', 'scope', 'instancesSet', '__proto__', 'constructor', 'toString');
  const odd = fc.oneof(json, fc.dictionary(inner, json), fc.array(fc.dictionary(inner, json), { maxLength: 3 }), fc.anything());
  fc.assert(fc.property(fc.array(fc.tuple(place, odd), { minLength: 1, maxLength: 4 }), (changes) => {
    checkTypes({ ...base, ...Object.fromEntries(changes.filter(([name]) => name !== 'eventTime')) });
  }), { numRuns: 1000 });
});

test('a row of any table, with any text in any cell', () => {
  const names = ['Event name', 'Event source', 'Event time', 'Resources', 'Read-only', 'eventname', 'eventsource', 'eventtime', 'eventid', 'useridentity', 'useridentity.arn', 'requestparameters', 'responseelements', 'resources', 'tlsdetails',
    'userIdentity.sessionContext.attributes.mfaAuthenticated', 'requestParameters.instancesSet.items{}.instanceId', 'requestparameters.__proto__.polluted', '__proto__', 'constructor', 'arn', 'type', 'EventName', 'EventSource', 'AwsEventId',
    'UserIdentityType', 'TimeGenerated', 'SessionCreationDate', '_raw', '@message'];
  const cell = fc.oneof(fc.string(), fc.json({ maxDepth: 2 }), fc.constantFrom('', 'null', '{}', '[]', '{a=1, b={c=null}}', '{type=Root, arn=x}', '[{arn=a}]', '{"a":1}', '2026-05-04T08:15:30Z', '4/28/2026, 2:08:45 PM', 's3.amazonaws.com', 'TRUE'));
  const time = { 'Event time': '2026-05-04T08:15:30Z', eventtime: '2026-05-04 08:15:30.000', TimeGenerated: '5/4/2026, 8:15:30.000 AM' };
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...names), cell), { maxLength: 12 }), fc.constantFrom({ 'Event name': 'a', 'Event source': 'b' }, { eventname: 'a' }, { EventName: 'a', EventSource: 'b', AwsEventId: 'c' }), (cells, kind) => {
    checkTypes({ ...time, ...Object.fromEntries(cells), ...kind });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  }), { numRuns: 3000 });
  checkTypes({ eventname: 'a', eventtime: '2026-05-04T08:15:30Z', requestparameters: '{"a":1}', 'requestparameters.__proto__.polluted': 'x', 'requestparameters.constructor.prototype.polluted': 'x' });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('names that mean something to JavaScript mean nothing here', () => {
  const hostile = JSON.parse(`{"__proto__": {"errorCode": "AccessDenied", "polluted": true}, "constructor": {"prototype": {}}, ${JSON.stringify(trailRecord({
    requestParameters: null })).slice(1)}`) as Record<string, unknown>;
  hostile['requestParameters'] = JSON.parse('{"__proto__": "x", "constructor": "y", "toString": "z", "hasOwnProperty": "w"}');
  const made = eventOf(hostile);
  expect(made.fields['error.code']).toBeUndefined();
  expect(made.fields['target.name']).toBeUndefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('deep and wide records are read in time', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 50_000; i++) deep = [deep];
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 'v']));
  const items = Array.from({ length: 50_000 }, (_, i) => ({ instanceId: `i-${i}` }));
  expect(eventOf(trailRecord({ requestParameters: { deep } })).vendorId).toBe('ev-1');
  expect(eventOf(trailRecord({ sourceIPAddress: deep, userAgent: deep })).fields['source.ip']).toMatch(/^[[{]/);
  expect(eventOf(trailRecord({ requestParameters: wide })).vendorId).toBe('ev-1');
  expect(eventOf(trailRecord({ requestParameters: { instancesSet: { items } } })).fields['target.id']).toHaveLength(100);
});
